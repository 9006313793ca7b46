import { useEffect, useRef, useState } from 'preact/hooks';
import { qualityWord } from '../format';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import type { Enrolment, Picture } from './Enrolment';
import { FaceChoice } from './FaceChoice';

const say = words.people;

interface Props {
  enrolment: Enrolment;
  /** Told whose face is meant, in a picture with several. */
  onFace: (picture: Picture, face: number) => void;
  /** Keeps the newest in sight. */
  follow?: boolean;
}

/** Thumbnails with the verdict on each, in words, and a choice where there are several faces. */
export function PictureList({ enrolment, onFace, follow = false }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => { if (follow) list.current!.scrollTop = list.current!.scrollHeight; }, [enrolment.pictures.value.length]);
  return (
    <ul ref={list} class="verdicts" aria-label={say.pictures} aria-live="polite">
      {enrolment.pictures.value.map(picture => (
        <li key={picture.key} class="verdict" data-state={picture.state} data-asks={picture.asks}>
          <Thumbnail picture={picture} />
          <div class="verdict-words">
            <strong class="break">{picture.file.name}</strong>
            <span class="verdict-line"><VerdictSign picture={picture} />{verdict(picture)}</span>
            {picture.state === 'refused' && picture.faces.length > 1 && (
              <FaceChoice picture={picture} disabled={enrolment.busy.value} onChoose={face => onFace(picture, face)} />
            )}
          </div>
          {(picture.state === 'ready' || picture.state === 'refused') && (
            <button class="icon-button" type="button" aria-label={say.takeOut(picture.file.name)} disabled={enrolment.busy.value} onClick={() => enrolment.drop(picture.key)}>
              <Icon name="close" size={16} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function verdict({ state, message, quality }: Picture): string {
  switch (state) {
    case 'ready': return say.notSent;
    case 'checking': return say.looking;
    case 'accepted': return message || (quality === null ? say.isAccepted : say.acceptedWith(qualityWord(quality)));
    case 'refused': return message || say.isRefused;
  }
}

function VerdictSign({ picture: { state, asks } }: { picture: Picture }) {
  if (state === 'checking') return <span class="spinner" />;
  if (state === 'accepted') return <Icon name="check" size={16} />;
  return state === 'refused' ? <Icon name={asks ? 'people' : 'close'} size={16} /> : null;
}

/** Once it is known which face is meant, the others do not matter. */
const meant = ({ state, faces, face }: Picture) => (state === 'accepted' && face !== null ? [faces[face]!] : faces);

/** The picture with the faces that were found; boxes are in pixels of the upright picture, as the browser shows it. */
function Thumbnail({ picture }: { picture: Picture }) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [broken, setBroken] = useState(false);
  if (broken) return <span class="thumb thumb-broken"><Icon name="noCamera" /></span>;
  return (
    <span class="thumb">
      <img
        src={picture.url}
        alt=""
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSize({ width: naturalWidth, height: naturalHeight })}
        onError={() => setBroken(true)}
      />
      {size && picture.faces.length > 0 && (
        <svg viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
          {meant(picture).map(([x, y, width, height], i) => <rect key={i} x={x} y={y} width={width} height={height} rx={width / 10} />)}
        </svg>
      )}
    </span>
  );
}
