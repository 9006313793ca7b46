import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { Confirm } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { complain, tell } from '../ui/Toasts';
import { Portrait } from './Portrait';

const say = words.people;

interface Props {
  /** Whose entry goes. */
  person: Person;
  /** The id of whoever has the name. */
  into: number;
  onMerged: (into: Person) => void;
  onClose: () => void;
}

/** A name was typed that somebody has: perhaps the two are one person. */
export function MergePeople({ person, into, onMerged, onClose }: Props) {
  const { data: other } = useLoad(signal => api.person(into, signal), [into]);
  const [busy, setBusy] = useState(false);
  if (!other) return null;

  const merge = async () => {
    setBusy(true);
    try {
      const both = await api.merge(person.id, into);
      tell(say.merged(person.name, both.name));
      onMerged(both);
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <Confirm title={say.mergeThem(other.name)} action={say.merge} busy={busy} onConfirm={merge} onClose={onClose}>
      <div class="merge">
        <Half of={person} />
        <Icon name="next" size={28} />
        <Half of={other} />
      </div>
      <p>{say.mergeAsk}</p>
      <ul>
        <li>{say.mergePictures(person.name, all(person), other.name, all(person) + all(other))}</li>
        <li>{say.mergeEvents(person.name, other.name)}</li>
        <li>{say.mergeName(person.name, other.name)}</li>
        <li>{say.mergeNoUndo}</li>
      </ul>
    </Confirm>
  );
}

const all = ({ templates, setAside }: Person) => templates + setAside;

function Half({ of: person }: { of: Person }) {
  return (
    <figure>
      <Portrait of={person} />
      <figcaption><strong class="break">{person.name}</strong><span class="muted">{words.common.pictures(all(person))}</span></figcaption>
    </figure>
  );
}
