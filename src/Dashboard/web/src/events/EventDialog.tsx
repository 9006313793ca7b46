import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Person, Sighting } from '../api/types';
import { dateTime, fraction, since, timeOfDay } from '../format';
import { words } from '../i18n';
import { stateHelp, stateWords, sureness } from '../live/glyphs';
import { toCamera, toPerson, toSimilar } from '../router';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { StateIcon } from '../ui/StateIcon';
import { complain, tell } from '../ui/Toasts';
import { WhyDialog } from '../why/WhyDialog';
import { Crop } from './Crop';
import { NameForm, ofSightings } from './NameForm';
import { say as nameIt, type Naming } from './naming';
import { length, whoNow } from './words';

const say = words.events;

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
      const naming = await nameIt(sighting, as);
      onNamed(naming.sighting);
      onClose();
      report(sighting, naming, onNamed);
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };

  return (
    <Dialog title={say.at(name, sighting.camera)} size="large" onClose={onClose}>
      <ul class="crops" aria-label={say.looks}>
        {(sighting.pictures.length > 0 ? sighting.pictures : [undefined]).map((address, i) => (
          <li key={address ?? ''}><Crop address={address} words={say.look(name, i + 1)} /></li>
        ))}
      </ul>
      <EventFacts sighting={sighting} />
      <NameForm {...ofSightings([sighting])} people={people} busy={busy} onName={take} />
      <footer class="dialog-foot">
        <button class="button" data-kind="quiet-danger" type="button" disabled={busy} onClick={onDelete}><Icon name="trash" size={18} />{words.common.delete}</button>
        <span class="spring" />
        {sighting.pictures.length > 0 && <a class="button" data-kind="quiet" href={toSimilar(sighting.id)} onClick={onClose}>{say.moreLike}</a>}
        <button class="button" data-kind="quiet" type="button" onClick={() => setWhy(true)}>{words.why.ask}</button>
        {sighting.personId !== null && <button class="button" type="button" disabled={busy} onClick={() => take(null)}>{say.nobodyIKnow}</button>}
      </footer>
      {why && <WhyDialog title={words.why.title(name)} load={signal => api.whySighting(sighting.id, signal)} onClose={() => setWhy(false)} />}
    </Dialog>
  );
}

function EventFacts({ sighting }: { sighting: Sighting }) {
  const { camera, first, last, frames, state, said, similarity, confidence, person, personId } = sighting;
  return (
    <dl class="facts event-facts">
      <div><dt>{say.when}</dt><dd>{say.whenIs(dateTime(first), timeOfDay(last), since(last))}</dd></div>
      <div><dt>{say.inView}</dt><dd>{length(sighting)}, {say.frames(frames)} {say.framesOf} <a href={toCamera(camera)}>{camera}</a></dd></div>
      <div title={stateHelp[state]}>
        <dt>{say.saidThen}</dt>
        <dd class="event-said" data-state={state}>
          <StateIcon state={state} />
          <span>{said ? `${said}, ` : ''}{said ? words.states.within[state] : stateWords[state]}{sureness({ confidence }) && `, ${say.sure(sureness({ confidence }))}`}</span>
        </dd>
      </div>
      <div><dt>{say.similarity}</dt><dd>{similarity > 0 ? say.toWhoLed(fraction(similarity)) : say.nobodyLed}</dd></div>
      <div><dt>{say.takenFor}</dt><dd>{personId === null ? say.nobodyYouKnow : <a href={toPerson(personId)}>{person}</a>}</dd></div>
    </dl>
  );
}

/** Says what was done, and offers to undo the whole of it. */
function report(former: Sighting, naming: Naming, onNamed: (sighting: Sighting) => void): void {
  const { sighting: { person }, enrolled, isNew } = naming;
  const undo = {
    words: words.common.undo,
    run: () => api.undoNaming(former.id).then(
      sighting => { onNamed(sighting); tell(say.takenBack, enrolled.length > 0 ? say.left(enrolled.length, person) : ''); },
      complain,
    ),
  };
  if (person === null) tell(say.takenForNobody, say.stays(former.person), undo);
  else if (isNew) tell(say.enrolledWith(person, enrolled.length), say.fromNowOn(person), undo);
  else tell(say.isTakenFor(person), enrolled.length > 0 ? say.knowBy(enrolled.length, person) : '', undo);
}
