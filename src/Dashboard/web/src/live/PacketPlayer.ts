import type { FrameHeader, PacketHeader } from '../api/types';
import { live } from './LiveConnection';
import type { LivePacket } from './wire';

// Decoded pictures that wait for their results: each takes some megabytes. Where recognition takes longer than they last,
// packets wait before they are decoded, in kilobytes.
const mostPictures = 12;
const mostPackets = 250;
// Results that came before their pictures.
const mostResults = 64;
// A picture is shown without boxes only when none has been shown with its own for this long.
const patience = 2_000;
// A decoder that fails as often in a row will not do better.
const mostFailures = 3;

/**
 * Decodes a camera's packets, and shows each picture together with the result that has the same epoch and stamp. A picture
 * without a result, because it was not recognised, is passed over.
 */
export class PacketPlayer {
  private decoder: VideoDecoder | null = null;
  private key: PacketHeader | null = null;
  private last = -1;
  private acknowledged = -1;
  private failures = 0;
  private shownAt = performance.now();
  private packets: LivePacket[] = [];
  private readonly pictures = new Map<string, VideoFrame>();
  private readonly results = new Map<string, FrameHeader>();

  /** @param show Gets each picture, to be closed by it, with its result; `null` when results do not come. */
  constructor(private readonly camera: string, private readonly show: (picture: VideoFrame, header: FrameHeader | null) => void) {}

  /** Takes the next packet; after a gap, those before a key frame are passed over. */
  take(packet: LivePacket): void {
    this.packets.push(packet);
    if (this.packets.length > mostPackets) {
      this.close();
      live.restart(this.camera);
    }
    this.decode();
  }

  /** Takes a result; its picture is shown at once, or when it is decoded. */
  result(header: FrameHeader): void {
    const id = idOf(header.epoch, header.stamp!);
    const picture = this.pictures.get(id);
    if (picture) this.match(id, picture, header);
    else {
      this.results.set(id, header);
      if (this.results.size > mostResults) this.results.delete(this.results.keys().next().value!);
      // Its picture is still to come, so those that wait came before it.
      this.pictures.forEach((_, earlier) => this.drop(earlier));
    }
    this.decode();
  }

  /** A picture was shown that came in another way. */
  rest(): void {
    this.shownAt = performance.now();
  }

  /** Forgets everything, as at a new connection. */
  close(): void {
    if (this.decoder && this.decoder.state !== 'closed') this.decoder.close();
    this.decoder = null;
    this.packets = [];
    this.pictures.forEach((_, id) => this.drop(id));
    this.results.clear();
    this.acknowledged = -1;
  }

  /** Gives the decoder what there is room for. */
  private decode(): void {
    while (this.packets.length > 0 && (this.pictures.size + (this.decoder?.decodeQueueSize ?? 0) < mostPictures || this.isAlone())) {
      const { header, data } = this.packets.shift()!;
      const follows = header.packet === this.last + 1;
      this.last = header.packet;
      if (header.codec && (!follows || !this.decoder || !sameStream(header, this.key!))) this.open(header);
      else if (!follows) {
        this.retire();
        this.decoder = null;
      }
      if (this.decoder?.state !== 'configured') continue;
      this.decoder.decode(new EncodedVideoChunk({ type: header.codec ? 'key' : 'delta', timestamp: header.stamp, data }));
    }

    // What waits is not acknowledged, so that the server notices a browser that does not follow.
    const done = this.last - (this.decoder?.decodeQueueSize ?? 0);
    if (done <= this.acknowledged) return;
    this.acknowledged = done;
    live.acknowledgePacket(this.camera, done);
  }

  /** No result has come for so long that pictures need not wait for theirs. */
  private isAlone(): boolean {
    return performance.now() - this.shownAt > patience;
  }

  private open(key: PacketHeader): void {
    this.retire();
    this.key = key;
    const decoder = new VideoDecoder({
      output: picture => this.decoded(picture, key.epoch, decoder),
      error: error => this.failed(error, decoder),
    });
    decoder.ondequeue = () => this.decode();
    decoder.configure({ codec: key.codec!, description: key.description ? bytesOf(key.description) : undefined });
    this.decoder = decoder;
  }

  /** Lets the decoder give what it still holds, whose results come yet, before it is closed: browsers allow a page few that are open. */
  private retire(): void {
    const before = this.decoder;
    if (before?.state === 'configured') before.flush().catch(() => {}).finally(() => before.state !== 'closed' && before.close());
  }

  private decoded(picture: VideoFrame, epoch: number, decoder: VideoDecoder): void {
    if (decoder === this.decoder) this.failures = 0;
    const id = idOf(epoch, picture.timestamp);
    const header = this.results.get(id);
    if (header) this.match(id, picture, header);
    else {
      if (this.isAlone()) this.show(picture.clone(), null);
      this.pictures.set(id, picture);
      if (this.pictures.size > mostPictures) this.drop(this.pictures.keys().next().value!);
    }
  }

  /** Shows a picture with its result. Both come in the order of presentation, so those that came before it never get theirs. */
  private match(id: string, picture: VideoFrame, header: FrameHeader): void {
    for (const earlier of this.pictures.keys()) {
      if (earlier === id) break;
      this.drop(earlier);
    }
    this.pictures.delete(id);
    for (const [earlier, { sequence }] of this.results) {
      if (sequence <= header.sequence) this.results.delete(earlier);
    }
    this.shownAt = performance.now();
    this.show(picture, header);
  }

  private drop(id: string): void {
    this.pictures.get(id)!.close();
    this.pictures.delete(id);
  }

  private failed(error: DOMException, decoder: VideoDecoder): void {
    if (decoder !== this.decoder) return;
    this.close();
    if (error.name === 'NotSupportedError' || ++this.failures >= mostFailures) live.refuse(this.camera);
    else live.restart(this.camera);
  }
}

const idOf = (epoch: number, stamp: number) => `${epoch} ${stamp}`;

const sameStream = (a: PacketHeader, b: PacketHeader) => a.epoch === b.epoch && a.codec === b.codec && a.description === b.description;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
