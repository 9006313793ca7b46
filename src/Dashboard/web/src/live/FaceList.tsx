import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Face } from '../api/types';
import { qualityWord } from '../format';
import { StateIcon } from '../ui/StateIcon';
import { WhyDialog } from '../why/WhyDialog';
import { describeFace, faceName, stateHelp, stateWords, sureness } from './glyphs';

/** Who is in the picture, how sure, on what. */
export function FaceList({ camera, faces }: { camera: string; faces: Face[] }) {
  const [asked, ask] = useState<Face | null>(null);
  return (
    <>
      <ul class="faces" aria-label="In view" aria-live="polite" aria-relevant="additions">
        {faces.length === 0 && <li class="muted">Nobody in view</li>}
        {faces.toSorted((a, b) => a.track - b.track).map(face => (
          <li key={face.track} class="face" data-state={face.identity.state} title={stateHelp[face.identity.state]}>
            <StateIcon state={face.identity.state} size={22} />
            <div class="face-words" aria-hidden="true">
              <strong>{faceName(face.identity)}</strong>
              <span class="muted">{stateWords[face.identity.state]} · track {face.track}</span>
            </div>
            <div class="face-numbers" aria-hidden="true">
              <strong>{sureness(face.identity) || '–'}</strong>
              <span class="muted">{face.identity.similarity > 0 ? `similarity ${face.identity.similarity.toFixed(2)}` : `${qualityWord(face.quality)} look`}</span>
            </div>
            <span class="sr-only">{describeFace(face)}</span>
            <button class="button" data-kind="quiet" type="button" aria-label={`Why ${describeFace(face)}`} onClick={() => ask(face)}>Why?</button>
          </li>
        ))}
      </ul>
      {asked && <WhyDialog title={`Why ${faceName(asked.identity)}`} load={signal => api.whyTrack(camera, asked.track, signal)} onClose={() => ask(null)} />}
    </>
  );
}
