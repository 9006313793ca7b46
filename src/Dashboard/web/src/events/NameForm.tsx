import { useId, useState } from 'preact/hooks';
import type { Person, Sighting } from '../api/types';
import { words } from '../i18n';
import { comparable, namesake } from '../people/names';

const say = words.events;

// More are not looked through; whoever types gets fewer.
const mostSuggested = 30;

// Where there is no keyboard on the glass that would cover the crops.
const hasKeyboard = matchMedia('(hover: hover)').matches;

interface Props {
  /** How many will be enrolled; null: as many as there are by then. */
  looks: number | null;
  /** Who it is taken for already. */
  already: number | null;
  /** Ready to be typed into at once. */
  eager: boolean;
  people: Person[];
  busy: boolean;
  onName: (name: string) => void;
}

/** "This is …": somebody enrolled, or a new name. */
export function NameForm({ looks, already, eager, people, busy, onName }: Props) {
  const [name, setName] = useState('');
  const [field, options, hint] = [useId(), useId(), useId()];
  const known = namesake(people, name);
  const possible = name.trim() !== '' && (known ? known.id !== already : looks !== 0);
  const suggested = people.filter(person => !person.hidden && comparable(person.name).includes(comparable(name))).slice(0, mostSuggested);

  const submit = (event: Event) => {
    event.preventDefault();
    if (possible && !busy) onName(name.trim());
  };

  return (
    <form class="field" onSubmit={submit}>
      <label for={field}>{say.thisIs}</label>
      <div class="name-form">
        <input
          class="input"
          id={field}
          list={options}
          value={name}
          maxLength={100}
          placeholder={say.name}
          autocomplete="off"
          autofocus={hasKeyboard && eager}
          disabled={busy}
          aria-describedby={hint}
          onInput={event => setName(event.currentTarget.value)}
        />
        <datalist id={options}>{suggested.map(person => <option key={person.id} value={person.name} />)}</datalist>
        <button class="button" data-kind="primary" type="submit" disabled={busy || !possible}>{busy ? say.saving : say.save}</button>
      </div>
      <span class="hint" id={hint} role="status">{consequence(name.trim(), known, looks, already)}</span>
    </form>
  );
}

/** Of one event, or of several that are the same person. */
export function ofSightings(sightings: Sighting[]): Pick<Props, 'looks' | 'already' | 'eager'> {
  const [first] = sightings;
  return {
    looks: sightings.reduce((sum, { pictures }) => sum + pictures.length, 0),
    already: sightings.every(({ personId }) => personId === first?.personId) ? first?.personId ?? null : null,
    eager: sightings.every(({ personId }) => personId === null),
  };
}

/** What saving will do. */
function consequence(name: string, known: Person | null, looks: number | null, already: number | null): string {
  if (name === '') return '';
  if (known && known.id === already) return say.already(known.name);
  if (looks === null) return known ? say.knownBest(known.name) : say.isNewBest(name);
  if (known) return looks > 0 ? say.known(known.name, looks) : say.willBe(known.name);
  return looks > 0 ? say.isNew(name, looks) : say.noLooks;
}
