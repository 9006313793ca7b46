import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Sighting } from '../api/types';
import { words } from '../i18n';
import { Confirm } from '../ui/Dialog';
import { complain, tell } from '../ui/Toasts';

const say = words.events;

interface Props {
  sighting: Sighting;
  onDeleted: () => void;
  onClose: () => void;
}

/** Says what deleting an event means before it is done. */
export function DeleteEvent({ sighting, onDeleted, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await api.removeSighting(sighting.id);
      tell(say.deleted);
      onDeleted();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <Confirm title={say.deleteIt} action={say.deleteAction} busy={busy} onConfirm={remove} onClose={onClose}>
      <ul>
        <li>{say.forgets(sighting.camera, sighting.pictures.length)}</li>
        {sighting.person && <li>{say.keeps(sighting.person)}</li>}
      </ul>
    </Confirm>
  );
}
