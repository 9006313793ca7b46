import type { Status, Trends } from '../api/types';
import { count, milliseconds } from '../format';
import { words } from '../i18n';
import { Spark } from './Spark';

const say = words.status;

// As a frame walks; what is not in the list comes after.
const walk = ['detect', 'track', 'embed', 'identify'];
const place = (stage: string) => (walk.includes(stage) ? walk.indexOf(stage) : walk.length);

/** How long each stage of the pipeline takes: a bar to the median, a thinner one on to the 95th percentile, and both over the last minutes. */
export function Stages({ stages, trends }: { stages: Status['stages']; trends: Trends | null }) {
  if (stages.length === 0) return <p class="muted pad">{say.nothingYet}</p>;
  const longest = Math.max(...stages.map(({ p95Ms }) => p95Ms), 0.001);
  const width = (ms: number) => `${Math.max(0.5, (100 * ms) / longest)}%`;
  return (
    <ul class="stages">
      {stages.toSorted((a, b) => place(a.name) - place(b.name)).map(({ name, count: batches, p50Ms, p95Ms }) => (
        <li key={name} data-stage={name}>
          <span class="stage-name">{name}<span class="muted">{say.batches(count(batches))}</span></span>
          <span class="stage-times">
            <span class="stage-bar" aria-hidden="true">
              <span class="stage-p95" style={{ width: width(p95Ms) }} />
              <span class="stage-p50" style={{ width: width(p50Ms) }} />
            </span>
            <Trend trend={trends?.stages.find(one => one.name === name)} />
          </span>
          <span class="stage-numbers"><strong>{milliseconds(p50Ms)}</strong><span class="muted">{milliseconds(p95Ms)}</span></span>
        </li>
      ))}
    </ul>
  );
}

const none: (number | null)[] = [];

/** Half were faster than the line, one in twenty slower than the shape. */
export function Trend({ trend }: { trend: { name: string; p50Ms: (number | null)[]; p95Ms: (number | null)[] } | undefined }) {
  const { name = '', p50Ms = none, p95Ms = none } = trend ?? {};
  const most = milliseconds(Math.max(0, ...p95Ms.map(value => value ?? 0)));
  return <Spark room={steps} label={say.timesOf(name, most)} traces={[{ kind: 'high', values: p95Ms, filled: true }, { kind: 'low', values: p50Ms }]} />;
}

/** As many as the server keeps. */
export const steps = 60;
