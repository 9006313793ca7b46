import type { Polled } from '../api/hooks';
import type { Camera, CameraTrend } from '../api/types';
import { reasonOf, sharpReason } from '../cameras/reason';
import { sourceName } from '../cameras/sourceName';
import { count, milliseconds, rate, since } from '../format';
import { words } from '../i18n';
import { cameraStates, nextTry } from '../live/cameraWords';
import { toCamera } from '../router';
import { latest, Spark, stacked, type Trace } from './Spark';
import { steps, Trend } from './Stages';

const say = words.status;

/** A row per camera, with the last minutes as small charts; on a phone each row becomes a card. */
export function CamerasTable({ polled, trends }: { polled: Polled<Camera[]>; trends: CameraTrend[] }) {
  const { data: cameras } = polled;
  if (cameras === null) return <p class="muted pad">{polled.error?.message ?? ''}</p>;
  if (cameras.length === 0) return <p class="muted pad">{say.noCamera} <a href="/cameras?add">{words.cameras.add}</a></p>;
  return (
    <table class="table">
      <thead>
        <tr><th>{say.camera}</th><th>{say.state}</th><th class="number">{say.decoded}</th><th class="number">{say.recognised}</th><th class="number">{say.latency}</th><th>{say.notRecognised}</th></tr>
      </thead>
      <tbody>
        {cameras.map(camera => <Row key={camera.name} camera={camera} perSecond={processedPerSecond(camera, polled)} trend={trends.find(({ name }) => name === camera.name)} />)}
      </tbody>
    </table>
  );
}

function Row({ camera, perSecond, trend }: { camera: Camera; perSecond: number | null; trend: CameraTrend | undefined }) {
  const { words, tone } = cameraStates[camera.state];
  const live = camera.state === 'live';
  return (
    <tr data-camera={camera.name} data-state={camera.state}>
      <th scope="row" data-label={say.camera}>
        <a href={toCamera(camera.name)}>{camera.name}</a>
        <span class="muted break" title={camera.source}>{sourceName(camera.source)}</span>
      </th>
      <td class="state" data-label={say.state}>
        <span class="badge" data-tone={tone}>{words}</span>
        <span class="muted">{live ? say.since(since(camera.since)) : reasonOf(camera)}</span>
        {live && camera.sharp && !camera.sharp.used && <span class="muted" title={camera.sharp.notice}>{sharpReason(camera.sharp)}</span>}
        {!live && <span class="muted">{nextTry(camera, Date.now())}</span>}
      </td>
      <td class="number" data-label={say.decoded}>
        <strong>{live ? `${rate(camera.fps)} fps` : '–'}</strong>
        <span class="muted">{count(camera.decoded)}</span>
      </td>
      <td class="number" data-label={say.recognised}>
        <strong>{perSecond === null || !live ? '–' : `${rate(perSecond)} fps`}</strong>
        <span class="muted">{count(camera.processed)}</span>
        <Spark room={steps} label={say.ratesOf(camera.name)} traces={[{ kind: 'high', values: trend?.decoded ?? [], filled: true }, { kind: 'low', values: trend?.processed ?? [] }]} />
      </td>
      <td class="number" data-label={say.latency}>
        <strong>{milliseconds(camera.latencyMs.p50)}</strong>
        <span class="muted">95 %: {milliseconds(camera.latencyMs.p95)}</span>
        <Trend trend={trend} />
      </td>
      <td class="lost" data-label={say.notRecognised}><Drops {...camera} lately={trend?.dropped ?? {}} /></td>
    </tr>
  );
}

/** How many of all pictures, by reason; and over the last minutes, one reason on the other. */
function Drops({ name, dropped, decoded, lately }: { name: string; dropped: Record<string, number>; decoded: number; lately: CameraTrend['dropped'] }) {
  const reasons = Object.entries(dropped).filter(([, n]) => n > 0).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return <span class="muted">{say.noDrops}</span>;
  const traces = stacked(Object.values(lately)).map((values, i): Trace => ({ kind: Object.keys(lately)[i] as Trace['kind'], values, filled: true }));
  return (
    <>
      <ul class="drops">
        {reasons.map(([reason, n]) => (
          <li key={reason} title={words.common.pictures(n)}>
            <span><span class="drop-mark" data-kind={reason} /> {say.reasons[reason] ?? reason}</span>
            <span class="muted">{lately[reason] && `${rate(latest(lately[reason]) ?? 0)}/s`}</span>
            <strong>{share(n, decoded)}</strong>
          </li>
        ))}
      </ul>
      <Spark room={steps} label={say.dropsOf(name)} traces={traces.toReversed()} />
    </>
  );
}

function share(part: number, whole: number): string {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  return percent > 0 && percent < 0.1 ? `< ${rate(0.1)} %` : `${rate(percent)} %`;
}

/** Between the last two answers. */
function processedPerSecond(camera: Camera, { previous, at, previousAt }: Polled<Camera[]>): number | null {
  const before = previous?.find(({ name }) => name === camera.name);
  if (!before || at <= previousAt) return null;
  return Math.max(0, (1000 * (camera.processed - before.processed)) / (at - previousAt));
}
