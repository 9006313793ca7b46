import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Box, Person, Sighting, SightingMatches } from '../api/types';
import { fraction } from '../format';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { Crop } from './Crop';
import { DeleteEvent } from './DeleteEvent';
import { EventCard } from './EventDays';
import { EventDialog } from './EventDialog';
import { FacePicture } from './FacePicture';

const say = words.events;

/** Takes the picture of a face that is to be found. */
export function FindFace({ onPicture }: { onPicture: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input ref={input} class="sr-only" type="file" accept="image/*" tabIndex={-1} aria-label={say.findFace} onChange={() => {
        if (input.current?.files?.[0]) onPicture(input.current.files[0]);
        input.current!.value = '';
      }} />
      <button class="button" type="button" title={say.findFaceHint} onClick={() => input.current!.click()}><Icon name="search" size={18} />{say.findFace}</button>
    </>
  );
}

interface Props {
  /** A picture, or the id of an event. */
  of: File | number;
  people: Person[];
  onNamed: () => void;
  onEnd: () => void;
}

/** Where a face was seen, the most similar first. */
export function SearchBack({ of, people, onNamed, onEnd }: Props) {
  const [face, setFace] = useState<number | null>(null);
  const { data, error, reload } = useLoad<SightingMatches>(signal => (typeof of === 'number' ? api.similar(of, signal) : api.searchPicture(of, face, signal)), [face]);
  const [open, setOpen] = useState<Sighting | null>(null);
  const [deleting, setDeleting] = useState<Sighting | null>(null);
  const faces = data?.face ? [data.face.box] : error?.pictures[0]?.faces.map(({ box }) => box) ?? [];
  const changed = () => { reload(); onNamed(); };
  return (
    <section aria-label={say.found}>
      <header class="panel search-head">
        <Asked of={of} faces={faces} onChoose={faces.length > 1 ? setFace : null} />
        <div role="status">
          <h2>{data ? say.looksLike(data.matches.length, data.searched) : error ? (faces.length > 1 ? say.whichFace : say.notSearched) : say.searching}</h2>
          <p class="muted">{data ? say.atLeast(fraction(data.atLeast)) : error && faces.length <= 1 ? error.message : ''}</p>
        </div>
        <button class="button" type="button" onClick={onEnd}><Icon name="close" size={18} />{say.seeAll}</button>
      </header>
      {data?.matches.length === 0 && <Notice icon="search" title={say.nobodyLike}><p>{say.nobodyLikeWhy}</p></Notice>}
      <ul class="cards" aria-label={say.title}>
        {data?.matches.map(({ sighting, similarity, picture }) => (
          <EventCard key={sighting.id} sighting={sighting} picture={picture} remark={say.similar(fraction(similarity))} dated onOpen={() => setOpen(sighting)} />
        ))}
      </ul>
      {open && <EventDialog sighting={open} people={people} onNamed={changed} onDelete={() => { setDeleting(open); setOpen(null); }} onClose={() => setOpen(null)} />}
      {deleting && <DeleteEvent sighting={deleting} onDeleted={() => { setDeleting(null); reload(); }} onClose={() => setDeleting(null)} />}
    </section>
  );
}

/** What was asked for: the picture with its faces, or the event. */
function Asked({ of, faces, onChoose }: { of: File | number; faces: Box[]; onChoose: ((face: number) => void) | null }) {
  const [url, setUrl] = useState('');
  const { data } = useLoad(signal => (typeof of === 'number' ? api.sighting(of, signal) : Promise.resolve(null)), []);
  useEffect(() => {
    if (typeof of === 'number') return;
    const own = URL.createObjectURL(of);
    setUrl(own);
    return () => URL.revokeObjectURL(own);
  }, []);
  if (typeof of === 'number') return <span class="search-picture"><Crop address={data?.pictures[0]} /></span>;
  return url === '' ? <span class="search-picture" /> : <FacePicture url={url} faces={faces} onChoose={onChoose} />;
}
