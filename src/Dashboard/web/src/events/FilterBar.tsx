import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { stateWords } from '../live/glyphs';
import { navigate } from '../router';
import { Icon } from '../ui/Icon';
import { countGiven, everything, states, toEvents, type EventFilter } from './filter';

const say = words.events;

/** Chooses which events are shown; the choice is in the address. */
export function FilterBar({ filter, people }: { filter: EventFilter; people: Person[] }) {
  const { data: cameras } = useLoad(api.cameras, []);
  const [open, setOpen] = useState(false);
  const given = countGiven(filter);
  const choose = (what: Partial<EventFilter>) => navigate(toEvents({ ...filter, ...what }), true);

  return (
    <form class="filters" role="search" aria-label={say.filterThem} onSubmit={event => event.preventDefault()}>
      <button class="button filters-toggle" type="button" aria-expanded={open} aria-controls="filters" onClick={() => setOpen(!open)}>
        <Icon name="filter" size={18} />{given > 0 ? `${say.filter} (${given})` : say.filter}
      </button>
      <div class="filters-fields" id="filters" data-open={open}>
        <Choice label={say.camera} value={filter.camera} options={(cameras ?? []).map(({ name }) => [name, name])} onChange={camera => choose({ camera })} />
        <Choice label={say.saidThen} value={filter.state} options={states.map(state => [state, stateWords[state]])} onChange={state => choose({ state: states.find(one => one === state) ?? null })} />
        <Choice label={say.person} value={filter.person?.toString() ?? null} options={people.filter(({ id, hidden }) => !hidden || id === filter.person).map(({ id, name }) => [String(id), name])} onChange={person => choose({ person: person === null ? null : Number(person) })} />
        <Day label={say.from} value={filter.from} onChange={from => choose({ from })} />
        <Day label={say.to} value={filter.to} onChange={to => choose({ to })} />
        <button class="button" data-kind="quiet" type="button" disabled={given === 0} onClick={() => choose(everything)}>{say.clear}</button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string | null;
  /** Value and words of each. */
  options: [string, string][];
  onChange: (value: string | null) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  // An address may ask for what is not there any more.
  const all = value === null || options.some(([one]) => one === value) ? options : [...options, [value, value] as [string, string]];
  return (
    <label class="filter" data-given={value !== null}>
      <span>{label}</span>
      <select class="input" value={value ?? ''} onChange={event => onChange(event.currentTarget.value || null)}>
        <option value="">{say.any}</option>
        {all.map(([one, words]) => <option key={one} value={one}>{words}</option>)}
      </select>
    </label>
  );
}

function Day({ label, value, onChange }: { label: string; value: string | null; onChange: (value: string | null) => void }) {
  return (
    <label class="filter" data-given={value !== null}>
      <span>{label}</span>
      <input
        class="input"
        type="date"
        min="2000-01-01"
        max="2999-12-31"
        value={value ?? ''}
        // While a year is typed it is a date already, of the year 2.
        onChange={({ currentTarget: field }) => field.validity.valid && onChange(field.value || null)}
      />
    </label>
  );
}
