import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Camera } from '../api/types';
import { decodesH264, forced, mostDecoded } from './transport';
import { decodeMessage, type LiveFrame, type LiveMessage } from './wire';

export type Link =
  | { state: 'closed' }
  | { state: 'connecting'; attempt: number }
  | { state: 'open' }
  | { state: 'waiting'; attempt: number; retryAt: number }
  | { state: 'paused' };

/** Who shows a camera's pictures. */
export interface Screen {
  /** In device pixels. */
  width: number;
  take(message: LiveMessage): void;
  /** What comes now does not continue what came before. */
  restart(): void;
}

// Half a second, then doubling: a restarted server is found quickly, a dead one is not hammered.
const firstDelay = 500;
const longestDelay = 15_000;
// The server says something every five seconds, if only that it is there: a connection that is silent for longer is dead, whatever the browser thinks.
const longestSilence = 20_000;
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
  private screens = new Map<string, Screen>();
  /** Cameras whose H.264 this browser cannot decode. */
  private refused = new Set<string>();
  private decodes = false;
  private asked = '';
  private attempt = 0;
  private timer = 0;
  private silence = 0;
  private coalesce = 0;
  private users = 0;

  /** Opens the connection for as long as somebody uses it. */
  use(): () => void {
    if (this.users++ === 0) {
      document.addEventListener('visibilitychange', this.visibility);
      if (document.hidden) this.close({ state: 'paused' });
      else this.open();
    }
    return () => {
      if (--this.users > 0) return;
      document.removeEventListener('visibilitychange', this.visibility);
      this.close({ state: 'closed' });
    };
  }

  constructor() {
    void decodesH264.then(yes => {
      this.decodes = yes;
      this.askSoon();
    });
  }

  /** Asks for a camera's pictures. */
  watch(camera: string, screen: Screen): () => void {
    this.screens.set(camera, screen);
    this.askSoon();
    return () => {
      if (this.screens.get(camera) === screen) this.screens.delete(camera);
      this.askSoon();
    };
  }

  /** Says that a frame was drawn or passed over, so that the next may come. */
  acknowledge({ header }: LiveFrame): void {
    this.send({ type: 'ack', camera: header.camera, sequence: header.sequence });
  }

  /** Says that a packet was decoded or passed over, and all before it. */
  acknowledgePacket(camera: string, packet: number): void {
    this.send({ type: 'ack', camera, packet });
  }

  /** Asks to begin again with a key frame, and for JPEG until then. */
  restart(camera: string): void {
    this.send({ type: 'restart', camera });
  }

  /** Asks for JPEG only. */
  refuse(camera: string): void {
    this.refused.add(camera);
    this.askSoon();
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
      this.screens.forEach(screen => screen.restart());
      this.ask();
    };
    socket.onmessage = event => {
      this.heard(socket);
      this.receive(event.data as ArrayBuffer | string);
    };
    socket.onclose = () => this.lost(socket);
    this.socket = socket;
    this.heard(socket);
  }

  /** Begins to wait for the next word. */
  private heard(socket: WebSocket): void {
    if (socket !== this.socket) return;
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      this.lost(socket);
      // It may take the browser a minute to give up on an answer to this.
      socket.close();
    }, longestSilence);
  }

  private close(link: Link): void {
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    const socket = this.socket;
    this.socket = null;
    this.attempt = 0;
    this.link.value = link;
    socket?.close(1000);
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket) return;
    clearTimeout(this.silence);
    // Nobody looks: it is opened again when somebody does.
    if (document.hidden) return this.close({ state: 'paused' });
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
    const news = decodeMessage(message);
    const screen = this.screens.get(news.header.camera);
    if (screen) screen.take(news);
    else if ('jpeg' in news) this.acknowledge(news);
    else if ('data' in news) this.acknowledgePacket(news.header.camera, news.header.packet);
  }

  private askSoon(): void {
    clearTimeout(this.coalesce);
    this.coalesce = window.setTimeout(() => this.ask(), 50);
  }

  private ask(): void {
    const cameras = [...this.screens.keys()].sort();
    const widest = Math.max(0, ...[...this.screens.values()].map(screen => screen.width));
    const width = widths.find(step => step >= widest) ?? widths.at(-1);
    const packets = this.decodes && cameras.length <= mostDecoded ? cameras.filter(camera => !this.refused.has(camera)) : [];
    const wish = { type: 'watch', cameras, width, fps: cameras.length === 1 ? 30 : 15, packets, jpeg: forced !== 'h264' };
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
