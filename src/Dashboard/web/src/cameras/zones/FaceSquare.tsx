import { words } from '../../i18n';
import type { Grip } from './ZonePicture';

/** Where the smallest face is shown, in pixels of the picture. */
export interface Square {
  x: number;
  y: number;
  size: number;
}

interface Props {
  square: Square;
  /** Pixels of the picture under one of the screen's. */
  pixel: number;
  onGrip: (event: PointerEvent, grip: Grip) => void;
}

/** A face of the smallest size, to be laid over one in the picture. The slider beside says the same to those who see nothing. */
export function FaceSquare({ square: { x, y, size }, pixel, onGrip }: Props) {
  return (
    <g class="face-square" aria-hidden="true">
      <rect class="halo" x={x} y={y} width={size} height={size} />
      <rect class="frame" x={x} y={y} width={size} height={size} onPointerDown={event => onGrip(event, { what: 'square' })} />
      <text x={x} y={y - 6 * pixel} font-size={13 * pixel}>{words.zones.pixels(size)}</text>
      <circle class="dot" cx={x + size} cy={y + size} r={6 * pixel} />
      <circle class="touch" cx={x + size} cy={y + size} r={18 * pixel} onPointerDown={event => onGrip(event, { what: 'size' })} />
    </g>
  );
}
