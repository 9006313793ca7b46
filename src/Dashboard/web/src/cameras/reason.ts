import type { Fault } from '../api/types';
import { words } from '../i18n';

/** Why a camera is in its state, in the reader's language; the server's own sentence where it has no code. */
export const reasonOf = ({ fault, reason }: { fault: Fault | ''; reason: string }): string => (fault === '' ? reason : words.cameras.faults[fault] ?? reason);
