import { useEffect, useState } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { toPerson } from '../router';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { complain } from '../ui/Toasts';
import { DeletePerson } from './DeletePerson';
import { useWindowDrop } from './DropZone';
import { EnrolDialog } from './EnrolDialog';
import { FolderDialog } from './FolderDialog';
import { folders, type Folder, type Found } from './folders';
import { PersonName } from './PersonName';
import { Portrait } from './Portrait';

const say = words.people;

// A screenful many times over; whoever has more people searches.
const shownAtOnce = 200;

/** Everybody who is enrolled. */
export function PeoplePage() {
  const [search, setSearch] = useState('');
  const [enrolling, setEnrolling] = useState<File[] | null>(null);
  const [deleting, setDeleting] = useState<Person | null>(null);
  const [withHidden, setWithHidden] = useState(false);
  const { data: people, error, reload } = useLoad(signal => api.people(search.trim(), signal), [search.trim()]);
  const { data: status } = useLoad(api.status, []);
  const [fromFolders, setFromFolders] = useState<Folder[] | null>(null);
  const take = (found: Found[]) => {
    const inFolders = folders(found);
    if (inFolders.length > 0) setEnrolling(null), setFromFolders(inFolders);
    else if (found.length > 0) setEnrolling(found.map(({ file }) => file));
    else complain(new ApiError(0, say.emptyFolder, say.folderHint));
  };
  const over = useWindowDrop(take, enrolling !== null || fromFolders !== null);

  useEffect(() => { if (error) complain(error); }, [error]);

  const hidden = people?.filter(person => person.hidden).length ?? 0;
  const listed = people?.filter(person => withHidden || !person.hidden) ?? null;
  const shown = listed?.slice(0, shownAtOnce) ?? [];
  return (
    <div class="people" data-over={over}>
      <header class="page-head">
        <h1>{say.title}</h1>
        <span class="muted" role="status">{listed && (search ? say.matches(listed.length) : say.count(listed.length))}</span>
        {hidden > 0 && (
          <label class="check" title={say.hiddenMeans}>
            <input type="checkbox" checked={withHidden} onChange={event => setWithHidden(event.currentTarget.checked)} />{say.showHidden(hidden)}
          </label>
        )}
        <span class="spring" />
        <label class="search">
          <Icon name="search" size={18} />
          <span class="sr-only">{say.searchThem}</span>
          <input class="input" type="search" placeholder={say.search} value={search} autocomplete="off" onInput={event => setSearch(event.currentTarget.value)} />
        </label>
        <button class="button" data-kind="primary" type="button" onClick={() => setEnrolling([])}><Icon name="plus" size={18} />{say.enrol}</button>
      </header>

      {status && status.gallery.unembedded > 0 && <p class="advice" role="alert"><Icon name="warn" size={18} /><span>{words.status.unembedded(status.gallery.unembedded, status.gallery.people)}</span></p>}
      {people === null && !error && <ul class="cards" aria-busy="true">{[1, 2, 3, 4].map(() => <li class="card skeleton" />)}</ul>}
      {people === null && error && <Notice icon="warn" title={error.title}><p>{error.detail}</p><button class="button" type="button" onClick={reload}>{words.common.tryAgain}</button></Notice>}
      {listed?.length === 0 && (hidden > 0 ? <AllHidden /> : search ? <NoMatch search={search} /> : <Nobody onEnrol={() => setEnrolling([])} />)}
      <ul class="cards" aria-label={say.title}>
        {shown.map(person => (
          <li key={person.id} class="card" data-hidden={person.hidden}>
            <a class="card-picture" href={toPerson(person.id)} tabIndex={-1} aria-hidden="true"><Portrait of={person} /></a>
            <div class="card-words">
              <PersonName person={person} onRenamed={reload} onMerged={reload}>
                <h2><a href={toPerson(person.id)}>{person.name}</a></h2>
              </PersonName>
              <div class="card-line">
                <span class="muted">{words.common.pictures(person.templates)}{person.hidden && ` · ${say.hidden}`}</span>
                <button class="icon-button" type="button" aria-label={say.delete(person.name)} title={words.common.delete} onClick={() => setDeleting(person)}><Icon name="trash" size={17} /></button>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {listed && listed.length > shownAtOnce && <p class="muted">{say.first(shownAtOnce)}</p>}

      {fromFolders && <FolderDialog folders={fromFolders} onChanged={reload} onClose={() => setFromFolders(null)} />}
      {enrolling && <EnrolDialog person={null} files={enrolling} onFolders={take} onChanged={reload} onClose={() => setEnrolling(null)} />}
      {deleting && <DeletePerson person={deleting} onClose={() => setDeleting(null)} onDeleted={() => { setDeleting(null); reload(); }} />}
      {over && <div class="drop-hint" aria-hidden="true"><Icon name="upload" size={34} /><strong>{say.drop}</strong></div>}
    </div>
  );
}

function Nobody({ onEnrol }: { onEnrol: () => void }) {
  return (
    <Notice icon="people" title={say.nobody}>
      <p>{say.nobodyDo}</p>
      <button class="button" data-kind="primary" type="button" onClick={onEnrol}><Icon name="plus" size={18} />{say.enrolOne}</button>
      <p>{say.folder} <code>./facestream enroll --from FOLDER</code></p>
    </Notice>
  );
}

function AllHidden() {
  return <Notice icon="eyeOff" title={say.allHidden}><p>{say.hiddenMeans}</p></Notice>;
}

function NoMatch({ search }: { search: string }) {
  return <Notice icon="search" title={say.noMatch(search.trim())}><p>{say.noMatchWhy}</p></Notice>;
}
