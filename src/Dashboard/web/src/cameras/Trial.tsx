import { ApiError } from '../api/client';
import type { CameraTrial } from '../api/types';
import { codecName, milliseconds, rate } from '../format';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { reasonOf } from './reason';

const say = words.cameras;

/** What came of trying an address: the first picture, or the plain reason. */
export function Trial({ trial: state }: { trial: CameraTrial | ApiError | 'running' | null }) {
  const refused = state instanceof ApiError;
  const trial = state === null || state === 'running' || refused ? null : state;
  return (
    <div class="trial" role="status" data-works={refused ? false : trial?.works}>
      {state === null && <p class="muted">{say.testHint}</p>}
      {state === 'running' && <p class="trial-running"><span class="spinner" />{say.testing}</p>}
      {refused && <p class="trial-reason"><Icon name="warn" size={18} /><span>{state.message}</span></p>}
      {trial && !trial.works && <p class="trial-reason"><Icon name="warn" size={18} /><span title={trial.reason}>{reasonOf(trial)}</span></p>}
      {trial?.works && (
        <>
          {trial.picture && <img src={`data:image/jpeg;base64,${trial.picture}`} alt={say.firstPicture} />}
          <dl class="facts">
            <div><dt>{words.live.picture}</dt><dd>{trial.width} × {trial.height}</dd></div>
            <div><dt>{say.codec}</dt><dd>{codecName(trial.codec)}</dd></div>
            <div><dt>{words.live.gives}</dt><dd>{trial.fps > 0 ? words.live.perSecond(rate(trial.fps)) : '–'}</dd></div>
            <div><dt>{say.firstAfter}</dt><dd>{milliseconds(trial.firstPictureMs)}</dd></div>
          </dl>
        </>
      )}
    </div>
  );
}
