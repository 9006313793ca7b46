import type { Box, FrameHeader, IdentityState } from '../api/types';
import { colour, haloColour, type Placement } from './overlay';
import type { Rect } from './plates';

type Point = [x: number, y: number];

interface Trail {
  /** When the face was last in a picture, in milliseconds. */
  seen: number;
  /** In pixels of the source picture, and when that was. */
  steps: { at: Point; time: number }[];
}

// Long enough to tell where somebody came from, short enough that a busy door stays readable.
const lasts = 4_000;

// Whoever was out of sight for longer may have been anywhere meanwhile.
const gap = 1_500;

// Boxes of whoever stands still tremble; a step is one that leaves the place, in widths of the face.
const stride = 1 / 8;

const [thin, thick] = [0.75, 3.5];

/** Where the faces in view have been lately: a line behind each that gets thinner the longer ago it was there. */
export class Trails {
  private readonly trails = new Map<number, Trail>();

  /** Takes the places of the faces in a picture, once for each picture. */
  take({ faces, capturedAt }: FrameHeader): void {
    const time = Date.parse(capturedAt);
    for (const { track, box } of faces) {
      const known = this.trails.get(track);
      const steps = known && time - known.seen <= gap ? known.steps.filter(step => time - step.time <= lasts) : [];
      const [at, last] = [middle(box), steps.at(-1)?.at];
      if (!last || Math.hypot(at[0] - last[0], at[1] - last[1]) >= stride * box[2]) steps.push({ at, time });
      this.trails.set(track, { seen: time, steps });
    }
    for (const [track, { seen }] of this.trails) {
      if (time - seen > gap) this.trails.delete(track);
    }
  }

  /** Forgets them: what comes next may be another scene. */
  clear(): void {
    this.trails.clear();
  }

  /** Draws them, but over no face. */
  draw(ctx: CanvasRenderingContext2D, { faces }: FrameHeader, at: Placement, bounds: Rect): void {
    ctx.save();
    for (const { box } of faces) {
      const around = new Path2D();
      around.rect(bounds.x, bounds.y, bounds.width, bounds.height);
      around.rect(at.x + box[0] * at.scale, at.y + box[1] * at.scale, box[2] * at.scale, box[3] * at.scale);
      ctx.clip(around, 'evenodd');
    }
    for (const { track, box, identity } of faces) {
      const line = [...this.of(track), middle(box)].map(([x, y]): Point => [at.x + x * at.scale, at.y + y * at.scale]);
      drawLine(ctx, line, identity.state);
    }
    ctx.restore();
  }

  /** The place of each face that has left its own box behind, the latest such place, as `120 80 unknown;…` on the canvas. */
  spots({ faces }: FrameHeader, at: Placement): string {
    return faces.flatMap(({ track, box, identity }) => {
      const left = this.of(track).findLast(([x, y]) => x < box[0] || y < box[1] || x > box[0] + box[2] || y > box[1] + box[3]);
      return left ? [[...[at.x + left[0] * at.scale, at.y + left[1] * at.scale].map(Math.round), identity.state].join(' ')] : [];
    }).join(';');
  }

  private of(track: number): Point[] {
    return (this.trails.get(track)?.steps ?? []).map(step => step.at);
  }
}

const middle = ([x, y, width, height]: Box): Point => [x + width / 2, y + height / 2];

function drawLine(ctx: CanvasRenderingContext2D, line: Point[], state: IdentityState): void {
  ctx.lineCap = ctx.lineJoin = 'round';
  ctx.strokeStyle = haloColour;
  ctx.lineWidth = thick + 1;
  ctx.beginPath();
  for (const point of line) ctx.lineTo(...point);
  ctx.stroke();

  // Of growing width, in pieces, which is why the line is not see-through: that would show the joints.
  ctx.strokeStyle = colour[state];
  for (let i = 1; i < line.length; i++) {
    ctx.lineWidth = thin + ((thick - thin) * i) / line.length;
    ctx.beginPath();
    ctx.moveTo(...line[i - 1]!);
    ctx.lineTo(...line[i]!);
    ctx.stroke();
  }
}
