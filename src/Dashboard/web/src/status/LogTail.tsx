import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { usePoll } from '../api/hooks';
import type { LogLine } from '../api/types';
import { dateTime, timeOfDay } from '../format';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { tell } from '../ui/Toasts';
import { isAtLeast, LogFeed, type Least } from './LogFeed';

const say = words.status;

const period = 2_000;
const tones: Record<LogLine['level'], string> = { trace: 'idle', debug: 'idle', information: 'idle', warning: 'warn', error: 'bad', critical: 'bad' };

// Scrolled to the end, but for what rounding leaves.
const nearEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => scrollHeight - scrollTop - clientHeight < 8;

/** The last lines of the service's log: the newest at the end, which is kept in sight while it is followed. */
export function LogTail() {
  const feed = useMemo(() => new LogFeed(), []);
  const { error } = usePoll(feed.read, period);
  const [least, setLeast] = useState<Least>('trace');
  const [follow, setFollow] = useState(true);
  const list = useRef<HTMLOListElement>(null);

  const shown = (feed.lines.value ?? []).filter(isAtLeast(least));
  const newest = shown.at(-1)?.number ?? 0;
  useLayoutEffect(() => {
    const element = list.current;
    if (follow && element) element.scrollTop = element.scrollHeight;
  }, [follow, newest, least]);

  return (
    <section class="panel log" aria-labelledby="log-heading">
      <div class="panel-head">
        <h2 id="log-heading">{say.log}</h2><span class="muted">{error?.message ?? say.logWhy}</span><span class="spring" />
        <label class="log-follow"><input type="checkbox" checked={follow} onChange={event => setFollow(event.currentTarget.checked)} />{say.follow}</label>
        <select class="input" aria-label={say.least} value={least} onChange={event => setLeast(event.currentTarget.value as Least)}>
          {(Object.keys(say.leasts) as Least[]).map(one => <option key={one} value={one}>{say.leasts[one]}</option>)}
        </select>
        <button class="button" data-kind="quiet" type="button" disabled={shown.length === 0} onClick={() => void copy(shown, list.current!)}><Icon name="copy" size={18} />{say.copyLog}</button>
      </div>
      <ol ref={list} class="log-lines" aria-label={say.logLines} tabIndex={0} onScroll={event => { if (follow && !nearEnd(event.currentTarget)) setFollow(false); }}>
        {shown.map(line => (
          <li key={line.number} data-level={line.level}>
            <time dateTime={line.time} title={dateTime(line.time)}>{timeOfDay(line.time)}</time>
            <span class="log-level" data-tone={tones[line.level]}>{say.levels[line.level]}</span>
            <span class="log-words"><span class="muted">{line.source}</span> {line.message}</span>
          </li>
        ))}
        {shown.length === 0 && feed.lines.value && <li class="muted">{say.noLine}</li>}
      </ol>
    </section>
  );
}

/** To the clipboard; where a browser gives none (a page that came without TLS from another machine), the lines are selected. */
async function copy(lines: LogLine[], shown: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(lines.map(({ time, level, source, message }) => `${time} ${level} ${source}: ${message}`).join('\n'));
    tell(say.isCopied);
  } catch {
    getSelection()?.selectAllChildren(shown);
    tell(say.copyThem);
  }
}
