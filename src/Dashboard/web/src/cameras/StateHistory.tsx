import { timeOfDay } from '../format';
import { words } from '../i18n';
import { cameraStates } from '../live/cameraWords';
import type { Heard } from './CamerasPage';

/** What became of the cameras while the page is open, the newest first. */
export function StateHistory({ news }: { news: Heard[] }) {
  return (
    <section class="panel state-history" aria-labelledby="history-heading">
      <div class="panel-head"><h2 id="history-heading">{words.cameras.history}</h2><span class="muted">{words.cameras.historySince}</span></div>
      <ol>
        {news.map(({ at, camera, state, reason }, i) => (
          <li key={`${at} ${i}`}>
            <time class="muted" dateTime={at}>{timeOfDay(at)}</time><strong class="ellipsis">{camera}</strong>
            <span class="badge" data-tone={cameraStates[state].tone}>{cameraStates[state].words}</span><span class="muted">{reason}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
