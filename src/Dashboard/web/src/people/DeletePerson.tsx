import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { Confirm } from '../ui/Dialog';
import { complain, tell } from '../ui/Toasts';

const say = words.people;

interface Props {
  person: Person;
  onDeleted: () => void;
  onClose: () => void;
}

/** Says what deleting somebody means before it is done. */
export function DeletePerson({ person, onDeleted, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      const { pictures, sightings } = await api.remove(person.id);
      tell(say.deleted(person.name), say.erased(pictures, sightings));
      onDeleted();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <Confirm title={say.deleteIt(person.name)} action={say.delete(person.name)} busy={busy} onConfirm={remove} onClose={onClose}>
      <ul>
        <li>{say.erases(person.templates + person.setAside)}</li>
        <li>{say.erasesEvents(person.name)}</li>
        <li>{say.stops(person.name)}</li>
        <li>{say.noUndo(person.name)}</li>
      </ul>
    </Confirm>
  );
}
