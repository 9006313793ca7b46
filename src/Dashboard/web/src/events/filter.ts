import type { IdentityState, Sighting, SightingFilter } from '../api/types';

/** Which events are shown, as the address says it; what is null does not matter. */
export interface EventFilter {
  camera: string | null;
  person: number | null;
  state: IdentityState | null;
  /** The first and the last day, such as 2026-05-01, where the reader is. */
  from: string | null;
  to: string | null;
}

export const everything: EventFilter = { camera: null, person: null, state: null, from: null, to: null };

export const states: IdentityState[] = ['confirmed', 'tentative', 'unknown', 'contested'];

/** Reads an address; what makes no sense is left out. */
export function readFilter(query: URLSearchParams): EventFilter {
  const person = query.get('person') ?? '';
  return {
    camera: query.get('camera') || null,
    person: /^\d{1,15}$/.test(person) ? Number(person) : null,
    state: states.find(state => state === query.get('state')) ?? null,
    from: readDay(query.get('from')),
    to: readDay(query.get('to')),
  };
}

/** The address of the events page with a filter. */
export function toEvents(filter: EventFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)]);
  return given.length > 0 ? `/events?${new URLSearchParams(given)}` : '/events';
}

/** The same for the server: days become moments, from the first one's start to the last one's end. */
export function asMoments(filter: EventFilter): SightingFilter {
  return { ...filter, from: filter.from && midnight(filter.from, 0), to: filter.to && midnight(filter.to, 1) };
}

/** Whether an event is one of the filter's, as the server decides it. */
export function passes({ camera, person, state, from, to }: SightingFilter, sighting: Sighting): boolean {
  return (camera === null || camera === sighting.camera) && (person === null || person === sighting.personId) && (state === null || state === sighting.state)
    && (from === null || Date.parse(sighting.last) >= Date.parse(from)) && (to === null || Date.parse(sighting.first) < Date.parse(to));
}

export const countGiven = (filter: EventFilter) => Object.values(filter).filter(value => value !== null).length;

function readDay(text: string | null): string | null {
  return text && /^[12]\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00`)) ? text : null;
}

/** By the calendar, not by 24 hours: days are longer and shorter when clocks are changed. */
function midnight(day: string, daysLater: number): string {
  const moment = new Date(`${day}T00:00`);
  moment.setDate(moment.getDate() + daysLater);
  return moment.toISOString();
}
