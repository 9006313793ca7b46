import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FrameHeader } from '../api/types';
import { FramePainter, type Shown } from './FramePainter';
import { live } from './LiveConnection';
import { PacketPlayer } from './PacketPlayer';
import type { Transport } from './transport';
import type { LiveMessage } from './wire';

/** What a tile says beside its picture. */
export interface Reading {
  header: FrameHeader;
  transport: Transport;
  /** Pictures with boxes of another picture, since the page was opened. */
  skewed: number;
  /** Pictures drawn a second, over the last two seconds; null before the second one. */
  fps: number | null;
  /** The last picture is older than a camera that is live may leave. */
  stale: boolean;
}

const refresh = 500;
const rateWindow = 2_000;
const staleAfter = 3_000;

/** Shows a camera's pictures on a canvas for as long as it is in sight, as large as it is laid out. Gives what is read beside them, and who paints them. */
export function useCamera(camera: string, canvas: RefObject<HTMLCanvasElement | null>): { reading: Reading | null; painter: RefObject<FramePainter | null> } {
  const [reading, setReading] = useState<Reading | null>(null);
  const current = useRef<FramePainter>(null);

  useEffect(() => {
    const element = canvas.current!;
    let stop = () => {};
    let inSight = false;
    let latest: Shown | null = null;
    let skewed = 0;
    let drawnAt: number[] = [];

    const read = () => {
      const now = performance.now();
      drawnAt = drawnAt.filter(at => now - at < staleAfter);
      const recent = drawnAt.filter(at => now - at < rateWindow);
      if (latest) setReading({ header: latest.header, transport: latest.transport, skewed, fps: rateOf(recent), stale: drawnAt.length === 0 });
    };

    const drawn = (shown: Shown) => {
      drawnAt.push(performance.now());
      const before = latest;
      latest = shown;
      if (shown.skew !== 0) skewed++;
      Object.assign(element.dataset, { sequence: shown.header.sequence, transport: shown.transport, faces: shown.header.faces.length, spots: painter.spots(), trails: painter.trailSpots() });
      // Names change with the picture; numbers may wait for their turn.
      if (before === null || whoIsIn(before.header) !== whoIsIn(shown.header)) read();
    };
    const painter = new FramePainter(element, drawn, frame => live.acknowledge(frame));
    current.current = painter;
    const packets = new PacketPlayer(camera, (picture, header) => painter.paint(picture, header));
    const take = (message: LiveMessage) => {
      if ('data' in message) packets.take(message);
      else if ('jpeg' in message) {
        packets.rest();
        painter.show(message);
      } else packets.result(message.header);
    };
    const restart = () => {
      packets.close();
      painter.restart();
    };
    const watch = () => {
      stop();
      stop = inSight ? live.watch(camera, { width: element.width, take, restart }) : () => {};
    };
    const size = new ResizeObserver(() => {
      painter.resize(element.clientWidth, element.clientHeight, devicePixelRatio);
      watch();
    });
    const sight = new IntersectionObserver(entries => {
      inSight = entries.at(-1)!.isIntersecting;
      watch();
    }, { rootMargin: '120px' });
    size.observe(element);
    sight.observe(element);

    const timer = setInterval(read, refresh);

    return () => {
      clearInterval(timer);
      size.disconnect();
      sight.disconnect();
      stop();
      packets.close();
      painter.dispose();
      current.current = null;
      setReading(null);
    };
  }, [camera]);

  return { reading, painter: current };
}

const rateOf = (times: number[]) => (times.length > 1 ? (1000 * (times.length - 1)) / (times.at(-1)! - times[0]!) : null);

const whoIsIn = ({ faces }: FrameHeader) => faces.map(({ track, identity }) => `${track} ${identity.state} ${identity.person}`).join('\n');
