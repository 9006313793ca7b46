import { useEffect, useId, useState } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import { useLoad } from '../api/hooks';
import type { Camera, CameraRequest, CameraTrial } from '../api/types';
import { words } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { complain, tell } from '../ui/Toasts';
import { Change } from './Change';
import { Trial } from './Trial';

const say = words.cameras;

/** Whoever fills in a form is told beforehand that there is no file to write it to. Whether the file may be read from here is another matter. */
const writable = (signal: AbortSignal) => api.configurationText(signal).then(() => null, (error: unknown) => {
  if (error instanceof ApiError && error.status === 409) throw error;
  return null;
});

/** Adds a camera, or changes one: tried first, then shown as lines of the file, then written. */
export function CameraDialog({ camera, onClose }: { camera: Camera | null; onClose: () => void }) {
  const { data: known, error } = useLoad(signal => (camera ? api.camera(camera.name, signal) : writable(signal)), []);
  const [field, hint] = [useId(), useId()];
  const [name, setName] = useState(camera?.name ?? '');
  const [source, setSource] = useState('');
  const [detect, setDetect] = useState('');
  const [maxFps, setMaxFps] = useState('');
  const [minFace, setMinFace] = useState('');
  const [trial, setTrial] = useState<CameraTrial | ApiError | 'running' | null>(null);
  const [proposed, propose] = useState<CameraRequest | null>(null);
  useEffect(() => {
    if (!known) return;
    setSource(known.source);
    setDetect(known.detectSource);
    setMaxFps(String(known.maxFps));
    setMinFace(String(known.minFace));
  }, [known]);
  useEffect(() => { if (error && camera) complain(error); }, [error]);

  const wanted: CameraRequest = {
    ...(name.trim() !== (known?.name ?? '') && { name: name.trim() }),
    ...(source.trim() !== (known?.source ?? '') && { source: source.trim() }),
    ...(detect.trim() !== (known?.detectSource ?? '') && { detectSource: detect.trim() }),
    ...(maxFps !== '' && maxFps !== String(known?.maxFps ?? '') && { maxFps: Number(maxFps) }),
    ...(minFace !== '' && minFace !== String(known?.minFace ?? '') && { minFace: Number(minFace) }),
  };
  const unsaved = (camera === null || known !== null) && Object.keys(wanted).length > 0;
  const complete = name.trim() !== '' && source.trim() !== '' && Object.keys(wanted).length > 0;
  const test = async () => {
    setTrial('running');
    try {
      setTrial(await api.testCamera({ ...(known && { name: known.name }), source: source.trim(), detectSource: detect.trim() }));
    } catch (failed) {
      // A toast would be gone before the address is mended.
      setTrial(failed instanceof ApiError ? failed : null);
      if (!(failed instanceof ApiError)) complain(failed);
    }
  };

  if (proposed) {
    return (
      <Dialog title={camera ? say.changeIt(camera.name) : say.add} size="large" unsaved={unsaved} onClose={onClose}>
        <Change
          change={version => api.changeCamera(camera?.name ?? null, proposed, version)}
          onBack={() => propose(null)}
          onDone={() => { tell(camera ? say.isChanged(name.trim()) : say.isAdded(name.trim())); onClose(); }}
        />
      </Dialog>
    );
  }
  return (
    <Dialog title={camera ? say.changeIt(camera.name) : say.add} size="large" unsaved={unsaved} onClose={onClose}>
      <form class="camera-form" onSubmit={event => { event.preventDefault(); if (complete) propose(wanted); }}>
        {error && !camera && <p class="trial-reason" role="alert"><Icon name="warn" size={18} />{error.message}</p>}
        <div class="field">
          <label for={field}>{say.address}</label>
          <span class="name-form">
            <input class="input" id={field} aria-describedby={hint} inputMode="url" value={source} placeholder="rtsp://user:password@192.168.1.20/stream1" autocomplete="off" spellcheck={false} autofocus={!camera} onInput={event => { setSource(event.currentTarget.value); setTrial(null); }} />
            <button class="button" type="button" disabled={source.trim() === '' || trial === 'running'} onClick={test}>{say.test}</button>
          </span>
          <span class="hint muted" id={hint}>{say.addressHint} {say.fileHint} <a href="/configuration?edit">{say.fileIn}</a>.</span>
        </div>
        <label class="field">
          <span>{say.detectAddress}</span>
          <input class="input" aria-describedby={`${hint}-detect`} inputMode="url" value={detect} autocomplete="off" spellcheck={false} onInput={event => { setDetect(event.currentTarget.value); setTrial(null); }} />
          <span class="hint muted" id={`${hint}-detect`}>{say.detectHint}</span>
        </label>
        <Trial trial={trial} />
        <div class="camera-fields">
          <label class="field"><span>{words.people.name}</span><input class="input" value={name} maxLength={64} autocomplete="off" onInput={event => setName(event.currentTarget.value)} /></label>
          <label class="field"><span>{say.maxFps}</span><input class="input" type="number" min="0" max="240" step="any" value={maxFps} placeholder="0" onInput={event => setMaxFps(event.currentTarget.value)} /></label>
          <label class="field"><span>{say.minFace}</span><input class="input" type="number" min="20" max="1000" value={minFace} placeholder="40" onInput={event => setMinFace(event.currentTarget.value)} /></label>
        </div>
        <footer class="dialog-foot">
          <button class="button" type="button" onClick={onClose}>{words.common.cancel}</button>
          <button class="button" data-kind="primary" type="submit" disabled={!complete}>{say.showChange}</button>
        </footer>
      </form>
    </Dialog>
  );
}
