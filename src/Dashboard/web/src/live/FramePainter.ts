import type { Box, Face, FrameHeader } from '../api/types';
import { drawFaces, type Placement } from './overlay';
import { Trails } from './Trails';
import type { Transport } from './transport';
import type { LiveFrame } from './wire';

// Fingers are not exact, and the name above a face is the face's own.
const finger = 44;
const plate = 30;

const cropSize = 192;

/** What is on the canvas. */
export interface Shown {
  header: FrameHeader;
  transport: Transport;
  /** Between the picture's own time and that of which its result speaks, in the stream's unit: 0, or the boxes are another picture's. */
  skew: number;
}

/**
 * Draws a camera's frames on one canvas: the picture, then the boxes of that very picture, so that they cannot drift apart.
 * One JPEG is decoded at a time; when newer ones arrive meanwhile, the newest is next.
 */
export class FramePainter {
  private readonly ctx: CanvasRenderingContext2D;
  private ratio = 1;
  private decoding = false;
  private disposed = false;
  private waiting: LiveFrame | null = null;
  private shown: (Shown & { picture: ImageBitmap | VideoFrame }) | null = null;
  private fresh = true;
  private readonly trails = new Trails();

  /**
   * @param drawn Told of what is on the canvas now.
   * @param done Told of every JPEG once it is drawn, or passed over for a newer one.
   */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly drawn: (shown: Shown) => void,
    private readonly done: (frame: LiveFrame) => void,
  ) {
    this.ctx = canvas.getContext('2d', { alpha: false })!;
  }

  /** Takes a frame; it is drawn as soon as its picture is decoded. */
  show(frame: LiveFrame): void {
    if (this.waiting) this.done(this.waiting);
    this.waiting = frame;
    if (!this.decoding) void this.work();
  }

  /** Draws a decoded picture, which is closed here, with its result; without one, no boxes. */
  paint(picture: VideoFrame, header: FrameHeader | null): void {
    if (header) this.put({ header, transport: 'h264', skew: picture.timestamp - header.stamp! }, picture);
    else if (this.shown) this.put({ ...this.shown, header: { ...this.shown.header, faces: [] }, transport: 'h264', skew: 0 }, picture, true);
    else picture.close();
  }

  /** Frames may be counted anew from now on. */
  restart(): void {
    this.fresh = true;
    this.trails.clear();
  }

  /** Fits the canvas to its place on the page and draws the last frame again. */
  resize(width: number, height: number, ratio: number): void {
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.draw();
  }

  /** The face under a point of the window, with its name plate; of several, the one whose middle is nearest. */
  faceAt(x: number, y: number): Face | null {
    if (!this.shown) return null;
    const { left, top, right, bottom } = this.canvas.getBoundingClientRect();
    if (x < left || x > right || y < top || y > bottom) return null;
    const at = this.placement(this.shown.header);
    const away = ({ box }: Face) => Math.hypot(...fromMiddle(box, at, x - left, y - top));
    return this.shown.header.faces
      .filter(({ box }) => {
        const [dx, dy] = fromMiddle(box, at, x - left, y - top);
        const [width, height] = [Math.max(finger, box[2] * at.scale), Math.max(finger, box[3] * at.scale)];
        return Math.abs(dx) <= width / 2 && dy <= height / 2 && dy >= -height / 2 - plate;
      })
      .sort((a, b) => away(a) - away(b))[0] ?? null;
  }

  /** Where the middle of each face is on the canvas, and its state: `120 80 unknown;…`. */
  spots(): string {
    if (!this.shown) return '';
    const at = this.placement(this.shown.header);
    return this.shown.header.faces
      .map(({ box, identity }) => [...fromMiddle(box, at, 0, 0).map(away => Math.round(-away)), identity.state].join(' '))
      .join(';');
  }

  /** Where trails can be seen, likewise. */
  trailSpots(): string {
    return this.shown ? this.trails.spots(this.shown.header, this.placement(this.shown.header)) : '';
  }

  /** A face as it is in the picture that is shown, without what is drawn over it, as an address; null when it is not in it. */
  cut(track: number): string | null {
    const face = this.shown?.header.faces.find(one => one.track === track);
    if (!face) return null;
    const { header, picture } = this.shown!;
    const [x, y, width, height] = face.box;
    const scale = ('displayWidth' in picture ? picture.displayWidth : picture.width) / header.width;
    const side = 1.5 * Math.max(width, height);
    const crop = document.createElement('canvas');
    crop.width = crop.height = cropSize;
    crop.getContext('2d')!.drawImage(
      picture, (x + width / 2 - side / 2) * scale, (y + height / 2 - side / 2) * scale, side * scale, side * scale, 0, 0, cropSize, cropSize);
    return crop.toDataURL('image/jpeg', 0.85);
  }

  /** Lets the last picture go. */
  dispose(): void {
    this.disposed = true;
    this.shown?.picture.close();
    this.shown = this.waiting = null;
  }

  private async work(): Promise<void> {
    this.decoding = true;
    for (let frame = this.waiting; frame; frame = this.waiting) {
      this.waiting = null;
      const picture = await createImageBitmap(frame.jpeg).catch(() => null);
      if (picture) this.put({ header: frame.header, transport: 'jpeg', skew: 0 }, picture);
      this.done(frame);
    }
    this.decoding = false;
  }

  /** The way on to the canvas; a frame that is older than what is there goes no further. */
  private put(shown: Shown, picture: ImageBitmap | VideoFrame, plain = false): void {
    const late = !plain && !this.fresh && this.shown && shown.header.sequence <= this.shown.header.sequence;
    if (this.disposed || late) {
      picture.close();
      return;
    }
    this.fresh = false;
    this.shown?.picture.close();
    this.shown = { ...shown, picture };
    if (!plain) this.trails.take(shown.header);
    this.draw();
    this.drawn(shown);
  }

  private draw(): void {
    if (!this.shown) return;
    const { header, picture } = this.shown;
    const [width, height] = [this.canvas.width / this.ratio, this.canvas.height / this.ratio];
    const at = this.placement(header);
    const { scale } = at;

    this.ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.ctx.fillStyle = '#05070a';
    this.ctx.fillRect(0, 0, width, height);
    this.ctx.imageSmoothingQuality = 'high';
    this.ctx.drawImage(picture, at.x, at.y, header.width * scale, header.height * scale);
    const bounds = { x: at.x + 4, y: at.y + 4, width: header.width * scale - 8, height: header.height * scale - 8 };
    this.trails.draw(this.ctx, header, at, bounds);
    drawFaces(this.ctx, header.faces, at, bounds);
  }

  /** The whole picture fits on the canvas, in its middle. */
  private placement(header: FrameHeader): Placement {
    const [width, height] = [this.canvas.width / this.ratio, this.canvas.height / this.ratio];
    const scale = Math.min(width / header.width, height / header.height);
    return { scale, x: (width - header.width * scale) / 2, y: (height - header.height * scale) / 2 };
  }
}

/** How far a point of the canvas is to the right of a face's middle and below it, in CSS pixels. */
function fromMiddle([left, top, width, height]: Box, at: Placement, x: number, y: number): [number, number] {
  return [x - at.x - (left + width / 2) * at.scale, y - at.y - (top + height / 2) * at.scale];
}
