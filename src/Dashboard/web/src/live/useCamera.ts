import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { FrameHeader } from '../api/types';
import { FramePainter } from './FramePainter';
import { live } from './LiveConnection';

/** What a tile says beside its picture. */
export interface Reading {
  header: FrameHeader;
  /** Pictures drawn a second, over the last two seconds. */
  fps: number;
  /** The last picture is older than a camera that is live may leave. */
  stale: boolean;
}

const refresh = 500;
const rateWindow = 2_000;
const staleAfter = 3_000;

/** Shows a camera's pictures on a canvas for as long as it is in sight, as large as it is laid out. */
export function useCamera(camera: string, canvas: RefObject<HTMLCanvasElement | null>): Reading | null {
  const [reading, setReading] = useState<Reading | null>(null);

  useEffect(() => {
    const element = canvas.current!;
    let stop = () => {};
    let inSight = false;
    let latest: FrameHeader | null = null;
    let drawnAt: number[] = [];

    const read = () => {
      const now = performance.now();
      drawnAt = drawnAt.filter(at => now - at < staleAfter);
      const recent = drawnAt.filter(at => now - at < rateWindow);
      if (latest) setReading({ header: latest, fps: recent.length / (rateWindow / 1000), stale: drawnAt.length === 0 });
    };

    const painter = new FramePainter(element, (frame, wasDrawn) => {
      live.acknowledge(frame);
      if (!wasDrawn) return;
      drawnAt.push(performance.now());
      const before = latest;
      latest = frame.header;
      element.dataset.sequence = String(frame.header.sequence);
      // Names change with the picture; numbers may wait for their turn.
      if (before === null || whoIsIn(before) !== whoIsIn(frame.header)) read();
    });
    const watch = () => {
      stop();
      stop = inSight ? live.watch(camera, element.width, frame => painter.show(frame)) : () => {};
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
      painter.dispose();
      setReading(null);
    };
  }, [camera]);

  return reading;
}

const whoIsIn = ({ faces }: FrameHeader) => faces.map(({ track, identity }) => `${track} ${identity.state} ${identity.person}`).join('\n');
