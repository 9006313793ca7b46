import type { Sighting } from '../api/types';
import { dayName, shortDay, timeOfDay } from '../format';
import { words } from '../i18n';
import { StateIcon } from '../ui/StateIcon';
import { Crop } from './Crop';
import { describe, exactly, length, whoNow } from './words';

const say = words.events;

interface Props {
  /** The newest first. */
  sightings: Sighting[];
  onOpen: (sighting: Sighting) => void;
}

/** A grid of events for each day. */
export function EventDays({ sightings, onOpen }: Props) {
  const days = Map.groupBy(sightings, ({ first }) => new Date(first).toDateString());
  return (
    <>
      {[...days].map(([day, some]) => (
        <section key={day} class="day" aria-label={dayName(some[0]!.first)}>
          <h2 class="day-head">{dayName(some[0]!.first)}</h2>
          <ul class="cards" aria-label={say.title}>
            {some.map(sighting => <EventCard key={sighting.id} sighting={sighting} onOpen={() => onOpen(sighting)} />)}
          </ul>
        </section>
      ))}
    </>
  );
}

interface CardProps {
  sighting: Sighting;
  /** The crop to show instead of the best, and what is said on it. */
  picture?: string;
  remark?: string;
  /** No heading says which day it was. */
  dated?: boolean;
  onOpen: () => void;
}

export function EventCard({ sighting, picture, remark, dated = false, onOpen }: CardProps) {
  const { name, state, note } = whoNow(sighting);
  return (
    <li class="card event" data-state={state} title={exactly(sighting)}>
      <div class="card-picture">
        <Crop address={picture ?? sighting.pictures[0]} />
        {(remark ?? note) && <span class="event-note ellipsis" aria-hidden="true">{remark ?? note}</span>}
      </div>
      <div class="card-words">
        <div class="event-who">
          <StateIcon state={state} />
          <button class="event-open ellipsis" type="button" aria-label={describe(sighting)} aria-haspopup="dialog" onClick={onOpen}>{name}</button>
        </div>
        <span class="muted ellipsis" aria-hidden="true">{sighting.camera}</span>
        <span class="muted ellipsis" aria-hidden="true"><time dateTime={sighting.first}>{dated && `${shortDay(sighting.first)} `}{timeOfDay(sighting.first)}</time> · {length(sighting)}</span>
      </div>
    </li>
  );
}
