import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { words } from '../../i18n';
import { FaceSquare, type Square } from './FaceSquare';
import { movedBy, rectangle, withCornerAfter, withCornerAt, type Point } from './outline';
import type { Zones } from './useZones';
import { ZoneShape } from './ZoneShape';

const say = words.zones;

export interface Size {
  width: number;
  height: number;
}

/** What a finger or the mouse holds. */
export type Grip =
  | { what: 'corner'; zone: number; corner: number }
  /** The middle of a line, which becomes a corner. */
  | { what: 'line'; zone: number; corner: number }
  | { what: 'zone'; zone: number }
  | { what: 'square' }
  | { what: 'size' };

interface Props {
  camera: string;
  /** Null where there is no picture. */
  src: string | null;
  size: Size;
  zones: Zones;
  square: Square;
  onSquare: (square: Square) => void;
  onSize: (size: Size) => void;
  onLost: () => void;
}

/** The camera's picture with its zones and a face of the smallest size on it, which are moved with a finger, the mouse or the keyboard. */
export function ZonePicture({ camera, src, size, zones, square, onSquare, onSize, onLost }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const pixel = usePixel(svg, size.width);
  const drag = useRef<((to: Point) => void) | null>(null);
  const [hole, hatch] = [useId(), useId()];
  const { width, height } = size;
  const included = zones.zones.filter(zone => zone.kind === 'include');

  const place = (event: PointerEvent): Point => {
    const box = svg.current!.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  const hold = (event: PointerEvent, move: (to: Point, from: Point) => void) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const from = place(event);
    drag.current = to => move(to, from);
    svg.current!.setPointerCapture(event.pointerId);
  };
  const grip = (event: PointerEvent, held: Grip) => {
    if (held.what === 'square' || held.what === 'size') {
      hold(event, ([x, y], [fromX, fromY]) => onSquare(held.what === 'square'
        ? { ...square, x: square.x + (x - fromX) * width, y: square.y + (y - fromY) * height }
        : { ...square, size: square.size + Math.max((x - fromX) * width, (y - fromY) * height) }));
      return;
    }
    const { key, points } = zones.zones.find(zone => zone.key === held.zone)!;
    if (held.what === 'corner') {
      zones.choose(key, held.corner);
      hold(event, (to, from) => zones.draw(key, withCornerAt(points, held.corner, offset(points[held.corner]!, to, from)), held.corner));
    } else if (held.what === 'line') {
      hold(event, to => zones.draw(key, withCornerAfter(points, held.corner, to), held.corner + 1));
    } else {
      zones.choose(key, zones.chosen?.zone === key ? zones.chosen.corner : 0);
      hold(event, ([x, y], [fromX, fromY]) => zones.draw(key, movedBy(points, [x - fromX, y - fromY]), zones.chosen?.corner ?? 0));
    }
  };
  const begin = (event: PointerEvent) => {
    const { fresh } = zones;
    if (fresh !== null) hold(event, (to, from) => far(to, from) && zones.draw(fresh, rectangle(least(to, from), most(to, from)), 0, true));
  };
  const end = () => { drag.current = null; };

  return (
    <div class="zone-picture" style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(60dvh * ${width / height})` }}>
      {src && <img src={src} alt={say.picture(camera)} draggable={false} onError={onLost} onLoad={({ currentTarget: image }) => onSize({ width: image.naturalWidth, height: image.naturalHeight })} />}
      <svg
        ref={svg} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={say.drawing}
        onPointerDown={begin} onPointerMove={event => drag.current?.(place(event))} onPointerUp={end} onPointerCancel={end}
      >
        <defs>
          <mask id={hole}>
            <rect width={width} height={height} fill="#fff" />
            {included.map(({ key, points }) => <polygon key={key} points={onPicture(points, size)} fill="#000" />)}
          </mask>
          <pattern id={hatch} width={12 * pixel} height={12 * pixel} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="zone-dark" width={12 * pixel} height={12 * pixel} />
            <rect class="zone-stripe" width={3 * pixel} height={12 * pixel} />
          </pattern>
        </defs>
        {included.length > 0 && <rect class="zone-dark" width={width} height={height} mask={`url(#${hole})`} />}
        <FaceSquare square={square} pixel={pixel} onGrip={grip} />
        {zones.zones.toSorted((a, b) => Number(a.key === zones.chosen?.zone) - Number(b.key === zones.chosen?.zone)).map(zone => (
          <ZoneShape key={zone.key} zone={zone} zones={zones} size={size} pixel={pixel} hatch={hatch} onGrip={grip} />
        ))}
      </svg>
    </div>
  );
}

/** For an SVG attribute. */
export const onPicture = (points: Point[], { width, height }: Size) => points.map(([x, y]) => `${x * width},${y * height}`).join(' ');

const offset = ([x, y]: Point, to: Point, from: Point): Point => [x + to[0] - from[0], y + to[1] - from[1]];
const least = (a: Point, b: Point): Point => [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
const most = (a: Point, b: Point): Point => [Math.max(a[0], b[0]), Math.max(a[1], b[1])];

/** A stroke, and no trembling of a finger. */
const far = (a: Point, b: Point) => Math.abs(a[0] - b[0]) > 0.02 && Math.abs(a[1] - b[1]) > 0.02;

/** Pixels of the picture under one of the screen's: what is touched keeps its size on the screen. */
function usePixel(svg: { current: SVGSVGElement | null }, width: number): number {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setShown(entry!.contentRect.width));
    observer.observe(svg.current!);
    return () => observer.disconnect();
  }, []);
  return shown > 0 ? width / shown : 1;
}
