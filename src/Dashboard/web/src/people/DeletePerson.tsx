import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Person } from '../api/types';
import { plural } from '../format';
import { Confirm } from '../ui/Dialog';
import { complain, tell } from '../ui/Toasts';

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
      await api.remove(person.id);
      tell(`${person.name} was deleted`);
      onDeleted();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <Confirm title={`Delete ${person.name}?`} action={`Delete ${person.name}`} busy={busy} onConfirm={remove} onClose={onClose}>
      <ul>
        <li>The name and {plural(person.templates, 'enrolled picture')} with what was learned from {person.templates === 1 ? 'it' : 'them'} are erased.</li>
        <li>Every event in which {person.name} was seen is erased with its pictures.</li>
        <li>Cameras stop naming {person.name} at once; from then on this face is <em>unknown</em>.</li>
        <li>It cannot be undone. To have {person.name} back, pictures must be enrolled again.</li>
      </ul>
    </Confirm>
  );
}
