import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Sighting, SightingFilter, SightingsPage } from '../api/types';

export const pageSize = 48;

// So many may wait: whoever comes back to a page that was left open for a day reads the newest anyway.
export const mostWaiting = 4 * pageSize;

/** The events of one filter, newest first. What arrives waits until it is asked for, so that nothing moves under the reader. */
export class SightingFeed {
  /** Null before the first answer. */
  readonly shown = signal<Sighting[] | null>(null);
  /** Newer ones that are not shown yet. */
  readonly arrived = signal<Sighting[]>([]);
  /** Where the older ones begin; null when all are shown. */
  readonly next = signal<string | null>(null);
  readonly busy = signal(false);

  private newest: SightingsPage | null = null;
  /** Between the newest page and what is shown there may be others that nobody knows. */
  private apart = false;
  /** Some that waited were let go. */
  private full = false;

  constructor(private readonly filter: SightingFilter) {}

  /** The newest page: what is shown stays in its place and is brought up to date, what is new waits. */
  take(page: SightingsPage): void {
    // What was told while the page was on its way may be too new for it; ids rise.
    const later = this.arrived.value.filter(one => page.sightings.every(({ id }) => id < one.id));
    this.newest = page;
    const shown = this.shown.value ?? [];
    if (shown.length === 0) return this.begin({ ...page, sightings: merge(page.sightings, later) });

    const now = new Map(page.sightings.map(sighting => [sighting.id, sighting]));
    this.shown.value = shown.map(sighting => now.get(sighting.id) ?? sighting);
    // What is older than the oldest here comes with the pages that follow.
    const last = this.next.value === null ? null : shown.at(-1)!;
    const ids = new Set(shown.map(({ id }) => id));
    const unseen = page.sightings.filter(one => !ids.has(one.id) && (last === null || newestFirst(one, last) < 0));
    this.full = false;
    this.wait(merge(unseen, later));
    this.apart = page.next !== null && unseen.length === page.sightings.length;
  }

  /** One that has just been stored; it waits, unless nothing is shown yet. */
  add(sighting: Sighting): void {
    const { shown, arrived } = this;
    if (shown.value === null || [...shown.value, ...arrived.value].some(({ id }) => id === sighting.id)) return;
    if (shown.value.length === 0) shown.value = [sighting];
    else this.wait(merge(arrived.value, [sighting]));
  }

  /** Puts what waits among the others; where some were let go, the newest page takes the place of all. A failure is thrown. */
  async showArrived(): Promise<void> {
    if (this.full) {
      const page = await api.sightings(this.filter, pageSize, null);
      const later = this.arrived.value.filter(one => page.sightings.every(({ id }) => id < one.id));
      return this.begin({ ...page, sightings: merge(page.sightings, later) });
    }
    if (this.apart) return this.begin({ sightings: merge(this.newest!.sightings, this.arrived.value), next: this.newest!.next });
    this.shown.value = merge(this.shown.value ?? [], this.arrived.value);
    this.arrived.value = [];
  }

  /** Adds the next older page. A failure is thrown. */
  async more(): Promise<void> {
    const cursor = this.next.value;
    if (cursor === null || this.busy.value) return;
    this.busy.value = true;
    try {
      const page = await api.sightings(this.filter, pageSize, cursor);
      if (this.next.value !== cursor) return;
      this.shown.value = merge(this.shown.value ?? [], page.sightings);
      this.next.value = page.next;
    } finally {
      this.busy.value = false;
    }
  }

  replace(changed: Sighting): void {
    this.shown.value = this.shown.value?.map(sighting => (sighting.id === changed.id ? changed : sighting)) ?? null;
  }

  drop(id: number): void {
    this.shown.value = this.shown.value?.filter(sighting => sighting.id !== id) ?? null;
  }

  /** What waits, the newest first; the oldest are let go when they are too many. */
  private wait(arrived: Sighting[]): void {
    this.full ||= arrived.length > mostWaiting;
    this.arrived.value = arrived.slice(0, mostWaiting);
  }

  private begin({ sightings, next }: SightingsPage): void {
    this.shown.value = sightings;
    this.next.value = next;
    this.arrived.value = [];
    this.apart = false;
    this.full = false;
  }
}

export const newestFirst = (a: Sighting, b: Sighting) => Date.parse(b.first) - Date.parse(a.first) || b.id - a.id;

function merge(some: Sighting[], others: Sighting[]): Sighting[] {
  return [...new Map([...some, ...others].map(one => [one.id, one])).values()].sort(newestFirst);
}
