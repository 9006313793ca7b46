import type { Gap } from '../api/EventStream';
import { words } from '../i18n';
import { tell } from '../ui/Toasts';

const say = words.events;

/** Says that events were not told of one by one; whoever was away on purpose need not be told. */
export function missed({ reason, lost }: Gap): void {
  if (reason === 'away' && lost === null) return;
  tell(say.missed(lost), reason === 'restart' ? say.missedRestart : say.missedSlow);
}
