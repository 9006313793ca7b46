import type { Polled } from '../api/hooks';
import type { FalseAlarms, ObservedAlarms } from '../api/types';
import { count, fraction, tenth } from '../format';
import { words } from '../i18n';
import { Scores } from './Scores';

const say = words.status;

/** Wrong names in a month, by camera: asked for, to be expected, and found by operators. */
export function WrongNames({ polled: { data, error } }: { polled: Polled<FalseAlarms> }) {
  if (data === null) return <p class="muted pad">{error?.message ?? ''}</p>;
  if (data.cameras.length === 0) return <p class="muted pad">{say.noCamera}</p>;
  return (
    <>
      <table class="table">
        <thead>
          <tr><th>{say.camera}</th><th class="number">{say.strangers}</th><th class="number">{say.asked}</th><th class="number">{say.predicted}</th><th class="number">{say.observed}</th></tr>
        </thead>
        <tbody>
          {data.cameras.map(camera => (
            <tr key={camera.camera} data-camera={camera.camera}>
              <th scope="row" data-label={say.camera}>{camera.camera}<span class="muted">{say.similarityNeeded(fraction(camera.similarity))}</span></th>
              <td class="number" data-label={say.strangers}><strong>{few(camera.strangersADay)}</strong><span class="muted">{camera.daysCounted < 1 ? say.partlyAssumed : ''}</span></td>
              <td class="number" data-label={say.asked}>{few(camera.askedAMonth)}</td>
              <td class="number" data-label={say.predicted}>{few(camera.predictedAMonth)}</td>
              <td class="number" data-label={say.observed}><Observed observed={camera.observed} /></td>
            </tr>
          ))}
          {data.cameras.length > 1 && <All {...data} />}
        </tbody>
      </table>
      <Scores scores={data.scores} cameras={data.cameras} />
    </>
  );
}

function All({ askedAMonth, predictedAMonth, observed }: FalseAlarms) {
  return (
    <tr>
      <th scope="row" data-label={say.camera}>{say.allCameras}</th><td class="number" />
      <td class="number" data-label={say.asked}>{few(askedAMonth)}</td>
      <td class="number" data-label={say.predicted}>{few(predictedAMonth)}</td>
      <td class="number" data-label={say.observed}><Observed observed={observed} /></td>
    </tr>
  );
}

function Observed({ observed }: { observed: ObservedAlarms | null }) {
  if (observed === null) return <span class="muted">{say.notKept}</span>;
  return <><strong title={say.interval(few(observed.low), few(observed.high))}>{few(observed.aMonth)}</strong><span class="muted">{say.overruled(count(observed.overruled), count(observed.named))}</span></>;
}

/** A rate as one reads it: 0.03, 1.2, 340. */
const few = (n: number) => (n >= 10 ? count(n) : n >= 1 ? tenth(n) : fraction(n));
