import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Person, Sighting } from '../api/types';
import { count, dateTime, duration, plural, since, timeOfDay } from '../format';
import { stateHelp, stateWords, sureness } from '../live/glyphs';
import { toCamera, toPerson } from '../router';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { StateIcon } from '../ui/StateIcon';
import { complain, tell } from '../ui/Toasts';
import { WhyDialog } from '../why/WhyDialog';
import { Crop } from './Crop';
import { NameForm } from './NameForm';
import { say, takeBack, type Naming } from './naming';
import { seconds, whoNow } from './words';

interface Props {
  sighting: Sighting;
  people: Person[];
  /** Told of the event as it is after each change. */
  onNamed: (sighting: Sighting) => void;
  onDelete: () => void;
  onClose: () => void;
}

/** One event: all its looks, what was said then, and who it was. */
export function EventDialog({ sighting, people, onNamed, onDelete, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState(false);
  const { name } = whoNow(sighting);

  const take = async (as: string | null) => {
    setBusy(true);
    try {
      const naming = await say(sighting, as);
      onNamed(naming.sighting);
      onClose();
      report(sighting, naming, onNamed);
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };

  return (
    <Dialog title={`${name} at ${sighting.camera}`} size="large" onClose={onClose}>
      <ul class="crops" aria-label="Looks, the best first">
        {(sighting.pictures.length > 0 ? sighting.pictures : [undefined]).map((address, i) => (
          <li key={address ?? ''}><Crop address={address} words={`${name}, look ${i + 1}`} /></li>
        ))}
      </ul>
      <EventFacts sighting={sighting} />
      <NameForm sighting={sighting} people={people} busy={busy} onName={take} />
      <footer class="dialog-foot">
        <button class="button" data-kind="quiet-danger" type="button" disabled={busy} onClick={onDelete}><Icon name="trash" size={18} />Delete</button>
        <span class="spring" />
        <button class="button" data-kind="quiet" type="button" onClick={() => setWhy(true)}>Why?</button>
        {sighting.personId !== null && <button class="button" type="button" disabled={busy} onClick={() => take(null)}>Nobody I know</button>}
      </footer>
      {why && <WhyDialog title={`Why ${name}`} load={signal => api.whySighting(sighting.id, signal)} onClose={() => setWhy(false)} />}
    </Dialog>
  );
}

function EventFacts({ sighting }: { sighting: Sighting }) {
  const { camera, first, last, frames, state, said, similarity, confidence, person, personId } = sighting;
  return (
    <dl class="facts event-facts">
      <div><dt>When</dt><dd>{dateTime(first)} to {timeOfDay(last)}, {since(last)} ago</dd></div>
      <div><dt>In view</dt><dd>{seconds(sighting) >= 1 ? duration(seconds(sighting)) : 'under 1 s'}, {count(frames)} {frames === 1 ? 'frame' : 'frames'} of <a href={toCamera(camera)}>{camera}</a></dd></div>
      <div title={stateHelp[state]}>
        <dt>Said then</dt>
        <dd class="event-said" data-state={state}>
          <StateIcon state={state} />
          <span>{said ? `${said}, ` : ''}{said ? stateWords[state].toLowerCase() : stateWords[state]}{sureness({ confidence }) && `, ${sureness({ confidence })} sure`}</span>
        </dd>
      </div>
      <div><dt>Similarity</dt><dd>{similarity > 0 ? `${similarity.toFixed(2)} to the person who led then` : 'nobody enrolled led then'}</dd></div>
      <div><dt>Taken for</dt><dd>{personId === null ? 'nobody you know' : <a href={toPerson(personId)}>{person}</a>}</dd></div>
    </dl>
  );
}

/** Says what was done, and offers to undo the whole of it. */
function report(former: Sighting, naming: Naming, onNamed: (sighting: Sighting) => void): void {
  const { sighting: { person }, enrolled, isNew } = naming;
  const undo = {
    words: 'Undo',
    run: () => takeBack(former, naming).then(
      sighting => { onNamed(sighting); tell('Taken back', enrolled.length > 0 ? `${plural(enrolled.length, 'picture')} left ${person} again.` : ''); },
      complain,
    ),
  };
  if (person === null) tell('Taken for nobody you know', `What is enrolled under ${former.person} stays there.`, undo);
  else if (isNew) tell(`${person} is enrolled with ${plural(enrolled.length, 'picture')}`, `From now on cameras name ${person}.`, undo);
  else tell(`Taken for ${person}`, enrolled.length > 0 ? `${plural(enrolled.length, 'picture')} more to know ${person} by.` : '', undo);
}
