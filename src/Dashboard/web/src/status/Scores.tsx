import type { CameraAlarms, WinnerScores } from '../api/types';
import { count, fraction } from '../format';
import { words } from '../i18n';

const say = words.status;
const [width, height, foot] = [600, 110, 18];

/** How similar the tracks really were to whoever they resembled most, named or not, and what a name needs at each camera. */
export function Scores({ scores: { from, width: step, named, unnamed }, cameras }: { scores: WinnerScores; cameras: CameraAlarms[] }) {
  const most = Math.max(...named.map((n, i) => n + unnamed[i]!));
  if (most === 0) return <p class="muted pad">{say.noScores}</p>;
  const [all, end] = [(ns: number[]) => ns.reduce((sum, n) => sum + n, 0), from + step * named.length];
  const x = (similarity: number) => (width * (similarity - from)) / (end - from);
  const tall = (n: number) => ((height - foot) * n) / most;
  return (
    <figure class="scores pad">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say.scores(count(all(named)), count(all(unnamed)))}>
        {named.map((n, i) => {
          const [left, above] = [x(from + i * step) + 1, tall(unnamed[i]!)];
          return (
            <g key={i}>
              <rect class="scores-unnamed" x={left} width={x(from + step) - 2} y={height - foot - above} height={above} />
              <rect class="scores-named" x={left} width={x(from + step) - 2} y={height - foot - above - tall(n)} height={tall(n)} />
              <title>{say.bucket(fraction(from + i * step), fraction(from + (i + 1) * step), count(n), count(unnamed[i]!))}</title>
            </g>
          );
        })}
        {cameras.map(({ camera, similarity }) => (
          <line key={camera} class="scores-bar" x1={x(similarity)} x2={x(similarity)} y1="0" y2={height - foot}><title>{`${camera}: ${say.similarityNeeded(fraction(similarity))}`}</title></line>
        ))}
        {[0, 0.25, 0.5, 0.75].map(tick => <text key={tick} x={x(tick)} y={height - 4}>{fraction(tick)}</text>)}
      </svg>
      <figcaption class="muted">{say.scores(count(all(named)), count(all(unnamed)))} {say.scoresWhy}</figcaption>
    </figure>
  );
}
