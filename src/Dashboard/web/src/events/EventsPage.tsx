import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import { words } from '../i18n';
import { query } from '../router';
import { EventList } from './EventList';
import { Export } from './Export';
import { readFilter, toEvents } from './filter';
import { FilterBar } from './FilterBar';

const say = words.events;

/** Who was here, when, and how sure that is. */
export function EventsPage() {
  const filter = readFilter(query.value);
  const { data: people, reload } = useLoad(signal => api.people('', signal), []);
  return (
    <div class="events">
      <header class="page-head"><h1>{say.title}</h1><span class="spring" /><Export filter={filter} /></header>
      <FilterBar filter={filter} people={people ?? []} />
      <EventList key={toEvents(filter)} filter={filter} people={people ?? []} onNamed={reload} />
    </div>
  );
}
