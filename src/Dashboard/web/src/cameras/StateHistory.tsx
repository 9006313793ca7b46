import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client';
import { listen } from '../api/EventStream';
import { useLoad } from '../api/hooks';
import type { CameraStay } from '../api/types';
import { date, dateTime, dayName, duration, since, timeOfDay } from '../format';
import { words } from '../i18n';
import { cameraStates } from '../live/cameraWords';
import { reasonOf } from './reason';

const say = words.cameras;

const few = 12;

/** What became of the cameras, and when FaceStream was not running, the newest first. */
export function StateHistory({ cameras }: { cameras: string[] }) {
  const [camera, setCamera] = useState('');
  const [all, setAll] = useState(false);
  const { data: states, reload } = useLoad(signal => api.cameraStates(camera || null, signal), [camera]);
  useEffect(() => listen({ camera: reload, gap: reload, heard: () => {} }), []);

  if (!states) return null;
  const shown = all ? states : states.slice(0, few);
  return (
    <section class="panel state-history" aria-labelledby="history-heading">
      <div class="panel-head">
        <h2 id="history-heading">{say.history}</h2><span class="muted">{say.historySince}</span><span class="spring" />
        {cameras.length > 1 && (
          <select class="input" aria-label={words.events.camera} value={camera} onChange={event => setCamera(event.currentTarget.value)}>
            <option value="">{say.allOfThem}</option>
            {cameras.map(name => <option key={name} value={name}>{name}</option>)}
          </select>
        )}
      </div>
      <ol>{shown.map(state => <Entry key={`${state.camera} ${state.since} ${state.state}`} state={state} />)}</ol>
      {states.length > shown.length && <button class="button" data-kind="quiet" type="button" onClick={() => setAll(true)}>{say.earlierToo(states.length - shown.length)}</button>}
    </section>
  );
}

function stretch(since: string, until: string): string {
  const seconds = (Date.parse(until) - Date.parse(since)) / 1000;
  return seconds < 1 ? words.events.underASecond : duration(seconds);
}

function Entry({ state }: { state: CameraStay }) {
  const off = state.state === 'notRunning';
  const { words: word, tone } = state.state === 'notRunning' ? { words: say.notRunning, tone: state.fault === 'stopped' ? 'idle' : 'bad' } : cameraStates[state.state];
  const reason = off ? say.wasOff(dateTime(state.since), dateTime(state.until ?? state.since), state.fault === 'stopped') : reasonOf(state);
  return (
    <li data-camera={state.camera} data-state={state.state}>
      <time class="muted" dateTime={state.since}>{dayName(state.since) !== words.common.today && `${date(state.since)} `}{timeOfDay(state.since)}</time>
      <strong class="ellipsis">{off ? 'FaceStream' : state.camera}</strong>
      <span class="badge" data-tone={tone}>{word}</span>
      <span class="muted">{state.until ? say.lasted(stretch(state.since, state.until)) : say.lastsSince(since(state.since))}{state.tries > 1 && ` · ${say.tries(state.tries)}`}</span>
      {reason !== '' && <span class="state-reason" title={state.reason}>{reason}</span>}
    </li>
  );
}
