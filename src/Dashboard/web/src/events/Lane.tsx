import { useId } from 'preact/hooks';
import type { Sighting } from '../api/types';
import { timeOfDay } from '../format';
import { words } from '../i18n';
import { StateIcon } from '../ui/StateIcon';
import { Crop } from './Crop';
import { inRows } from './rows';
import { describe, length, whoNow } from './words';

const say = words.events;

// As wide as a mark is at least, of the lane.
const least = 1 / 160;

interface Props {
  camera: string;
  marks: Sighting[];
  /** The window, and from when on all are known, in milliseconds. */
  from: number;
  to: number;
  since: number;
  /** The one that is looked at. */
  peek: Sighting | null;
  onPeek: (sighting: Sighting | null) => void;
  onOpen: (sighting: Sighting) => void;
}

/** One camera's marks. To the keyboard it is a list: arrows go from one to the next, Enter opens. */
export function Lane({ camera, marks, from, to, since, peek, onPeek, onOpen }: Props) {
  const id = useId();
  const placed = inRows(marks, (to - from) * least);
  const rows = Math.max(1, ...placed.map(({ row }) => row + 1));
  const at = placed.findIndex(({ sighting }) => sighting.id === peek?.id);
  const x = (when: number) => (100 * (Math.min(Math.max(when, from), to) - from)) / (to - from);

  const press = (event: KeyboardEvent) => {
    const step = ({ ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity } as Record<string, number>)[event.key];
    if (step !== undefined) onPeek(placed[Math.max(0, Math.min((at < 0 ? placed.length : at) + step, placed.length - 1))]!.sighting);
    else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) onOpen(placed[at]!.sighting);
    else return;
    event.preventDefault();
  };

  return (
    <div class="lane" style={{ '--rows': String(rows) }}>
      <span class="lane-name ellipsis" title={camera}>{camera}</span>
      <div class="lane-marks">
        {since > from && <span class="lane-unknown" style={{ width: `${x(since)}%` }} />}
        {placed.length > 0 && (
          <div class="lane-list" role="listbox" tabIndex={0} aria-label={say.lane(camera)} aria-activedescendant={at >= 0 ? `${id}-${placed[at]!.sighting.id}` : undefined} onKeyDown={press} onFocus={() => at < 0 && onPeek(placed.at(-1)!.sighting)} onBlur={() => onPeek(null)}>
            {placed.map(({ sighting, from: first, to: last, row }) => (
              <div
                key={sighting.id} id={`${id}-${sighting.id}`} class="mark" role="option" aria-selected={sighting.id === peek?.id} aria-label={describe(sighting)}
                data-state={whoNow(sighting).state} style={{ left: `${x(first)}%`, width: `${Math.max(100 * least, x(last) - x(first))}%`, '--row': String(row) }}
                onMouseEnter={() => onPeek(sighting)} onMouseLeave={() => onPeek(null)} onClick={() => onOpen(sighting)}
              />
            ))}
          </div>
        )}
        {at >= 0 && <Peek sighting={peek!} at={(x(placed[at]!.from) + x(placed[at]!.to)) / 2} />}
      </div>
    </div>
  );
}

/** Who it is that the mouse or the keyboard is on. */
function Peek({ sighting, at }: { sighting: Sighting; at: number }) {
  const { name, state } = whoNow(sighting);
  return (
    <div class="peek" aria-hidden="true" style={{ left: `clamp(92px, ${at}%, 100% - 92px)` }}>
      <span class="peek-crop"><Crop address={sighting.pictures[0]} /></span>
      <span class="peek-words"><span class="event-who"><StateIcon state={state} size={14} /><strong class="ellipsis">{name}</strong></span><span class="muted">{timeOfDay(sighting.first)} · {length(sighting)}</span></span>
    </div>
  );
}
