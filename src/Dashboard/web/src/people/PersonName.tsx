import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { complain, tell } from '../ui/Toasts';
import { MergePeople } from './MergePeople';

const say = words.people;

interface Props {
  person: Person;
  onRenamed: () => void;
  /** The person has become part of another. */
  onMerged: (into: Person) => void;
  children: ComponentChildren;
}

/** A name that becomes a field when its pencil is pressed. Enter keeps the change, Escape drops it. */
export function PersonName({ person, onRenamed, onMerged, children }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [holder, setHolder] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const editing = draft !== null;
  useEffect(() => field.current?.select(), [editing]);

  if (draft === null) {
    return (
      <div class="name">
        {children}
        <button class="icon-button" type="button" aria-label={say.rename(person.name)} title={say.renameShort} onClick={() => setDraft(person.name)}>
          <Icon name="pencil" size={17} />
        </button>
      </div>
    );
  }

  const save = async (event: Event) => {
    event.preventDefault();
    const name = draft.trim();
    if (name === '' || name === person.name) return setDraft(null);
    setBusy(true);
    try {
      await api.rename(person.id, name);
      tell(say.isNow(person.name, name));
      setDraft(null);
      onRenamed();
    } catch (error) {
      if (error instanceof ApiError && error.person) setHolder(error.person.id);
      else complain(error);
    } finally {
      setBusy(false);
    }
  };

  const merged = (other: Person) => {
    setHolder(null);
    setDraft(null);
    onMerged(other);
  };

  return (
    <form class="name name-edit" onSubmit={save} onKeyDown={event => event.key === 'Escape' && holder === null && setDraft(null)}>
      <input
        class="input"
        aria-label={say.newName(person.name)}
        value={draft}
        maxLength={100}
        autocomplete="off"
        disabled={busy}
        ref={field}
        onInput={event => setDraft(event.currentTarget.value)}
      />
      <button class="icon-button" type="submit" aria-label={say.saveName} disabled={busy}><Icon name="check" size={18} /></button>
      <button class="icon-button" type="button" aria-label={say.keepName} onClick={() => setDraft(null)}><Icon name="close" size={18} /></button>
      {holder !== null && <MergePeople person={person} into={holder} onMerged={merged} onClose={() => setHolder(null)} />}
    </form>
  );
}
