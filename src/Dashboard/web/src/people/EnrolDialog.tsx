import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLoad } from '../api/hooks';
import { api } from '../api/client';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { toPerson } from '../router';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { complain } from '../ui/Toasts';
import { CameraShots } from './CameraShots';
import { DropZone } from './DropZone';
import { Enrolment } from './Enrolment';
import { chosen, type Found } from './folders';
import { comparable, namesake } from './names';
import { PictureList } from './PictureList';
import { mayAskForCamera } from './useWebcam';

const say = words.people;

interface Props {
  /** Whom the pictures are for; null asks for a name. */
  person: Person | null;
  /** Pictures that were dropped before the window opened. */
  files: File[];
  /** Told what is in folders, where there may be a person for each. */
  onFolders?: (found: Found[]) => void;
  onChanged: () => void;
  onClose: () => void;
}

/** Enrols somebody, or adds pictures to somebody enrolled. */
export function EnrolDialog({ person, files, onFolders, onChanged, onClose }: Props) {
  const enrolment = useMemo(() => new Enrolment(), []);
  const [name, setName] = useState('');
  const [shooting, setShooting] = useState(false);
  const shots = useRef(0);
  const form = useRef<HTMLFormElement>(null);
  const twin = useTwin(person ? '' : name);

  useEffect(() => {
    enrolment.add(files);
    return () => enrolment.dispose();
  }, []);

  const busy = enrolment.busy.value;
  const ready = enrolment.ready.value;
  const named = person !== null || name.trim() !== '';
  const to = person?.id ?? name.trim();

  const send = async (event: Event) => {
    event.preventDefault();
    if (!named || ready === 0) return;
    await told(enrolment.send(to));
  };
  const add = (found: Found[]) => {
    if (onFolders && found.some(({ folder }) => folder !== null)) onFolders(found);
    else enrolment.add(found.map(({ file }) => file));
  };
  const shot = (jpeg: Blob) => enrolment.add([new File([jpeg], say.shot(++shots.current), { type: jpeg.type })]);
  const told = async (sent: Promise<void>) => {
    try {
      await sent;
    } catch (error) {
      complain(error);
    }
    if (enrolment.accepted.value > 0) onChanged();
  };

  return (
    <Dialog title={person ? say.addTo(person.name) : say.enrolOne} size="large" unsaved={ready > 0 && !busy} onClose={onClose}>
      <form ref={form} class="enrol" onSubmit={send}>
        {!person && (
          <label class="field">
            <span>{say.name}</span>
            <input
              class="input"
              name="name"
              value={name}
              maxLength={100}
              autocomplete="off"
              autofocus
              required
              disabled={busy || enrolment.person.value !== null}
              onInput={event => setName(event.currentTarget.value)}
            />
            <span class="hint">{twin && !enrolment.person.value ? say.twin(twin.name, twin.templates) : ''}</span>
          </label>
        )}
        {shooting
          ? <CameraShots onShot={shot} onClose={() => setShooting(false)} />
          : (
            <div class="ways">
              <DropZone onFound={add} disabled={busy} />
              {mayAskForCamera && <button class="way" type="button" disabled={busy} onClick={() => setShooting(true)}><Icon name="camera" size={26} /><strong>{say.camera}</strong></button>}
              {onFolders && <FolderChoice disabled={busy} onFound={onFolders} />}
            </div>
          )}
        <PictureList enrolment={enrolment} follow={shooting} onFace={({ key }, face) => (named ? told(enrolment.choose(key, face, to)) : form.current?.reportValidity())} />
        <footer class="dialog-foot">
          <Outcome enrolment={enrolment} known={person} />
          <button class="button" type="button" onClick={onClose}>{enrolment.accepted.value > 0 ? words.common.done : words.common.cancel}</button>
          <button class="button" data-kind="primary" type="submit" disabled={busy || !named || ready === 0}>
            {busy ? say.checking : ready > 0 ? say.enrolThem(ready) : say.enrol}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Outcome({ enrolment, known }: { enrolment: Enrolment; known: Person | null }) {
  const [accepted, refused] = [enrolment.accepted.value, enrolment.refused.value];
  const person = known ?? enrolment.person.value;
  if (enrolment.busy.value || accepted + refused === 0) return <p class="outcome" role="status" />;
  return (
    <p class="outcome" role="status">
      {accepted > 0 && person
        ? <>{say.accepted(accepted, refused)} <a href={toPerson(person.id)}>{say.see(person.name)}</a></>
        : enrolment.asking.value > 0 ? say.pressFace : say.noneAccepted}
    </p>
  );
}

/** Takes a folder with a folder for each person. */
function FolderChoice({ onFound, disabled }: { onFound: (found: Found[]) => void; disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => { input.current!.webkitdirectory = true; }, []);
  return (
    <>
      <button class="way" type="button" title={say.folderHint} disabled={disabled} onClick={() => input.current!.click()}>
        <Icon name="folder" size={26} /><strong>{say.folderOfPeople}</strong>
      </button>
      <input ref={input} class="folder-input" hidden type="file" tabIndex={-1} onChange={() => {
        onFound(chosen(input.current?.files ?? []));
        if (input.current) input.current.value = '';
      }} />
    </>
  );
}

/** Somebody enrolled under the same name, whatever the case. */
function useTwin(name: string): Person | null {
  const wanted = comparable(name);
  const { data } = useLoad(signal => (wanted ? api.people(wanted, signal) : Promise.resolve([])), [wanted]);
  return data && namesake(data, wanted);
}
