import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { LogLine } from '../api/types';

// As many as the server keeps.
const room = 500;

export type Least = 'trace' | 'warning' | 'error';

const levels: LogLine['level'][] = ['trace', 'debug', 'information', 'warning', 'error', 'critical'];

/** The last lines of the log, brought up to date piece by piece. */
export class LogFeed {
  /** The oldest first; null before the first answer. */
  readonly lines = signal<LogLine[] | null>(null);

  private run = '';
  private last = 0;

  readonly read = async (abort: AbortSignal): Promise<void> => {
    let news = await api.log(this.last, abort);
    // Numbers of before a restart mean nothing after it.
    if (news.run !== this.run && this.last > 0) news = await api.log(0, abort);
    const before = news.run === this.run ? (this.lines.value ?? []) : [];
    if (news.lines.length > 0 || this.lines.value === null) this.lines.value = [...before, ...news.lines].slice(-room);
    [this.run, this.last] = [news.run, news.last];
  };
}

export const isAtLeast = (least: Least) => ({ level }: LogLine) => levels.indexOf(level) >= levels.indexOf(least);
