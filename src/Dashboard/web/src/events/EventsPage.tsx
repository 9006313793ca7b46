import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import { words } from '../i18n';
import { useWindowDrop } from '../people/DropZone';
import { navigate, query } from '../router';
import { Icon } from '../ui/Icon';
import { EventList } from './EventList';
import { Export } from './Export';
import { readFilter, toEvents } from './filter';
import { FilterBar } from './FilterBar';
import { FindFace, SearchBack } from './SearchBack';

const say = words.events;

/** Who was here, when, and how sure that is. */
export function EventsPage() {
  const filter = readFilter(query.value);
  const like = /^\d{1,15}$/.exec(query.value.get('like') ?? '')?.[0] ?? null;
  const [picture, setPicture] = useState<File | null>(null);
  const over = useWindowDrop(([first]) => first && setPicture(first.file));
  // A link to something else ends the search.
  useEffect(() => setPicture(null), [query.value]);
  const { data: people, reload } = useLoad(signal => api.people('', signal), []);
  return (
    <div class="events">
      <header class="page-head"><h1>{say.title}</h1><span class="spring" /><FindFace onPicture={setPicture} /><Export filter={filter} /></header>
      {picture || like
        ? <SearchBack key={picture ? `${picture.name} ${picture.lastModified}` : like} of={picture ?? Number(like)} people={people ?? []} onNamed={reload} onEnd={() => (picture ? setPicture(null) : navigate('/events'))} />
        : (
          <>
            <FilterBar filter={filter} people={people ?? []} />
            <EventList key={toEvents(filter)} filter={filter} people={people ?? []} onNamed={reload} />
          </>
        )}
      {over && <div class="drop-hint" aria-hidden="true"><Icon name="search" size={34} /><strong>{say.dropToFind}</strong></div>}
    </div>
  );
}
