import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api } from '../api/client';
import { usePoll } from '../api/hooks';
import type { Person, Sighting } from '../api/types';
import { words } from '../i18n';
import { Notice } from '../ui/Notice';
import { complain } from '../ui/Toasts';
import { DeleteEvent } from './DeleteEvent';
import { EventDays } from './EventDays';
import { EventDialog } from './EventDialog';
import { asMoments, countGiven, type EventFilter } from './filter';
import { News } from './News';
import { pageSize, SightingFeed } from './SightingFeed';

const say = words.events;

const period = 4_000;

interface Props {
  filter: EventFilter;
  people: Person[];
  /** Somebody may be enrolled who was not before. */
  onNamed: () => void;
}

/** The events of one filter, kept up to date while the page is looked at. */
export function EventList({ filter, people, onNamed }: Props) {
  const feed = useMemo(() => new SightingFeed(asMoments(filter)), []);
  const { data, error } = usePoll(signal => api.sightings(asMoments(filter), pageSize, null, signal), period);
  const [open, setOpen] = useState<Sighting | null>(null);
  const [deleting, setDeleting] = useState<Sighting | null>(null);
  useEffect(() => { if (data) feed.take(data); }, [data]);

  const shown = feed.shown.value;
  if (!shown && error) return <Notice icon="warn" title={error.title}><p>{error.detail}</p></Notice>;
  if (!shown) return <ul class="cards" aria-busy="true" aria-label={say.title}>{[1, 2, 3, 4, 5, 6].map(i => <li key={i} class="card skeleton" />)}</ul>;

  const named = (sighting: Sighting) => {
    feed.replace(sighting);
    onNamed();
  };
  return (
    <>
      <News count={feed.arrived.value.length} more={feed.arrived.value.length >= pageSize} error={error} onShow={() => feed.showArrived()} />
      {shown.length === 0 && <Nothing filter={filter} />}
      <EventDays sightings={shown} onOpen={setOpen} />
      {feed.next.value !== null && <More feed={feed} />}
      {open && (
        <EventDialog sighting={open} people={people} onNamed={named} onDelete={() => { setDeleting(open); setOpen(null); }} onClose={() => setOpen(null)} />
      )}
      {deleting && <DeleteEvent sighting={deleting} onDeleted={() => { feed.drop(deleting.id); setDeleting(null); }} onClose={() => setDeleting(null)} />}
    </>
  );
}

/** Older ones come by themselves when their place is near, and by a press when that has failed. */
function More({ feed }: { feed: SightingFeed }) {
  const button = useRef<HTMLButtonElement>(null);
  const more = () => feed.more().catch(complain);
  useEffect(() => {
    const sight = new IntersectionObserver(entries => entries.at(-1)!.isIntersecting && void more(), { rootMargin: '600px' });
    sight.observe(button.current!);
    return () => sight.disconnect();
  }, [feed.next.value]);
  return (
    <div class="events-more">
      <button ref={button} class="button" type="button" aria-disabled={feed.busy.value} onClick={more}>{feed.busy.value ? say.loading : say.more}</button>
    </div>
  );
}

function Nothing({ filter }: { filter: EventFilter }) {
  if (countGiven(filter) > 0) {
    return <Notice icon="search" title={say.noMatch}><p>{say.noMatchWhy} <a href="/events">{say.seeAll}</a></p></Notice>;
  }
  return (
    <Notice icon="events" title={say.none}>
      <p>{say.noneWhy}</p>
      <p>{say.noneKeep[0]}<code>sightings</code>{say.noneKeep[1]}<code>facestream.yaml</code>.</p>
    </Notice>
  );
}
