import { computed, signal } from '@preact/signals';
import { api } from '../api/client';
import type { Sighting, SightingFilter } from '../api/types';
import { say, type Naming } from '../events/naming';
import { newestFirst } from '../events/SightingFeed';

const pageSize = 24;

/** What was said of some events at once, so that it can be taken back at once. */
export interface Decision {
  before: Sighting[];
  namings: Naming[];
}

/** Who it is: a name, or null for nobody known; may differ from event to event. */
export type Verdict = (sighting: Sighting) => string | null;

/** The events of one view, the newest first, with whom they resemble; what was decided leaves those that are open. */
export class Desk {
  /** Null before the first answer. */
  readonly cards = signal<Sighting[] | null>(null);
  /** Where the older ones begin; null when all are shown. */
  readonly next = signal<string | null>(null);
  readonly arrived = signal(0);
  readonly busy = signal(false);
  /** Ids of those that the next verdict is for; none: the one with the focus. */
  readonly chosen = signal<ReadonlySet<number>>(new Set());
  /** The place of the card with the focus. */
  readonly at = signal(0);
  /** Keys are used. */
  readonly keyed = signal(false);
  readonly decided = signal<Decision[]>([]);

  readonly current = computed(() => this.cards.value?.[this.at.value] ?? null);
  /** Those that a verdict is for. */
  readonly meant = computed(() => {
    const chosen = (this.cards.value ?? []).filter(({ id }) => this.chosen.value.has(id));
    return chosen.length > 0 ? chosen : this.current.value ? [this.current.value] : [];
  });

  constructor(private readonly filter: SightingFilter) {}

  /** Asks for as many as are shown, anew: somebody may have been enrolled whom they resemble. */
  async load(abort?: AbortSignal): Promise<void> {
    const before = this.cards.value?.length ?? 0;
    const page = await api.decisions(this.filter, Math.min(200, Math.max(pageSize, before)), null, abort);
    if (abort?.aborted) return;
    // Two who leave together are asked for twice. Over the cards of the first answer, whoever is new in the second waits.
    if (before === 0 && this.cards.value?.length) return this.refresh();
    this.cards.value = page.sightings;
    this.next.value = page.next;
    this.arrived.value = 0;
    this.go(this.at.value);
  }

  /** Brings what is shown up to date. What is new waits, so that nothing moves under the reader. */
  async refresh(): Promise<void> {
    const shown = this.cards.value ?? [];
    if (shown.length === 0) return this.load();
    const page = await api.decisions(this.filter, Math.min(200, Math.max(pageSize, shown.length)), null);
    const now = new Map(page.sightings.map(sighting => [sighting.id, sighting]));
    const oldest = page.next === null ? null : page.sightings.at(-1)!;
    const current = this.current.value?.id;
    this.cards.value = (this.cards.value ?? []).filter(one => now.has(one.id) || (oldest !== null && newestFirst(one, oldest) > 0)).map(one => now.get(one.id) ?? one);
    this.arrived.value = page.sightings.filter(one => newestFirst(one, shown[0]!) < 0).length;
    this.go(Math.max(0, this.cards.value.findIndex(({ id }) => id === current)));
  }

  async more(): Promise<void> {
    const cursor = this.next.value;
    if (cursor === null || this.busy.value) return;
    const page = await api.decisions(this.filter, pageSize, cursor);
    if (this.next.value !== cursor) return;
    this.cards.value = [...(this.cards.value ?? []), ...page.sightings];
    this.next.value = page.next;
  }

  /** Moves the focus; stays within the list. */
  go(place: number): void {
    this.at.value = Math.max(0, Math.min(place, (this.cards.value?.length ?? 0) - 1));
  }

  choose(id: number, whether = !this.chosen.value.has(id)): void {
    const chosen = new Set(this.chosen.value);
    if (whether) chosen.add(id);
    else chosen.delete(id);
    this.chosen.value = chosen;
  }

  chooseAll(): void {
    this.chosen.value = new Set(this.cards.value?.map(({ id }) => id));
  }

  chooseNone(): void {
    this.chosen.value = new Set();
  }

  /** Says who those that are meant are, one after the other. A failure is thrown; what was said until then stays said. */
  async decide(verdict: Verdict): Promise<Decision | null> {
    if (this.busy.value || this.meant.value.length === 0) return null;
    const before = this.meant.value;
    const decision: Decision = { before: [], namings: [] };
    this.busy.value = true;
    try {
      for (const sighting of before) {
        const naming = await say(sighting, verdict(sighting));
        decision.before.push(sighting);
        decision.namings.push(naming);
        this.put(naming.sighting);
      }
    } finally {
      this.busy.value = false;
      this.chooseNone();
      if (decision.namings.length > 0) this.decided.value = [...this.decided.value, decision];
      this.go(this.at.value);
    }
    if (decision.namings.some(({ enrolled }) => enrolled.length > 0)) await this.load();
    return decision;
  }

  /** Takes back what was said; false when it was already, or something else is being done. */
  async undo(decision: Decision | undefined): Promise<boolean> {
    if (!decision || this.busy.value || !this.decided.value.includes(decision)) return false;
    this.busy.value = true;
    try {
      for (const { sighting } of decision.namings.toReversed()) await api.undoNaming(sighting.id);
      this.decided.value = this.decided.value.filter(one => one !== decision);
    } finally {
      this.busy.value = false;
    }
    await this.load();
    return true;
  }

  /** What does not belong into this view any more leaves it. */
  private put(changed: Sighting): void {
    const cards = this.cards.value ?? [];
    const stays = this.filter.decided === null || this.filter.decided === undefined || this.filter.decided === (changed.decided !== null);
    this.cards.value = stays
      ? cards.map(card => (card.id === changed.id ? { ...changed, candidates: card.candidates } : card))
      : cards.filter(({ id }) => id !== changed.id);
  }
}
