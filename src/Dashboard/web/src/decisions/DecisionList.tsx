import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/client';
import { listen } from '../api/EventStream';
import type { Person, Sighting, SightingFilter } from '../api/types';
import { DeleteEvent } from '../events/DeleteEvent';
import { EventDialog } from '../events/EventDialog';
import { missed } from '../events/missed';
import { News } from '../events/News';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { complain, tell } from '../ui/Toasts';
import { DecisionCard } from './DecisionCard';
import { Desk, type Decision, type Verdict } from './Desk';
import { KeyHelp } from './KeyHelp';
import { NameDialog } from './NameDialog';
import { useKeys } from './useKeys';
import { asSaid, candidate } from './verdict';

const say = words.decisions;

interface Props {
  filter: SightingFilter;
  people: Person[];
  /** Somebody may be enrolled who was not before. */
  onNamed: () => void;
}

/** The wall: each card is decided by a press or a key, some at once, and everything is taken back by another. */
export function DecisionList({ filter, people, onNamed }: Props) {
  const desk = useMemo(() => new Desk(filter), []);
  const [error, setError] = useState<ApiError | null>(null);
  const [heard, setHeard] = useState(true);
  const [naming, setNaming] = useState(false);
  const [open, setOpen] = useState<Sighting | null>(null);
  const [deleting, setDeleting] = useState<Sighting | null>(null);
  const list = useRef<HTMLUListElement>(null);
  // What was taken back by a key is not offered to be taken back any more.
  const told = useRef(new WeakMap<Decision, () => void>());

  const shown = (loading: Promise<void>) => loading.then(() => setError(null), failed => failed instanceof ApiError && setError(failed));
  const load = (abort?: AbortSignal) => shown(desk.load(abort));
  useEffect(() => {
    const abort = new AbortController();
    const first = load(abort.signal);
    const stop = listen({
      sighting: ({ state }) => { if (filter.decided === false && (filter.state === null || filter.state === state)) desk.arrived.value++; },
      gap: gap => { missed(gap); void shown(desk.refresh()); },
      // Only what happens from now on is told.
      heard: now => { setHeard(now); if (now) void first.then(() => shown(desk.refresh())); },
    });
    return () => { abort.abort(); stop(); };
  }, []);

  // Over cards that somebody looks at, what arrives waits for a press; where there is none it has nothing to wait for.
  const waiting = desk.cards.value?.length === 0 && desk.arrived.value > 0 && !desk.busy.value && error === null;
  useEffect(() => { if (waiting) void load(); }, [waiting, desk.arrived.value]);

  const decide = async (verdict: Verdict) => {
    try {
      const decision = await desk.decide(verdict);
      if (decision) report(decision);
    } catch (failed) {
      complain(failed);
    }
    setNaming(false);
    onNamed();
  };
  const undo = (decision = desk.decided.value.at(-1)) => desk.undo(decision).then(done => {
    if (!done) return;
    told.current.get(decision!)?.();
    tell(words.events.takenBack);
    onNamed();
  }, complain);
  const report = (decision: Decision) => told.current.set(
    decision, tell(say.said(decision.namings.map(({ sighting }) => sighting.person)), '', { words: words.common.undo, run: () => undo(decision) }));
  const only = (sighting: Sighting, act: () => void) => {
    desk.go(desk.cards.value!.indexOf(sighting));
    if (!desk.chosen.value.has(sighting.id)) desk.chooseNone();
    act();
  };

  // The first key only shows where the keys are.
  const step = (places: number) => {
    if (list.current?.contains(document.activeElement)) desk.go(desk.at.value + places);
    desk.keyed.value = true;
  };
  useKeys({
    ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowDown: () => step(columns(list.current)), ArrowUp: () => step(-columns(list.current)),
    j: () => step(1), k: () => step(-1), Home: () => step(-Infinity), End: () => step(Infinity),
    ' ': () => desk.current.value && desk.choose(desk.current.value.id),
    x: () => desk.current.value && desk.choose(desk.current.value.id),
    a: () => desk.chooseAll(), Escape: () => desk.chooseNone(),
    r: () => byKey(asSaid), u: () => byKey(() => null),
    1: () => byCandidate(0), 2: () => byCandidate(1),
    n: () => desk.meant.value.length > 0 && setNaming(true), z: () => void undo(),
    Enter: () => setOpen(desk.current.value),
  });
  const byKey = (verdict: Verdict) => {
    desk.keyed.value = true;
    void decide(verdict);
  };
  const byCandidate = (place: number) => { if (desk.meant.value.every(one => candidate(one, place) !== null)) byKey(one => candidate(one, place)); };

  const cards = desk.cards.value;
  if (!cards && error) return <Notice icon="warn" title={error.title}><p>{error.detail}</p></Notice>;
  // Without keys: the card whose event has that number would take the element along to its own place, and the page would jump.
  if (!cards) return <ul class="decisions-list" aria-busy="true" aria-label={say.title}>{[1, 2, 3, 4, 5, 6].map(() => <li><div class="decision skeleton" /></li>)}</ul>;

  const chosen = desk.chosen.value.size;
  return (
    <>
      <News count={waiting ? 0 : desk.arrived.value} more={false} error={heard ? null : new ApiError(0, words.common.noAnswer, '')} onShow={() => load()} />
      {cards.length === 0 && !waiting && <Nothing filter={filter} />}
      <ul ref={list} class="decisions-list" aria-label={say.title} data-busy={desk.busy.value}>
        {cards.map((sighting, i) => (
          <li key={sighting.id}>
            <DecisionCard
              sighting={sighting} current={i === desk.at.value} keyed={desk.keyed.value} chosen={desk.chosen.value.has(sighting.id)} busy={desk.busy.value}
              onCurrent={() => desk.go(i)} onChoose={() => desk.choose(sighting.id)}
              onDecide={name => only(sighting, () => void decide(() => name))}
              onName={() => only(sighting, () => setNaming(true))} onOpen={() => setOpen(sighting)}
            />
          </li>
        ))}
      </ul>
      {desk.next.value !== null && <div class="events-more"><button class="button" type="button" onClick={() => desk.more().catch(complain)}>{words.events.more}</button></div>}
      {cards.length > 0 && <KeyHelp />}

      {chosen > 0 && (
        <div class="chosen" role="toolbar" aria-label={say.chosen(chosen)}>
          <strong role="status">{say.chosen(chosen)}</strong>
          <span class="spring" />
          <button class="button" data-kind="primary" type="button" disabled={desk.busy.value} onClick={() => decide(asSaid)}><Icon name="check" size={18} />{say.right}</button>
          <button class="button" type="button" disabled={desk.busy.value} onClick={() => setNaming(true)}>{say.thisIs}</button>
          <button class="button" type="button" disabled={desk.busy.value} onClick={() => decide(() => null)}>{say.unknown}</button>
          <button class="icon-button" type="button" aria-label={say.chooseNone} title={say.chooseNone} onClick={() => desk.chooseNone()}><Icon name="close" /></button>
        </div>
      )}
      {naming && desk.meant.value.length > 0 && <NameDialog sightings={desk.meant.value} people={people} busy={desk.busy.value} onName={name => decide(() => name)} onClose={() => setNaming(false)} />}
      {open && <EventDialog sighting={open} people={people} onNamed={() => { void load(); onNamed(); }} onDelete={() => { setDeleting(open); setOpen(null); }} onClose={() => setOpen(null)} />}
      {deleting && <DeleteEvent sighting={deleting} onDeleted={() => { setDeleting(null); void load(); }} onClose={() => setDeleting(null)} />}
    </>
  );
}

/** How many cards stand side by side: up and down go by rows. */
function columns(list: HTMLUListElement | null): number {
  const tops = [...(list?.children ?? [])].map(card => (card as HTMLElement).offsetTop);
  return Math.max(1, tops.filter(top => top === tops[0]).length);
}

function Nothing({ filter: { decided, state } }: { filter: SightingFilter }) {
  if (state !== null) return <Notice icon="search" title={words.events.noMatch}><p>{words.events.noMatchWhy}</p></Notice>;
  return <Notice icon="decide" title={decided ? say.noneDone : say.noneOpen}><p>{decided ? say.noneDoneWhy : say.noneOpenWhy}</p></Notice>;
}
