import { drawFaces, type Placement } from './overlay';
import type { LiveFrame } from './wire';

/**
 * Draws a camera's frames on one canvas: the picture, then the boxes that came in the same message, so that
 * they cannot drift apart. One frame is decoded at a time; when newer ones arrive meanwhile, the newest is next.
 */
export class FramePainter {
  private readonly ctx: CanvasRenderingContext2D;
  private ratio = 1;
  private decoding = false;
  private disposed = false;
  private waiting: LiveFrame | null = null;
  private shown: { frame: LiveFrame; picture: ImageBitmap } | null = null;

  /** @param done Told of every frame once it is drawn, or passed over for a newer one. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly done: (frame: LiveFrame, drawn: boolean) => void,
  ) {
    this.ctx = canvas.getContext('2d', { alpha: false })!;
  }

  /** Takes a frame; it is drawn as soon as its picture is decoded. */
  show(frame: LiveFrame): void {
    if (this.waiting) this.done(this.waiting, false);
    this.waiting = frame;
    if (!this.decoding) void this.work();
  }

  /** Fits the canvas to its place on the page and draws the last frame again. */
  resize(width: number, height: number, ratio: number): void {
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.draw();
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
      if (this.disposed) picture?.close();
      else if (picture) {
        this.shown?.picture.close();
        this.shown = { frame, picture };
        this.draw();
      }
      this.done(frame, picture !== null && !this.disposed);
    }
    this.decoding = false;
  }

  private draw(): void {
    if (!this.shown) return;
    const { frame: { header }, picture } = this.shown;
    const [width, height] = [this.canvas.width / this.ratio, this.canvas.height / this.ratio];
    const scale = Math.min(width / header.width, height / header.height);
    const at: Placement = { scale, x: (width - header.width * scale) / 2, y: (height - header.height * scale) / 2 };

    this.ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.ctx.fillStyle = '#05070a';
    this.ctx.fillRect(0, 0, width, height);
    this.ctx.imageSmoothingQuality = 'high';
    this.ctx.drawImage(picture, at.x, at.y, header.width * scale, header.height * scale);
    drawFaces(this.ctx, header.faces, at, { x: at.x + 4, y: at.y + 4, width: header.width * scale - 8, height: header.height * scale - 8 });
  }
}
