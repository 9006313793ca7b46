import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { PersonDetails, PersonPicture } from '../api/types';
import { date, dateTime, plural, qualityWord } from '../format';
import { navigate, toEventsOf } from '../router';
import { Confirm } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { complain, tell } from '../ui/Toasts';
import { DeletePerson } from './DeletePerson';
import { useWindowDrop } from './DropZone';
import { EnrolDialog } from './EnrolDialog';
import { PersonName } from './PersonName';
import { Portrait } from './Portrait';

/** One person and the pictures that stand for them. */
export function PersonPage({ id }: { id: number }) {
  const { data: person, error, reload } = useLoad(signal => api.person(id, signal), [id]);
  const [adding, setAdding] = useState<File[] | null>(null);
  const [deleting, setDeleting] = useState(false);
  const [removing, setRemoving] = useState<PersonPicture | null>(null);
  useWindowDrop(setAdding, adding !== null || person === null);

  if (!person && error) {
    return error.status === 404
      ? <Notice icon="people" title="Nobody here"><p>This person was deleted, or never enrolled. <a href="/people">See everybody</a></p></Notice>
      : <Notice icon="warn" title={error.title}><p>{error.detail}</p><button class="button" type="button" onClick={reload}>Try again</button></Notice>;
  }
  if (!person) return <div class="person-head skeleton" aria-busy="true" />;

  return (
    <div class="person">
      <header class="person-head">
        <a class="icon-button" href="/people" aria-label="All people"><Icon name="back" /></a>
        <Portrait of={person} />
        <div class="person-words">
          <PersonName person={person} onRenamed={reload}><h1>{person.name}</h1></PersonName>
          <p class="muted">{plural(person.pictures.length, 'picture')} · enrolled {date(person.created)}</p>
        </div>
        <div class="person-actions">
          <button class="button" data-kind="primary" type="button" onClick={() => setAdding([])}><Icon name="plus" size={18} />Add pictures</button>
          <a class="button" href={toEventsOf(id)}><Icon name="events" size={18} />Seen</a>
          <button class="button" data-kind="quiet-danger" type="button" onClick={() => setDeleting(true)}><Icon name="trash" size={18} />Delete</button>
        </div>
      </header>

      {person.pictures.length < 3 && (
        <p class="advice"><Icon name="warn" size={18} />{person.pictures.length === 0
          ? `Without a picture ${person.name} cannot be recognised.`
          : 'Three or more pictures, in different light and from different sides, make recognition steadier.'}</p>
      )}
      <ul class="cards" aria-label={`Pictures of ${person.name}`}>
        {person.pictures.map(picture => <PictureCard key={picture.id} picture={picture} onRemove={() => setRemoving(picture)} />)}
      </ul>

      {adding && <EnrolDialog person={person} files={adding} onChanged={reload} onClose={() => setAdding(null)} />}
      {deleting && <DeletePerson person={person} onClose={() => setDeleting(false)} onDeleted={() => navigate('/people', true)} />}
      {removing && <RemovePicture person={person} picture={removing} onClose={() => setRemoving(null)} onRemoved={() => { setRemoving(null); reload(); }} />}
    </div>
  );
}

function PictureCard({ picture, onRemove }: { picture: PersonPicture; onRemove: () => void }) {
  const percent = Math.round(picture.quality * 100);
  return (
    <li class="card">
      <div class="card-picture"><Portrait of={{ name: '?', picture: picture.picture }} /></div>
      <div class="card-words">
        <div class="quality" title={`Quality ${picture.quality.toFixed(2)}`}>
          <span class="quality-bar" role="meter" aria-label="Quality" aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} data-word={qualityWord(picture.quality)}>
            <span style={{ width: `${percent}%` }} />
          </span>
          <span>{qualityWord(picture.quality)}</span>
        </div>
        <div class="card-line">
          <span class="muted ellipsis" title={`${picture.source}, ${dateTime(picture.created)}`}>{picture.source || date(picture.created)}</span>
          <button class="icon-button" type="button" aria-label={`Remove the picture ${picture.source}`} title="Remove" onClick={onRemove}><Icon name="trash" size={17} /></button>
        </div>
      </div>
    </li>
  );
}

interface RemoveProps {
  person: PersonDetails;
  picture: PersonPicture;
  onRemoved: () => void;
  onClose: () => void;
}

function RemovePicture({ person, picture, onRemoved, onClose }: RemoveProps) {
  const [busy, setBusy] = useState(false);
  const left = person.pictures.length - 1;
  const remove = async () => {
    setBusy(true);
    try {
      await api.removePicture(person.id, picture.id);
      tell('The picture was removed');
      onRemoved();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <Confirm title="Remove this picture?" action="Remove" busy={busy} onConfirm={remove} onClose={onClose}>
      <ul>
        <li>The picture and what was learned from it are erased; it cannot be undone.</li>
        <li>{left === 0
          ? <>It is the last one. {person.name} stays in the list, but <strong>cannot be recognised</strong> until a picture is added.</>
          : <>{person.name} keeps {plural(left, 'picture')} and is recognised by {left === 1 ? 'it' : 'them'}.</>}</li>
      </ul>
    </Confirm>
  );
}
