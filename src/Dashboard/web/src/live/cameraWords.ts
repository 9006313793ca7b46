import type { Camera, CameraState } from '../api/types';
import { duration } from '../format';
import { words } from '../i18n';
import type { IconName } from '../ui/Icon';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle';

/** A camera's state: the word, the sign, how bad it is. */
export const cameraStates: Record<CameraState, { words: string; icon: IconName; tone: Tone }> = {
  live: { words: words.cameras.states.live, icon: 'live', tone: 'good' },
  connecting: { words: words.cameras.states.connecting, icon: 'wait', tone: 'busy' },
  stalled: { words: words.cameras.states.stalled, icon: 'wait', tone: 'warn' },
  backoff: { words: words.cameras.states.backoff, icon: 'wait', tone: 'warn' },
  unauthorized: { words: words.cameras.states.unauthorized, icon: 'lock', tone: 'bad' },
  ended: { words: words.cameras.states.ended, icon: 'ended', tone: 'idle' },
  failed: { words: words.cameras.states.failed, icon: 'noCamera', tone: 'bad' },
  disabled: { words: words.cameras.states.disabled, icon: 'noCamera', tone: 'idle' },
};

/** When a waiting camera is opened again, in words; empty when it is not waiting. */
export function nextTry({ nextTry, state }: Camera, now: number): string {
  if (!nextTry || state === 'live') return '';
  const left = Math.ceil((Date.parse(nextTry) - now) / 1000);
  return left > 0 ? words.cameras.nextTry(duration(left)) : words.cameras.tryingNow;
}
