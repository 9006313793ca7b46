import { fraction, tenth } from '../format';
import { words } from '../i18n';
import { stateWords } from '../live/glyphs';
import type { Step } from './types';

const say = words.why;
const [width, height, edge] = [600, 90, 8];

/** How the evidence for who led grew and fell, look by look, and what was said. */
export function EvidenceLine({ steps }: { steps: Step[] }) {
  if (steps.length < 2) return null;
  const last = steps.at(-1)!.seconds || 1;
  const all = [0, ...steps.map(({ evidence }) => evidence)];
  const [low, high] = [Math.min(...all), Math.max(...all, 1)];
  const x = (seconds: number) => edge + ((width - 2 * edge) * seconds) / last;
  const y = (evidence: number) => height - edge - ((height - 2 * edge) * (evidence - low)) / (high - low);
  return (
    <figure class="why-line">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say.line(tenth(last), tenth(steps.at(-1)!.evidence))}>
        <line class="why-zero" x1={edge} x2={width - edge} y1={y(0)} y2={y(0)} />
        <polyline points={steps.map(({ seconds, evidence }) => `${x(seconds)},${y(evidence)}`).join(' ')} />
        {steps.map((step, i) => (
          <circle key={i} class="why-step" data-state={step.state} cx={x(step.seconds)} cy={y(step.evidence)} r="4">
            <title>{`${fraction(step.seconds)} s, ${say.causes[step.cause] ?? step.cause}: ${stateWords[step.state]}${step.person ? `, ${step.person}` : ''}, ${say.evidence} ${tenth(step.evidence)}`}</title>
          </circle>
        ))}
      </svg>
      <figcaption class="muted">{say.caption(tenth(last))}</figcaption>
    </figure>
  );
}
