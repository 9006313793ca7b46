import type { Status } from '../api/types';
import { count, milliseconds } from '../format';
import { words } from '../i18n';

const say = words.status;

// As a frame walks; what is not in the list comes after.
const walk = ['detect', 'track', 'embed', 'identify'];
const place = (stage: string) => (walk.includes(stage) ? walk.indexOf(stage) : walk.length);

/** How long each stage of the pipeline takes: a bar to the median, a thinner one on to the 95th percentile. */
export function Stages({ stages }: { stages: Status['stages'] }) {
  if (stages.length === 0) return <p class="muted pad">{say.nothingYet}</p>;
  const longest = Math.max(...stages.map(({ p95Ms }) => p95Ms), 0.001);
  const width = (ms: number) => `${Math.max(0.5, (100 * ms) / longest)}%`;
  return (
    <ul class="stages">
      {stages.toSorted((a, b) => place(a.name) - place(b.name)).map(({ name, count: batches, p50Ms, p95Ms }) => (
        <li key={name}>
          <span class="stage-name">{name}<span class="muted">{say.batches(count(batches))}</span></span>
          <span class="stage-bar" aria-hidden="true">
            <span class="stage-p95" style={{ width: width(p95Ms) }} />
            <span class="stage-p50" style={{ width: width(p50Ms) }} />
          </span>
          <span class="stage-numbers"><strong>{milliseconds(p50Ms)}</strong><span class="muted">{milliseconds(p95Ms)}</span></span>
        </li>
      ))}
    </ul>
  );
}
