import { locale, words } from './i18n';

const { common } = words;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'negative' });
const hundredth = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, minimumFractionDigits: 2, signDisplay: 'negative' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

export const count = (n: number) => whole.format(n);

/** A number to one digit: 0.6. */
export const tenth = (n: number) => tenths.format(n);

const codecs: Record<string, string> = { h264: 'H.264', hevc: 'H.265', mjpeg: 'MJPEG', vp8: 'VP8', vp9: 'VP9', av1: 'AV1', mpeg4: 'MPEG-4' };

/** FFmpeg's name of a codec, as people write it. */
export const codecName = (codec: string) => codecs[codec] ?? codec;

/** A cosine or a quality: 0.62. */
export const fraction = (n: number) => hundredth.format(n);

export const rate = (perSecond: number) => (perSecond >= 10 ? whole : tenths).format(perSecond);

/** A time span in the unit that reads best: 0.41 ms, 83 ms, 1.2 s; a dash for 0, which means that none was measured. */
export function milliseconds(ms: number): string {
  if (!(ms > 0)) return '–';
  if (ms >= 1000) return `${tenths.format(ms / 1000)} s`;
  return ms >= 10 ? `${whole.format(ms)} ms` : `${(ms >= 1 ? tenths : hundredth).format(ms)} ms`;
}

const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

/** A part of a whole: 43 %. */
export const share = (part: number) => percents.format(part);

/** 812 B, 96 KB, 3.4 MB, 1.2 GB. */
export function bytes(n: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (n >= 1024 && unit < units.length - 1) {
    n /= 1024;
    unit++;
  }
  return `${(n >= 10 || unit === 0 ? whole : tenths).format(n)} ${units[unit]}`;
}

/** 2 d 4 h, 3 h 12 min, 40 s: the two largest units. */
export function duration(seconds: number): string {
  const units = [[86_400, common.days], [3_600, common.hours], [60, common.minutes], [1, common.seconds]] as const;
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

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const since = (when: string) => duration((Date.now() - Date.parse(when)) / 1000);
export const date = (when: string) => day.format(new Date(when));
export const dateTime = (when: string) => moment.format(new Date(when));
const minute = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** 16:40, for an axis. */
export const hourAndMinute = (when: number) => minute.format(when);
export const timeOfDay = (when: string) => clock.format(new Date(when));

/** The day of a moment where the reader is: today, yesterday, or its date. */
export function dayName(when: string, now = new Date()): string {
  const [that, today] = [new Date(when), new Date(now)];
  if (that.toDateString() === today.toDateString()) return common.today;
  today.setDate(today.getDate() - 1);
  return that.toDateString() === today.toDateString() ? common.yesterday : weekday.format(that);
}

const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

/** Where there is no room: today, yesterday, or Nov 27. */
export const shortDay = (when: string) => ([common.today, common.yesterday].includes(dayName(when)) ? dayName(when) : dayAndMonth.format(new Date(when)));

/** Quality 0–1 in four grades. */
export const qualityGrade = (quality: number) => (quality >= 0.75 ? 'excellent' : quality >= 0.5 ? 'good' : quality >= 0.3 ? 'fair' : 'weak');

/** The grade in a word. */
export const qualityWord = (quality: number) => common.quality[qualityGrade(quality)];
