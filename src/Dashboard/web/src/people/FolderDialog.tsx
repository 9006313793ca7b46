import { useEffect, useMemo, useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { complain } from '../ui/Toasts';
import { FolderEnrolment, type FolderPerson } from './FolderEnrolment';
import type { Folder } from './folders';
import { namesake } from './names';
import { PictureList } from './PictureList';

const say = words.people;

interface Props {
  folders: Folder[];
  onChanged: () => void;
  onClose: () => void;
}

/** Enrols a person for each folder, with a verdict for each picture. */
export function FolderDialog({ folders, onChanged, onClose }: Props) {
  const work = useMemo(() => new FolderEnrolment(folders), []);
  const { data: known } = useLoad(signal => api.people('', signal), []);
  useEffect(() => () => work.dispose(), []);

  const told = async (sent: Promise<void>) => {
    try {
      await sent;
    } catch (error) {
      complain(error);
    }
    onChanged();
  };

  const [busy, ready, accepted, refused] = [work.busy.value, work.ready.value, work.accepted.value, work.refused.value];
  return (
    <Dialog title={say.folders(work.people.value.length)} size="large" onClose={onClose}>
      <form class="enrol" onSubmit={event => { event.preventDefault(); if (ready > 0 && !busy) void told(work.send()); }}>
        <p class="muted">{say.foldersHint}</p>
        <ul class="folder-people" aria-label={say.title}>
          {work.people.value.map(person => (
            <FolderRow key={person.key} person={person} work={work} twin={known && namesake(known, person.name)} told={told} />
          ))}
        </ul>
        {busy && <progress class="progress" max={work.all.value} value={accepted + refused} aria-label={say.checking} />}
        <footer class="dialog-foot">
          <p class="outcome" role="status">{accepted + refused > 0 && say.accepted(accepted, refused)}</p>
          <button class="button" type="button" onClick={onClose}>{accepted > 0 && !busy ? words.common.done : words.common.cancel}</button>
          <button class="button" data-kind="primary" type="submit" disabled={busy || ready === 0}>{busy ? say.checking : ready > 0 ? say.enrolThem(ready) : say.enrol}</button>
        </footer>
      </form>
    </Dialog>
  );
}

interface RowProps {
  person: FolderPerson;
  work: FolderEnrolment;
  /** Who has the name already. */
  twin: Person | null;
  told: (sent: Promise<void>) => Promise<void>;
}

function FolderRow({ person: { key, name, enrolment, fault }, work, twin, told }: RowProps) {
  const [open, setOpen] = useState(false);
  const begun = enrolment.accepted.value + enrolment.refused.value > 0;
  return (
    <li class="folder-person" data-refused={enrolment.refused.value > 0 || fault !== ''}>
      <div class="folder-head">
        <input class="input" aria-label={say.folderName(name)} value={name} maxLength={100} required autocomplete="off" disabled={work.busy.value || enrolment.person.value !== null} onInput={event => work.rename(key, event.currentTarget.value)} />
        <button class="button" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span class="sr-only">{say.picturesOf(name)}:</span> {words.common.pictures(enrolment.pictures.value.length)}<Icon name="next" size={16} />
        </button>
        {!begun && <button class="icon-button" type="button" aria-label={say.takeOut(name)} disabled={work.busy.value} onClick={() => work.drop(key)}><Icon name="close" size={16} /></button>}
      </div>
      <p class="folder-state">
        {fault !== '' ? <><Icon name="warn" size={16} />{fault}</>
          : enrolment.busy.value ? <><span class="spinner" />{say.checking}</>
          : begun ? say.accepted(enrolment.accepted.value, enrolment.refused.value)
          : twin && say.twin(twin.name, twin.templates)}
      </p>
      {open && <PictureList enrolment={enrolment} onFace={(picture, face) => told(enrolment.choose(picture.key, face, name.trim()))} />}
    </li>
  );
}
