import type { Sighting } from '../api/types';

export interface Placed {
  sighting: Sighting;
  /** In milliseconds. */
  from: number;
  to: number;
  /** From 0, the topmost. */
  row: number;
}

// Four who are there at once are seen apart; the fifth is drawn over.
const mostRows = 4;

/** Puts what overlaps into rows, the earliest first; each mark takes at least `least` milliseconds of room. */
export function inRows(sightings: Sighting[], least: number): Placed[] {
  const ends: number[] = [];
  return sightings
    .map(sighting => ({ sighting, from: Date.parse(sighting.first), to: Date.parse(sighting.last) }))
    .sort((a, b) => a.from - b.from || a.sighting.id - b.sighting.id)
    .map(mark => {
      const free = ends.findIndex(end => end <= mark.from);
      const row = free >= 0 ? free : ends.length < mostRows ? ends.length : mostRows - 1;
      ends[row] = Math.max(mark.to, mark.from + least);
      return { ...mark, row };
    });
}
