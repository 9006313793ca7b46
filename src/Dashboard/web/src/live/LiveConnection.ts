import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Camera } from '../api/types';
import { decodeFrame, type LiveFrame } from './wire';

export type Link =
  | { state: 'closed' }
  | { state: 'connecting'; attempt: number }
  | { state: 'open' }
  | { state: 'waiting'; attempt: number; retryAt: number }
  | { state: 'paused' };

interface Interest {
  width: number;
  show: (frame: LiveFrame) => void;
}

// Half a second, then doubling: a restarted server is found quickly, a dead one is not hammered.
const firstDelay = 500;
const longestDelay = 15_000;
// Someone who glances at another tab and back should not see the wall restart.
const graceWhenHidden = 3_000;
// Widths are asked in steps, so that dragging a window's edge does not make the server encode anew at every pixel.
const widths = [320, 480, 640, 960, 1280, 1920, 2560];

/**
 * The one connection that brings pictures. Tiles say which camera they show and how large;
 * what nobody shows is not sent. It opens itself again after a loss and rests while the page is hidden.
 */
export class LiveConnection {
  readonly link = signal<Link>({ state: 'closed' });
  readonly cameras = signal<Camera[] | null>(null);

  private socket: WebSocket | null = null;
  private interests = new Map<string, Interest>();
  private asked = '';
  private attempt = 0;
  private timer = 0;
  private coalesce = 0;
  private users = 0;

  /** Opens the connection for as long as somebody uses it. */
  use(): () => void {
    if (this.users++ === 0) {
      document.addEventListener('visibilitychange', this.visibility);
      this.open();
    }
    return () => {
      if (--this.users > 0) return;
      document.removeEventListener('visibilitychange', this.visibility);
      this.close({ state: 'closed' });
    };
  }

  /** Asks for a camera's pictures, `width` device pixels wide. */
  watch(camera: string, width: number, show: (frame: LiveFrame) => void): () => void {
    const interest = { width, show };
    this.interests.set(camera, interest);
    this.askSoon();
    return () => {
      if (this.interests.get(camera) === interest) this.interests.delete(camera);
      this.askSoon();
    };
  }

  /** Says that a frame was drawn or passed over, so that the next may come. */
  acknowledge({ header }: LiveFrame): void {
    this.send({ type: 'ack', camera: header.camera, sequence: header.sequence });
  }

  /** Tries at once instead of when the delay is over. */
  retryNow(): void {
    if (this.link.value.state === 'waiting') this.open();
  }

  private open(): void {
    clearTimeout(this.timer);
    this.asked = '';
    this.link.value = { state: 'connecting', attempt: this.attempt };
    const socket = new WebSocket(api.live());
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.link.value = { state: 'open' };
      this.ask();
    };
    socket.onmessage = event => this.receive(event.data as ArrayBuffer | string);
    socket.onclose = () => this.lost(socket);
    this.socket = socket;
  }

  private close(link: Link): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    this.attempt = 0;
    this.link.value = link;
    socket?.close(1000);
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.socket = null;
    // Up to a fifth is left to chance, so that many viewers do not come back in the same instant.
    const delay = Math.min(firstDelay * 2 ** this.attempt, longestDelay) * (0.8 + 0.2 * Math.random());
    this.attempt++;
    this.link.value = { state: 'waiting', attempt: this.attempt, retryAt: Date.now() + delay };
    this.timer = window.setTimeout(() => this.open(), delay);
  }

  private readonly visibility = () => {
    clearTimeout(this.timer);
    if (document.hidden) this.timer = window.setTimeout(() => this.close({ state: 'paused' }), graceWhenHidden);
    else if (!this.socket) this.open();
  };

  private receive(message: ArrayBuffer | string): void {
    this.attempt = 0;
    if (typeof message === 'string') {
      const news = JSON.parse(message) as { type: string; cameras?: Camera[] };
      if (news.type === 'cameras' && news.cameras) this.cameras.value = news.cameras;
      return;
    }
    const frame = decodeFrame(message);
    const interest = this.interests.get(frame.header.camera);
    if (interest) interest.show(frame);
    else this.acknowledge(frame);
  }

  private askSoon(): void {
    clearTimeout(this.coalesce);
    this.coalesce = window.setTimeout(() => this.ask(), 50);
  }

  private ask(): void {
    const widest = Math.max(0, ...[...this.interests.values()].map(interest => interest.width));
    const width = widths.find(step => step >= widest) ?? widths.at(-1);
    const alone = this.interests.size === 1;
    const wish = { type: 'watch', cameras: [...this.interests.keys()].sort(), width, fps: alone ? 30 : 15 };
    const text = JSON.stringify(wish);
    if (text === this.asked || this.socket?.readyState !== WebSocket.OPEN) return;
    this.asked = text;
    this.send(wish);
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

export const live = new LiveConnection();
