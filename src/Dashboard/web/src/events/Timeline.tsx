import { useEffect, useMemo, useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Sighting } from '../api/types';
import { dateTime, hourAndMinute } from '../format';
import { words } from '../i18n';
import { useNow } from '../live/useNow';
import { Icon } from '../ui/Icon';
import { complain } from '../ui/Toasts';
import { Lane } from './Lane';
import { spans, type TimelineFeed } from './TimelineFeed';

const say = words.events;

// More lanes push the faces below them off a phone, and off most of a screen.
const mostLanes = 5;

interface Props {
  feed: TimelineFeed;
  /** When the first that is listed was seen, in milliseconds. */
  oldest: number;
  /** The only one that is asked for, or null. */
  camera: string | null;
  onOpen: (sighting: Sighting) => void;
}

/** Who was seen when, a lane for each camera; the window of time moves with the clock until it is moved by hand. */
export function Timeline({ feed, oldest, camera, onOpen }: Props) {
  const { data: cameras } = useLoad(api.cameras, []);
  useMemo(() => feed.fit(oldest), []);
  const [peek, setPeek] = useState<Sighting | null>(null);
  const [span, end] = [feed.span.value, feed.end.value];
  // By thousandths of the window: less is not seen.
  const moment = 60 * span;
  const now = Math.ceil(useNow(end === null) / moment) * moment;
  useEffect(() => void feed.load().catch(complain), [span, end]);

  const { from, to } = feed.window(now);
  const marks = feed.marks.value.filter(({ first, last }) => Date.parse(last) >= from && Date.parse(first) < to);
  const all = camera === null ? [...new Set([...(cameras ?? []).map(({ name }) => name), ...marks.map(mark => mark.camera)])] : [camera];
  const lanes = feed.unfolded.value ? all : busiest(all, marks);
  return (
    <section class="panel timeline" aria-label={say.timeline}>
      <header class="timeline-head">
        <div class="choices" role="group" aria-label={say.window}>
          {spans.map(one => <button key={one} class="choice" type="button" aria-pressed={one === span} onClick={() => feed.choose(one)}>{say.span(one)}</button>)}
        </div>
        <span class="timeline-when muted">{end === null ? say.untilNow : say.between(dateTime(new Date(from).toISOString()), hourAndMinute(to))}</span>
        <button class="icon-button" type="button" aria-label={say.earlier} title={say.earlier} onClick={() => feed.move(-0.5)}><Icon name="back" /></button>
        <button class="icon-button" type="button" aria-label={say.later} title={say.later} disabled={end === null} onClick={() => feed.move(0.5)}><Icon name="next" /></button>
      </header>
      <div class="lanes">
        {lanes.map(name => (
          <Lane key={name} camera={name} marks={marks.filter(mark => mark.camera === name)} from={from} to={to} since={feed.since.value} peek={peek} onPeek={setPeek} onOpen={onOpen} />
        ))}
        <Axis from={from} to={to} />
      </div>
      {all.length > mostLanes && (
        <button class="button" data-kind="quiet" type="button" aria-expanded={feed.unfolded.value} onClick={() => { feed.unfolded.value = !feed.unfolded.value; }}>
          {feed.unfolded.value ? say.fewerLanes : say.moreLanes(all.length - lanes.length)}
        </button>
      )}
      {feed.since.value > from && <p class="muted pad">{say.tooMany(hourAndMinute(feed.since.value))}</p>}
    </section>
  );
}

/** As many lanes as have room, first those of cameras that saw somebody; in their usual order. */
function busiest(all: string[], marks: Sighting[]): string[] {
  const seen = new Set(marks.map(mark => mark.camera));
  const chosen = new Set([...all.filter(name => seen.has(name)), ...all.filter(name => !seen.has(name))].slice(0, mostLanes));
  return all.filter(name => chosen.has(name));
}

/** The hours, or as many minutes as have room. */
function Axis({ from, to }: { from: number; to: number }) {
  const step = ({ 15: 3, 60: 10, 360: 60, 1440: 240 } as Record<number, number>)[Math.round((to - from) / 60_000)]! * 60_000;
  // Whole hours where the reader is, not in Greenwich.
  const zone = new Date(from).getTimezoneOffset() * 60_000;
  const first = Math.ceil((from - zone) / step) * step + zone;
  const part = (tick: number) => (100 * (tick - from)) / (to - from);
  const ticks = Array.from({ length: Math.max(0, Math.ceil((to - first) / step)) }, (_, i) => first + i * step).filter(tick => part(tick) > 3 && part(tick) < 97);
  return (
    <div class="axis" aria-hidden="true">
      {ticks.map(tick => <span key={tick} style={{ left: `${part(tick)}%` }}>{hourAndMinute(tick)}</span>)}
    </div>
  );
}
