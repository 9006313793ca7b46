import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import { listen } from '../api/EventStream';
import type { Person, Sighting } from '../api/types';
import { words } from '../i18n';
import { Notice } from '../ui/Notice';
import { complain } from '../ui/Toasts';
import { DeleteEvent } from './DeleteEvent';
import { EventDays } from './EventDays';
import { EventDialog } from './EventDialog';
import { asMoments, countGiven, passes, type EventFilter } from './filter';
import { missed } from './missed';
import { News } from './News';
import { pageSize, SightingFeed } from './SightingFeed';
import { Timeline } from './Timeline';
import { TimelineFeed } from './TimelineFeed';

const say = words.events;

interface Props {
  filter: EventFilter;
  people: Person[];
  /** Somebody may be enrolled who was not before. */
  onNamed: () => void;
}

/** The events of one filter; what happens is told by the server while the page is looked at. */
export function EventList({ filter, people, onNamed }: Props) {
  const wanted = useMemo(() => asMoments(filter), []);
  const feed = useMemo(() => new SightingFeed(wanted), []);
  const timeline = useMemo(() => new TimelineFeed(wanted), []);
  const [error, setError] = useState<ApiError | null>(null);
  const [heard, setHeard] = useState(true);
  const [open, setOpen] = useState<Sighting | null>(null);
  const [deleting, setDeleting] = useState<Sighting | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const load = () => api.sightings(wanted, pageSize, null, abort.signal).then(
      page => { feed.take(page); setError(null); },
      failed => { if (failed instanceof ApiError) setError(failed); },
    );
    void load();
    const stop = listen({
      sighting: one => {
        if (!passes(wanted, one)) return;
        feed.add(one);
        timeline.add(one);
      },
      gap: gap => { missed(gap); void load(); void timeline.load().catch(complain); },
      // Only what happens from now on is told.
      heard: now => { setHeard(now); if (now) void load(); },
    });
    return () => { abort.abort(); stop(); };
  }, []);

  const shown = feed.shown.value;
  if (!shown && error) return <Notice icon="warn" title={error.title}><p>{error.detail}</p></Notice>;
  if (!shown) return <ul class="cards" aria-busy="true" aria-label={say.title}>{[1, 2, 3, 4, 5, 6].map(() => <li class="card skeleton" />)}</ul>;

  const named = (sighting: Sighting) => {
    feed.replace(sighting);
    timeline.replace(sighting);
    onNamed();
  };
  return (
    <>
      {shown.length === 0 && <Nothing filter={filter} />}
      {shown.length > 0 && <Timeline feed={timeline} oldest={Date.parse(shown.at(-1)!.first)} camera={filter.camera} onOpen={setOpen} />}
      <News count={feed.arrived.value.length} more={feed.arrived.value.length >= pageSize} error={heard ? null : new ApiError(0, words.common.noAnswer, '')} onShow={() => feed.showArrived().catch(complain)} />
      <EventDays sightings={shown} onOpen={setOpen} />
      {feed.next.value !== null && <More feed={feed} />}
      {open && (
        <EventDialog sighting={open} people={people} onNamed={named} onDelete={() => { setDeleting(open); setOpen(null); }} onClose={() => setOpen(null)} />
      )}
      {deleting && <DeleteEvent sighting={deleting} onDeleted={() => { feed.drop(deleting.id); timeline.drop(deleting.id); setDeleting(null); }} onClose={() => setDeleting(null)} />}
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
