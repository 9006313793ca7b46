import { useEffect, useRef, useState } from 'preact/hooks';
import type { Box } from '../api/types';
import { words } from '../i18n';
import type { Picture } from './Enrolment';

const say = words.people;

// Pixels of a crop's side: sharp at twice the size that it is shown in.
const side = 144;

// A face in its surroundings is easier to know than a face alone.
const around = 1.5;

interface Props {
  picture: Picture;
  disabled: boolean;
  /** Told the face's place among those of the picture. */
  onChoose: (face: number) => void;
}

/** The faces of a picture as they stand in it, from the left, to choose one by pressing it. */
export function FaceChoice({ picture, disabled, onChoose }: Props) {
  const image = useImage(picture.url);
  const faces = picture.faces.map((box, place) => ({ box, place })).sort((a, b) => a.box[0] - b.box[0]);
  return (
    <div class="face-choice" role="group" aria-label={say.whichFace(picture.file.name)}>
      {faces.map(({ box, place }, i) => (
        <button key={place} class="face-option" type="button" disabled={disabled} data-refused={place === picture.face} aria-label={say.takeFace(i + 1, faces.length)} title={say.takeFace(i + 1, faces.length)} onClick={() => onChoose(place)}>
          <Crop image={image} box={box} />
        </button>
      ))}
    </div>
  );
}

function Crop({ image, box: [x, y, width, height] }: { image: HTMLImageElement | null; box: Box }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!image) return;
    const of = around * Math.max(width, height);
    canvas.current?.getContext('2d')?.drawImage(image, x + (width - of) / 2, y + (height - of) / 2, of, of, 0, 0, side, side);
  }, [image]);
  return <canvas ref={canvas} width={side} height={side} />;
}

function useImage(url: string): HTMLImageElement | null {
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    let wanted = true;
    const loading = new Image();
    loading.src = url;
    // The server read the picture; a browser that cannot shows empty buttons, which still work.
    loading.decode().then(() => wanted && setImage(loading), () => undefined);
    return () => { wanted = false; };
  }, [url]);
  return image;
}
