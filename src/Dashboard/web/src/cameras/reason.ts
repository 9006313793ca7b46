import type { Fault, SharpStream } from '../api/types';
import { words } from '../i18n';

/** Why a camera is in its state, in the reader's language; the server's own sentence where it has no code. */
export const reasonOf = ({ fault, reason }: { fault: Fault | ''; reason: string }): string => (fault === '' ? reason : words.cameras.faults[fault] ?? reason);

/** Why faces are cut from the smaller of two streams. */
export function sharpReason({ state, fault, notice }: SharpStream): string {
  const { sharp } = words.cameras;
  if (state === 'connecting') return sharp.opening;
  if (state === 'live') return sharp.elsewhen;
  return fault === '' ? notice : sharp.away(reasonOf({ fault, reason: notice }));
}
