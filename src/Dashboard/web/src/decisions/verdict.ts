import type { Sighting } from '../api/types';

/** Who it is if what was said then is right: who was named, who led, or nobody known. */
export function asSaid({ state, person, candidates }: Sighting): string | null {
  if (state === 'unknown') return person;
  return person ?? candidates?.[0]?.person ?? null;
}

/** Whoever is at that place among those whom it resembles, from 0. */
export const candidate = ({ candidates }: Sighting, place: number) => candidates?.[place]?.person ?? null;
