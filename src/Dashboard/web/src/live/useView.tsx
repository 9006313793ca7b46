import type { ComponentChild, RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Face } from '../api/types';
import { NameFace } from './NameFace';
import { useCamera, type Reading } from './useCamera';

/** A camera that is shown, and whose faces can be named. */
export interface View {
  canvas: RefObject<HTMLCanvasElement | null>;
  reading: Reading | null;
  /** Asks who a face is. */
  name: (face: Face) => void;
  /** The same for a press on the face in the picture; a press beside faces goes on to whatever is there. */
  press: (event: MouseEvent) => void;
  /** The pointer says what a press would do. */
  hover: (event: MouseEvent) => void;
  /** The question, while it is asked. */
  window: ComponentChild;
}

/** Shows a camera on the canvas, and lets whoever is on it be named. */
export function useView(camera: string): View {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { reading, painter } = useCamera(camera, canvas);
  const [asked, ask] = useState<{ face: Face; picture: string | null } | null>(null);

  const under = (event: MouseEvent) => painter.current?.faceAt(event.clientX, event.clientY) ?? null;
  const name = (face: Face) => ask({ face, picture: painter.current?.cut(face.track) ?? null });
  const press = (event: MouseEvent) => {
    const face = under(event);
    if (!face) return;
    event.preventDefault();
    name(face);
  };
  const hover = (event: MouseEvent) => { canvas.current!.style.cursor = under(event) ? 'pointer' : ''; };

  return { canvas, reading, name, press, hover, window: asked && <NameFace camera={camera} {...asked} onClose={() => ask(null)} /> };
}
