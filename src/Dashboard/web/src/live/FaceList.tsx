import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Face } from '../api/types';
import { fraction, qualityWord } from '../format';
import { words } from '../i18n';
import { StateIcon } from '../ui/StateIcon';
import { WhyDialog } from '../why/WhyDialog';
import { describeFace, faceName, stateHelp, stateWords, sureness } from './glyphs';

const say = words.live;

interface Props {
  camera: string;
  faces: Face[];
  /** Asks who it is. */
  onName: (face: Face) => void;
}

/** Who is in the picture, how sure, on what. */
export function FaceList({ camera, faces, onName }: Props) {
  const [asked, ask] = useState<Face | null>(null);
  return (
    <>
      <ul class="faces" aria-label={say.inView} aria-live="polite" aria-relevant="additions">
        {faces.length === 0 && <li class="muted">{say.nobody}</li>}
        {faces.toSorted((a, b) => a.track - b.track).map(face => (
          <li key={face.track} class="face" data-state={face.identity.state} title={stateHelp[face.identity.state]}>
            <StateIcon state={face.identity.state} size={22} />
            <div class="face-words" aria-hidden="true">
              <strong>{faceName(face.identity)}</strong>
              <span class="muted">{stateWords[face.identity.state]} · {say.track(face.track)}</span>
            </div>
            <div class="face-numbers" aria-hidden="true">
              <strong>{sureness(face.identity) || '–'}</strong>
              <span class="muted">{face.identity.similarity > 0 ? say.similarity(fraction(face.identity.similarity)) : say.look(qualityWord(face.quality))}</span>
            </div>
            <span class="sr-only">{describeFace(face)}</span>
            <div class="face-actions">
              <button class="button" type="button" aria-label={`${words.events.thisIs} ${describeFace(face)}`} onClick={() => onName(face)}>{words.events.thisIs}</button>
              <button class="button" data-kind="quiet" type="button" aria-label={words.why.title(describeFace(face))} onClick={() => ask(face)}>{words.why.ask}</button>
            </div>
          </li>
        ))}
      </ul>
      {asked && <WhyDialog title={words.why.title(faceName(asked.identity))} load={signal => api.whyTrack(camera, asked.track, signal)} onClose={() => ask(null)} />}
    </>
  );
}
