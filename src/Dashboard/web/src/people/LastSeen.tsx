import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { PersonDetails, Sighting } from '../api/types';
import { DeleteEvent } from '../events/DeleteEvent';
import { EventCard } from '../events/EventDays';
import { EventDialog } from '../events/EventDialog';
import { words } from '../i18n';
import { toEventsOf } from '../router';

const say = words.people;

// One row of a wide window, two of a phone's.
const shown = 6;

/** Where and when somebody was seen last, and the way to all of it. */
export function LastSeen({ person }: { person: PersonDetails }) {
  const { data, error, reload } = useLoad(
    signal => api.sightings({ camera: null, person: person.id, state: null, from: null, to: null }, shown, null, signal), [person.id]);
  const { data: people, reload: reloadPeople } = useLoad(signal => api.people('', signal), []);
  const [open, setOpen] = useState<Sighting | null>(null);
  const [deleting, setDeleting] = useState<Sighting | null>(null);
  return (
    <section class="last-seen" aria-labelledby="last-seen">
      <div class="last-seen-head">
        <h2 id="last-seen">{say.lastSeen}</h2>
        {data && data.sightings.length > 0 && <a href={toEventsOf(person.id)}>{say.allEvents}</a>}
      </div>
      {error && <p class="muted">{error.message}</p>}
      {data?.sightings.length === 0 && <p class="muted">{say.neverSeen}</p>}
      <ul class="cards" aria-labelledby="last-seen" aria-busy={data === null && error === null}>
        {data?.sightings.map(sighting => <EventCard key={sighting.id} sighting={sighting} dated onOpen={() => setOpen(sighting)} />)}
      </ul>
      {open && <EventDialog sighting={open} people={people ?? []} onNamed={() => { reload(); reloadPeople(); }} onDelete={() => { setDeleting(open); setOpen(null); }} onClose={() => setOpen(null)} />}
      {deleting && <DeleteEvent sighting={deleting} onDeleted={() => { setDeleting(null); reload(); }} onClose={() => setDeleting(null)} />}
    </section>
  );
}
