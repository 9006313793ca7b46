import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Sighting } from '../api/types';
import { plural } from '../format';
import { Confirm } from '../ui/Dialog';
import { complain, tell } from '../ui/Toasts';

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
      tell('The event was deleted');
      onDeleted();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <Confirm title="Delete this event?" action="Delete the event" busy={busy} onConfirm={remove} onClose={onClose}>
      <ul>
        <li>That somebody was at {sighting.camera} then is forgotten, with {plural(sighting.pictures.length, 'picture')}. It cannot be undone.</li>
        {sighting.person && <li>What is enrolled under {sighting.person} stays, and so do other events.</li>}
      </ul>
    </Confirm>
  );
}
