import type { IdentityState, Sighting } from '../api/types';
import { dateTime, duration, since, timeOfDay } from '../format';
import { words } from '../i18n';

const say = words.events;

/** Who an event is taken for now, and what to add when something else was said then. */
export function whoNow({ person, said, state }: Sighting): { name: string; state: IdentityState; note: string } {
  const before = said !== null && said !== person ? say.then(said) : '';
  if (person !== null) return { name: person, state: 'confirmed', note: before || (said === null ? say.namedLater : '') };
  return { name: say.unknown, state: state === 'confirmed' ? 'unknown' : state, note: before || (state === 'unknown' ? '' : words.states.within[state]) };
}

export const seconds = ({ first, last }: Sighting) => (Date.parse(last) - Date.parse(first)) / 1000;

export const length = (sighting: Sighting) => (seconds(sighting) >= 1 ? duration(seconds(sighting)) : say.underASecond);

/** The exact moment, and how long ago that is. */
export const exactly = ({ first, last }: Sighting) => `${dateTime(first)} · ${say.ago(since(last))}`;

/** An event in words, for those who hear the page, and for tests. */
export function describe(sighting: Sighting): string {
  const { name, note } = whoNow(sighting);
  return `${name}${note && ` (${note})`}, ${sighting.camera}, ${timeOfDay(sighting.first)}, ${length(sighting)}`;
}
