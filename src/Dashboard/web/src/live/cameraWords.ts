import type { Camera, CameraState } from '../api/types';
import { duration } from '../format';
import type { IconName } from '../ui/Icon';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle';

/** A camera's state: the word, the sign, how bad it is. */
export const cameraStates: Record<CameraState, { words: string; icon: IconName; tone: Tone }> = {
  live: { words: 'Live', icon: 'live', tone: 'good' },
  connecting: { words: 'Connecting', icon: 'wait', tone: 'busy' },
  stalled: { words: 'Silent', icon: 'wait', tone: 'warn' },
  backoff: { words: 'Waiting to try again', icon: 'wait', tone: 'warn' },
  unauthorized: { words: 'Access refused', icon: 'lock', tone: 'bad' },
  ended: { words: 'Ended', icon: 'ended', tone: 'idle' },
  failed: { words: 'Failed', icon: 'noCamera', tone: 'bad' },
};

/** When a waiting camera is opened again, in words; empty when it is not waiting. */
export function nextTry({ nextTry, state }: Camera, now: number): string {
  if (!nextTry || state === 'live') return '';
  const left = Math.ceil((Date.parse(nextTry) - now) / 1000);
  return left > 0 ? `Next try in ${duration(left)}` : 'Trying now…';
}
