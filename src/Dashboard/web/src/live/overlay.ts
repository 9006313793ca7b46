import type { Face, IdentityState } from '../api/types';
import { faceName, stateGlyphs, sureness } from './glyphs';
import { placePlates, type Label, type Rect } from './plates';

/** Where the source picture lies on the canvas: CSS pixels per source pixel, and its corner. */
export interface Placement {
  scale: number;
  x: number;
  y: number;
}

const glyphs = Object.fromEntries(
  Object.entries(stateGlyphs).map(([state, { body, mark }]) => [state, { body: new Path2D(body), mark: new Path2D(mark) }]),
) as Record<IdentityState, { body: Path2D; mark: Path2D }>;

// The overlay lies on pictures, not on the page, so it looks the same in both colour schemes.
export const colour: Record<IdentityState, string> = {
  confirmed: '#3ddc91',
  tentative: '#ffc247',
  unknown: '#d5dce8',
  contested: '#ff7676',
};
const plateColour = 'rgba(9, 12, 18, 0.86)';
export const haloColour = 'rgba(9, 12, 18, 0.55)';

/** Draws boxes first and plates last, so that no box crosses a name; who is named has the first choice of place. */
export function drawFaces(ctx: CanvasRenderingContext2D, faces: Face[], at: Placement, bounds: Rect): void {
  const size = bounds.width < 420 ? 12 : bounds.width < 900 ? 13 : 15;
  const labels = faces
    .toSorted((a, b) => importance(b) - importance(a))
    .map(face => measurePlate(ctx, face, onCanvas(face, at), size));

  for (const { box, state } of labels) drawBox(ctx, box, state);
  placePlates(labels, bounds).forEach((rect, i) => rect && drawPlate(ctx, rect, labels[i]!, size));
}

function importance({ box: [, , width, height], identity: { state } }: Face): number {
  return (state === 'unknown' ? 0 : 1e9) + width * height;
}

function onCanvas({ box: [x, y, width, height] }: Face, at: Placement): Rect {
  return { x: at.x + x * at.scale, y: at.y + y * at.scale, width: width * at.scale, height: height * at.scale };
}

function drawBox(ctx: CanvasRenderingContext2D, box: Rect, state: IdentityState): void {
  const radius = Math.min(10, box.width / 5);
  const path = new Path2D();
  if (state === 'unknown') corners(path, box, radius);
  else path.roundRect(box.x, box.y, box.width, box.height, radius);

  ctx.lineCap = 'round';
  ctx.strokeStyle = haloColour;
  ctx.lineWidth = 5;
  ctx.stroke(path);
  // Whole, long dashes, corners only, short dashes: four states, four lines.
  ctx.lineCap = state === 'contested' ? 'butt' : 'round';
  ctx.setLineDash(state === 'tentative' ? [9, 7] : state === 'contested' ? [4, 4] : []);
  ctx.strokeStyle = colour[state];
  ctx.lineWidth = state === 'contested' ? 3 : 2.25;
  ctx.stroke(path);
  ctx.setLineDash([]);
}

function corners(path: Path2D, { x, y, width, height }: Rect, radius: number): void {
  const arm = Math.max(radius + 2, Math.min(width, height) / 4);
  for (const [cx, cy, dx, dy] of [[x, y, 1, 1], [x + width, y, -1, 1], [x + width, y + height, -1, -1], [x, y + height, 1, -1]] as const) {
    path.moveTo(cx, cy + dy * arm);
    path.arcTo(cx, cy, cx + dx * arm, cy, radius);
    path.lineTo(cx + dx * arm, cy);
  }
}

interface Plate extends Label {
  state: IdentityState;
  name: string;
  nameWidth: number;
  sure: string;
}

const family = "'Inter Variable', system-ui, sans-serif";
const nameFont = (size: number) => `600 ${size}px ${family}`;
const sureFont = (size: number) => `500 ${size - 1}px ${family}`;

function measurePlate(ctx: CanvasRenderingContext2D, face: Face, box: Rect, size: number): Plate {
  ctx.font = nameFont(size);
  const name = shorten(ctx, faceName(face.identity), Math.max(size * 11, box.width));
  const nameWidth = ctx.measureText(name).width;
  ctx.font = sureFont(size);
  // A small face in a crowd gets the name only.
  const sure = box.width < 44 ? '' : sureness(face.identity);
  const sureWidth = sure ? ctx.measureText(sure).width + size * 0.5 : 0;
  const { state } = face.identity;
  return {
    box, state, name, nameWidth, sure, optional: state === 'unknown',
    width: Math.ceil(size * 2.35 + nameWidth + sureWidth), height: Math.round(size * 1.8),
  };
}

function drawPlate(ctx: CanvasRenderingContext2D, rect: Rect, plate: Plate, size: number): void {
  const [x, y] = [Math.round(rect.x), Math.round(rect.y)];
  ctx.fillStyle = plateColour;
  ctx.beginPath();
  ctx.roundRect(x, y, rect.width, rect.height, rect.height / 2);
  ctx.fill();

  const icon = size * 1.05;
  ctx.save();
  ctx.translate(x + size * 0.5, y + (rect.height - icon) / 2);
  ctx.scale(icon / 16, icon / 16);
  ctx.fillStyle = colour[plate.state];
  ctx.fill(glyphs[plate.state].body);
  ctx.fillStyle = '#0a0d13';
  ctx.fill(glyphs[plate.state].mark);
  ctx.restore();

  ctx.textBaseline = 'middle';
  const middle = y + rect.height / 2 + size * 0.06;
  ctx.font = nameFont(size);
  ctx.fillStyle = '#ffffff';
  ctx.fillText(plate.name, x + size * 1.85, middle);
  if (!plate.sure) return;
  ctx.font = sureFont(size);
  ctx.fillStyle = colour[plate.state];
  ctx.fillText(plate.sure, x + size * 1.85 + plate.nameWidth + size * 0.5, middle);
}

function shorten(ctx: CanvasRenderingContext2D, text: string, limit: number): string {
  if (ctx.measureText(text).width <= limit) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && ctx.measureText(`${letters.join('')}…`).width > limit) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
