import { useState } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Face, PictureVerdict } from '../api/types';
import { Crop } from '../events/Crop';
import { NameForm } from '../events/NameForm';
import { fraction } from '../format';
import { words } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { complain } from '../ui/Toasts';
import { describeFace } from './glyphs';
import { refusals, report } from './naming';

const say = words.live;

// Whoever comes after them hardly ever is the one.
const mostLikely = 3;

interface Props {
  camera: string;
  face: Face;
  /** As it was in the picture when it was pressed. */
  picture: string | null;
  onClose: () => void;
}

/** "This is …", of somebody in view: those whom the face resembles are one press away. */
export function NameFace({ camera, face, picture, onClose }: Props) {
  const { data: people } = useLoad(signal => api.people('', signal), []);
  const { data: why } = useLoad(signal => api.whyTrack(camera, face.track, signal), []);
  const hidden = new Set(people?.filter(person => person.hidden).map(({ id }) => id));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ name: string; looks: PictureVerdict[] } | null>(null);

  const take = async (name: string | null, force = false) => {
    setBusy(true);
    try {
      const { person, pictures } = await api.nameTrack(camera, face.track, name, force);
      if (name !== null && person === null) {
        setRefused({ name, looks: pictures });
        setBusy(false);
        return;
      }
      onClose();
      report(camera, face.track, person, pictures);
    } catch (failed) {
      complain(failed instanceof ApiError && failed.status === 404 ? new ApiError(404, say.hasLeft, say.hasLeftWhy) : failed);
      setBusy(false);
    }
  };

  return (
    <Dialog title={words.decisions.whoIs} onClose={onClose}>
      <div class="name-face">
        <Crop address={picture ?? undefined} words={describeFace(face)} />
        <div class="likely" role="group" aria-label={words.decisions.resembles}>
          {(why?.track.candidates ?? []).filter(({ personId }) => !hidden.has(personId)).slice(0, mostLikely).map(({ personId, person, best }) => (
            <button key={personId} class="button" type="button" disabled={busy} title={say.similarity(fraction(best))} onClick={() => take(person)}>
              <span class="ellipsis">{person}</span> <span class="muted">{fraction(best)}</span>
            </button>
          ))}
          {face.identity.state !== 'unknown' && <button class="button" data-kind="quiet" type="button" disabled={busy} onClick={() => take(null)}>{words.events.nobodyIKnow}</button>}
        </div>
      </div>
      <NameForm looks={null} already={null} eager people={people ?? []} busy={busy} onName={name => take(name)} />
      {refused && (
        <section class="refused" role="alert">
          <p><strong>{say.notNamed(refused.name)}</strong></p>
          <ul>{refusals(refused.looks).map((reason, i) => <li key={i}><Icon name="close" size={16} />{reason}</li>)}</ul>
          <button class="button" type="button" disabled={busy} onClick={() => take(refused.name, true)}>{say.anyway(refused.name)}</button>
        </section>
      )}
    </Dialog>
  );
}
