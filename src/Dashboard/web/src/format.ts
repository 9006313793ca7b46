const language = 'en';
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

export const count = (n: number) => whole.format(n);

export const plural = (n: number, one: string, many = `${one}s`) => `${whole.format(n)} ${n === 1 ? one : many}`;

export const rate = (perSecond: number) => (perSecond >= 10 ? whole : tenth).format(perSecond);

/** A time span in the unit that reads best: 0.41 ms, 83 ms, 1.2 s; a dash for 0, which means that none was measured. */
export function milliseconds(ms: number): string {
  if (!(ms > 0)) return '–';
  if (ms >= 1000) return `${tenth.format(ms / 1000)} s`;
  return ms >= 10 ? `${whole.format(ms)} ms` : `${ms.toFixed(ms >= 1 ? 1 : 2)} ms`;
}

/** 2 d 4 h, 3 h 12 min, 40 s: the two largest units. */
export function duration(seconds: number): string {
  const units = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']] as const;
  let rest = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const [size, name] of units) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) parts.push(`${n} ${name}`);
    if (parts.length === 2 || (parts.length === 1 && n === 0)) break;
  }
  return parts.join(' ') || '0 s';
}

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const since = (when: string) => duration((Date.now() - Date.parse(when)) / 1000);
export const date = (when: string) => day.format(new Date(when));
export const dateTime = (when: string) => moment.format(new Date(when));
export const timeOfDay = (when: string) => clock.format(new Date(when));

/** The day of a moment where the reader is: Today, Yesterday, or its date. */
export function dayName(when: string, now = new Date()): string {
  const [that, today] = [new Date(when), new Date(now)];
  if (that.toDateString() === today.toDateString()) return 'Today';
  today.setDate(today.getDate() - 1);
  return that.toDateString() === today.toDateString() ? 'Yesterday' : weekday.format(that);
}

/** Quality 0–1 in a word. */
export const qualityWord = (quality: number) => (quality >= 0.75 ? 'excellent' : quality >= 0.5 ? 'good' : quality >= 0.3 ? 'fair' : 'weak');
