import { useEffect, useRef } from 'preact/hooks';
import { api } from '../api/client';
import type { Match, Sighting } from '../api/types';
import { Crop } from '../events/Crop';
import { describe, exactly, whoNow } from '../events/words';
import { dayName, fraction, timeOfDay } from '../format';
import { words } from '../i18n';
import { Portrait } from '../people/Portrait';
import { Icon } from '../ui/Icon';
import { StateIcon } from '../ui/StateIcon';
import { asSaid } from './verdict';

const say = words.decisions;

interface Props {
  sighting: Sighting;
  /** The keys mean it. */
  current: boolean;
  /** Keys are used, so it is to be seen which one they mean. */
  keyed: boolean;
  chosen: boolean;
  busy: boolean;
  onCurrent: () => void;
  onChoose: () => void;
  /** Null is nobody known. */
  onDecide: (name: string | null) => void;
  onName: () => void;
  onOpen: () => void;
}

/** A track that is over: its best look, whom it resembles, and what may be said of it. */
export function DecisionCard({ sighting, current, keyed, chosen, busy, onCurrent, onChoose, onDecide, onName, onOpen }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const { name, state, note } = whoNow(sighting);
  const right = asSaid(sighting);
  const reach = current ? 0 : -1;

  useEffect(() => { if (current && keyed) card.current!.focus(); }, [current, keyed]);

  return (
    <div ref={card} class="decision" role="group" tabIndex={reach} data-id={sighting.id} data-state={state} data-chosen={chosen} aria-label={describe(sighting)} onFocus={onCurrent}>
      <label class="decision-picture" title={exactly(sighting)}>
        <input class="decision-choice" type="checkbox" checked={chosen} tabIndex={reach} aria-label={say.choose(describe(sighting))} onChange={onChoose} />
        <Crop address={sighting.pictures[0]} words="" />
        {sighting.pictures.length > 1 && <span class="event-note" aria-hidden="true">{words.common.pictures(sighting.pictures.length)}</span>}
      </label>
      <div class="decision-words">
        <div class="event-who">
          <StateIcon state={state} />
          <button class="decision-name ellipsis" type="button" tabIndex={reach} title={say.open} onClick={onOpen}>{name}</button>
        </div>
        <span class="muted ellipsis">{sighting.camera} · <time dateTime={sighting.first}>{`${dayName(sighting.first)} ${timeOfDay(sighting.first)}`}</time>{note && ` · ${note}`}</span>
        <Candidates candidates={sighting.candidates ?? []} reach={reach} busy={busy} onChoose={onDecide} />
      </div>
      <div class="decision-actions">
        <button class="button" data-kind="primary" type="button" tabIndex={reach} disabled={busy} title={say.rightIs(right)} aria-label={say.rightIs(right)} onClick={() => onDecide(right)}>
          <Icon name="check" size={18} /><span class="ellipsis">{right ?? say.unknown}</span>
        </button>
        <button class="button" type="button" tabIndex={reach} disabled={busy} onClick={onName}>{say.thisIs}</button>
        {right !== null && <button class="button" type="button" tabIndex={reach} disabled={busy} onClick={() => onDecide(null)}>{say.unknown}</button>}
      </div>
    </div>
  );
}

interface CandidatesProps {
  candidates: Match[];
  reach: number;
  busy: boolean;
  onChoose: (name: string) => void;
}

/** The winner and the runner-up, and how similar each is: a press says that it is them. */
function Candidates({ candidates, reach, busy, onChoose }: CandidatesProps) {
  if (candidates.length === 0) return <p class="muted candidates-none">{say.resemblesNobody}</p>;
  return (
    <ol class="candidates" aria-label={say.resembles}>
      {candidates.map(({ id, person, similarity }, i) => (
        <li key={id}>
          <button class="candidate" type="button" tabIndex={reach} disabled={busy} title={say.itIs(person)} onClick={() => onChoose(person)}>
            <span class="sr-only">{say.resembles} </span>
            <span class="candidate-portrait"><Portrait of={{ name: person, picture: api.portrait(id) }} /></span>
            <span class="candidate-words"><span class="ellipsis">{person}</span><span class="candidate-bar"><span style={{ width: `${Math.max(0, Math.round(100 * similarity))}%` }} /></span></span>
             <span class="candidate-number">{fraction(similarity)}</span>
            <kbd aria-hidden="true">{i + 1}</kbd>
          </button>
        </li>
      ))}
    </ol>
  );
}
