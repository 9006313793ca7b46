import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { PersonDetails, PersonPicture } from '../api/types';
import { date } from '../format';
import { words } from '../i18n';
import { navigate, toEventsOf, toPerson } from '../router';
import { Confirm } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { complain, tell } from '../ui/Toasts';
import { DeletePerson } from './DeletePerson';
import { useWindowDrop } from './DropZone';
import { EnrolDialog } from './EnrolDialog';
import { hide } from './hiding';
import { LastSeen } from './LastSeen';
import { PersonHealth } from './PersonHealth';
import { PersonName } from './PersonName';
import { PictureCard } from './PictureCard';
import { Portrait } from './Portrait';
import { SetAside } from './SetAside';

const say = words.people;

/** One person and the pictures that stand for them. */
export function PersonPage({ id }: { id: number }) {
  const { data: person, error, reload } = useLoad(signal => api.person(id, signal), [id]);
  const [adding, setAdding] = useState<File[] | null>(null);
  const [deleting, setDeleting] = useState(false);
  const [removing, setRemoving] = useState<PersonPicture | null>(null);
  useWindowDrop(found => setAdding(found.map(({ file }) => file)), adding !== null || person === null);

  if (!person && error) {
    return error.status === 404
      ? <Notice icon="people" title={say.nobodyHere} whole><p>{say.nobodyHereWhy} <a href="/people">{say.seeAll}</a></p></Notice>
      : <Notice icon="warn" title={error.title} whole><p>{error.detail}</p><button class="button" type="button" onClick={reload}>{words.common.tryAgain}</button></Notice>;
  }
  if (!person) return <div class="person-head skeleton" aria-busy="true" />;

  return (
    <div class="person">
      <header class="person-head">
        <a class="icon-button" href="/people" aria-label={say.all}><Icon name="back" /></a>
        <Portrait of={person} />
        <div class="person-words">
          <PersonName person={person} onRenamed={reload} onMerged={({ id: into }) => navigate(toPerson(into), true)}><h1>{person.name}</h1></PersonName>
          <p class="muted">{words.common.pictures(person.templates)} · {say.enrolled(date(person.created))}</p>
        </div>
        <div class="person-actions">
          <button class="button" data-kind="primary" type="button" onClick={() => setAdding([])}><Icon name="plus" size={18} />{say.add}</button>
          <a class="button" href={toEventsOf(id)}><Icon name="events" size={18} />{say.seen}</a>
          <button class="button" type="button" title={person.hidden ? undefined : say.hiddenMeans} onClick={() => hide(person, !person.hidden, reload)}><Icon name={person.hidden ? 'eye' : 'eyeOff'} size={18} />{person.hidden ? say.show : say.hide}</button>
          <button class="button" data-kind="quiet-danger" type="button" onClick={() => setDeleting(true)}><Icon name="trash" size={18} />{words.common.delete}</button>
        </div>
      </header>

      {person.hidden && <p class="advice" data-tone="idle"><Icon name="eyeOff" size={18} /><span><strong>{say.isHidden(person.name)}.</strong> {say.hiddenMeans}</span></p>}
      {person.templates < 3 && (
        <p class="advice"><Icon name="warn" size={18} />{person.templates === 0
          ? say.noPicture(person.name)
          : say.moreAdvice}</p>
      )}
      <ul class="cards" aria-label={say.picturesOf(person.name)}>
        {person.pictures.filter(one => !one.setAside).map(picture => <PictureCard key={picture.id} picture={picture} onRemove={() => setRemoving(picture)} />)}
      </ul>
      <SetAside person={person} onRemove={setRemoving} onRestored={reload} />
      <PersonHealth person={person} />
      <LastSeen person={person} />

      {adding && <EnrolDialog person={person} files={adding} onChanged={reload} onClose={() => setAdding(null)} />}
      {deleting && <DeletePerson person={person} onClose={() => setDeleting(false)} onDeleted={() => navigate('/people', true)} />}
      {removing && <RemovePicture person={person} picture={removing} onClose={() => setRemoving(null)} onRemoved={() => { setRemoving(null); reload(); }} />}
    </div>
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
  const left = person.templates - (picture.setAside ? 0 : 1);
  const remove = async () => {
    setBusy(true);
    try {
      await api.removePicture(person.id, picture.id);
      tell(say.removed);
      onRemoved();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <Confirm title={say.removeIt} action={words.common.remove} busy={busy} onConfirm={remove} onClose={onClose}>
      <ul>
        <li>{say.removeErases}</li>
        <li>{left === 0 ? say.removeLast(person.name) : say.removeKeeps(person.name, left)}</li>
      </ul>
    </Confirm>
  );
}
