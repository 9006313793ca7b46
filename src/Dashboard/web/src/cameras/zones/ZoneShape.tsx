import { useEffect, useRef } from 'preact/hooks';
import { words } from '../../i18n';
import { crosses, fewestCorners, halfWay, mostCorners, movedBy, nameAt, withCornerAfter, withCornerAt, withoutCorner, type Point } from './outline';
import type { DrawnZone, Zones } from './useZones';
import { onPicture, type Grip, type Size } from './ZonePicture';

const say = words.zones;

const arrows: Record<string, Point> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

interface Props {
  zone: DrawnZone;
  zones: Zones;
  size: Size;
  pixel: number;
  /** The pattern of what is left out. */
  hatch: string;
  onGrip: (event: PointerEvent, grip: Grip) => void;
}

/** One zone; the chosen one has its corners to hold. */
export function ZoneShape({ zone, zones, size, pixel, hatch, onGrip }: Props) {
  const { key, name, kind, points } = zone;
  const chosen = zones.chosen?.zone === key;
  const at = ([x, y]: Point) => ({ cx: x * size.width, cy: y * size.height });
  const [labelX, labelY] = nameAt(points);
  const move = (event: KeyboardEvent) => {
    const to = direction(event);
    if (to) zones.draw(key, movedBy(points, to), zones.chosen?.corner ?? 0);
    else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      zones.choose(key);
    }
  };

  return (
    <g class="zone" data-kind={kind} data-chosen={chosen} data-wrong={crosses(points)} data-zone={name}>
      <polygon class="halo" points={onPicture(points, size)} />
      <polygon
        class="outline" points={onPicture(points, size)} fill={kind === 'exclude' ? `url(#${hatch})` : 'transparent'}
        tabIndex={0} role="button" aria-pressed={chosen} aria-label={say.shape(name, kind)}
        onPointerDown={event => onGrip(event, { what: 'zone', zone: key })} onKeyDown={move}
      />
      <text x={labelX * size.width} y={labelY * size.height + 20 * pixel} font-size={14 * pixel}>{name}</text>
      {chosen && points.length < mostCorners && points.map((_, i) => (
        <g key={`line ${i}`} class="line-middle" aria-hidden="true">
          <circle class="dot" {...at(halfWay(points, i))} r={4 * pixel} />
          <circle class="touch" {...at(halfWay(points, i))} r={14 * pixel} onPointerDown={event => onGrip(event, { what: 'line', zone: key, corner: i })} />
        </g>
      ))}
      {chosen && points.map((point, i) => (
        <Corner key={i} zone={zone} zones={zones} corner={i} pixel={pixel} place={at(point)} onGrip={onGrip} />
      ))}
    </g>
  );
}

interface CornerProps extends Pick<Props, 'zone' | 'zones' | 'pixel' | 'onGrip'> {
  corner: number;
  place: { cx: number; cy: number };
}

function Corner({ zone: { key, name, points }, zones, corner, pixel, place, onGrip }: CornerProps) {
  const element = useRef<SVGGElement>(null);
  const chosen = zones.chosen?.corner === corner;
  // A corner that was added or is left has the focus that the drawing had.
  useEffect(() => {
    if (chosen && element.current!.ownerSVGElement!.contains(document.activeElement)) element.current!.focus({ preventScroll: true });
  }, [chosen, points.length]);
  const press = (event: KeyboardEvent) => {
    const to = direction(event);
    if (to) {
      zones.draw(key, withCornerAt(points, corner, [points[corner]![0] + to[0], points[corner]![1] + to[1]]), corner);
    } else if ((event.key === '+' || event.key === 'Insert' || event.key === 'Enter') && points.length < mostCorners) {
      event.preventDefault();
      zones.draw(key, withCornerAfter(points, corner), corner + 1);
    } else if ((event.key === '-' || event.key === 'Delete' || event.key === 'Backspace') && points.length > fewestCorners) {
      event.preventDefault();
      zones.draw(key, withoutCorner(points, corner), corner % (points.length - 1));
    }
  };
  return (
    <g
      ref={element} class="corner" tabIndex={0} role="button" aria-pressed={chosen} data-corner={corner} aria-label={say.cornerOf(corner + 1, name)} aria-description={say.place(points[corner]!)}
      onFocus={() => { if (!chosen) zones.choose(key, corner); }} onKeyDown={press} onPointerDown={event => onGrip(event, { what: 'corner', zone: key, corner })}
    >
      <circle class="touch" {...place} r={22 * pixel} />
      <circle class="dot" {...place} r={(chosen ? 9 : 7) * pixel} />
    </g>
  );
}

/** A hundredth of the picture, with Shift a tenth of that. */
function direction(event: KeyboardEvent): Point | null {
  const to = arrows[event.key];
  if (!to) return null;
  event.preventDefault();
  const step = event.shiftKey ? 0.001 : 0.01;
  return [to[0] * step, to[1] * step];
}
