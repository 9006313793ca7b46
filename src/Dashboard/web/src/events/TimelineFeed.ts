import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Sighting, SightingFilter } from '../api/types';

/** Lengths of the window, in minutes. */
export const spans = [15, 60, 360, 1440] as const;

export type Span = (typeof spans)[number];

const pageSize = 200;
// More marks than that are a grey band to the eye; and five questions are answered at once.
const mostPages = 5;

/** The events of a window of time, for the timeline. */
export class TimelineFeed {
  readonly span = signal<Span>(60);
  /** Where the window ends, in milliseconds; null moves with the clock. */
  readonly end = signal<number | null>(null);
  readonly marks = signal<Sighting[]>([]);
  /** From here on all are known, in milliseconds; earlier there are too many. */
  readonly since = signal(-Infinity);

  /** Whether every camera has its lane, however many there are. */
  readonly unfolded = signal(false);

  private turn = 0;

  constructor(private readonly filter: SightingFilter) {
    this.end.value = filter.to === null ? null : Date.parse(filter.to);
  }

  /** The window, in milliseconds. */
  window(now: number): { from: number; to: number } {
    const to = this.end.value ?? now;
    return { from: to - this.span.value * 60_000, to };
  }

  /** Reads the window anew. A failure is thrown. */
  async load(): Promise<void> {
    const turn = ++this.turn;
    const { from, to } = this.window(Date.now());
    const wanted = { ...this.filter, from: moment(from), to: this.end.value === null ? null : moment(to) };
    const marks: Sighting[] = [];
    let cursor: string | null = null;
    for (let i = 0; i < mostPages; i++) {
      const page = await api.sightings(wanted, pageSize, cursor);
      if (turn !== this.turn) return;
      marks.push(...page.sightings);
      cursor = page.next;
      if (cursor === null) break;
    }
    this.marks.value = marks;
    this.since.value = cursor === null ? -Infinity : Date.parse(marks.at(-1)!.first);
  }

  /** One that has just been stored. */
  add(sighting: Sighting): void {
    if (this.end.value !== null) return;
    const marks = [sighting, ...this.marks.value.filter(({ id }) => id !== sighting.id)];
    this.marks.value = marks.slice(0, pageSize * mostPages);
    if (marks.length > this.marks.value.length) this.since.value = Date.parse(this.marks.value.at(-1)!.first);
  }

  replace(changed: Sighting): void {
    this.marks.value = this.marks.value.map(mark => (mark.id === changed.id ? changed : mark));
  }

  drop(id: number): void {
    this.marks.value = this.marks.value.filter(mark => mark.id !== id);
  }

  /** Chooses the shortest window that reaches back to a moment, in milliseconds. */
  fit(oldest: number): void {
    const minutes = ((this.end.value ?? Date.now()) - oldest) / 60_000;
    this.span.value = spans.find(span => span >= minutes) ?? spans.at(-1)!;
  }

  choose(span: Span): void {
    this.span.value = span;
  }

  /** Half a window back or on; never beyond now. */
  move(windows: number): void {
    const end = (this.end.value ?? Date.now()) + windows * this.span.value * 60_000;
    this.end.value = end >= Date.now() ? null : end;
  }
}

const moment = (ms: number) => new Date(ms).toISOString();
