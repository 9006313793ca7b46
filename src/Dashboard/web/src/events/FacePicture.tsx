import { useState } from 'preact/hooks';
import type { Box } from '../api/types';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';

const say = words.events;

interface Props {
  url: string;
  /** In pixels of the upright picture, the largest first. */
  faces: Box[];
  /** Told the place of a face that is pressed; null when there is nothing to choose. */
  onChoose: ((face: number) => void) | null;
}

/** A picture with the faces that were found in it. */
export function FacePicture({ url, faces, onChoose }: Props) {
  const [size, setSize] = useState<[number, number] | null>(null);
  const [broken, setBroken] = useState(false);
  if (broken) return <span class="search-picture thumb-broken"><Icon name="noCamera" /></span>;
  const place = ([x, y, width, height]: Box) => ({
    left: `${(100 * x) / size![0]}%`, top: `${(100 * y) / size![1]}%`, width: `${(100 * width) / size![0]}%`, height: `${(100 * height) / size![1]}%`,
  });
  return (
    <span class="search-picture" data-choice={onChoose !== null}>
      <span class="face-picture">
        <img src={url} alt={say.yourPicture} onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSize([naturalWidth, naturalHeight])} onError={() => setBroken(true)} />
        {size && faces.map((face, i) => (onChoose
          ? <button key={i} class="face-box" type="button" style={place(face)} aria-label={say.faceAt(i + 1)} onClick={() => onChoose(i)} />
          : <span key={i} class="face-box" style={place(face)} />))}
      </span>
    </span>
  );
}
