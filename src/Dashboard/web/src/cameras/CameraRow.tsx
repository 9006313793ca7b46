import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Camera } from '../api/types';
import { codecName, rate, since } from '../format';
import { words } from '../i18n';
import { cameraStates, nextTry } from '../live/cameraWords';
import { toCamera } from '../router';
import { Icon } from '../ui/Icon';
import { complain, tell } from '../ui/Toasts';
import { reasonOf, sharpReason } from './reason';
import { sourceName } from './sourceName';

const say = words.cameras;

/** A camera with its state and the reason for it. */
export function CameraRow({ camera, onEdit, onDraw, onRemove }: { camera: Camera; onEdit: () => void; onDraw: () => void; onRemove: () => void }) {
  const { words: state, tone } = cameraStates[camera.state];
  const live = camera.state === 'live';
  return (
    <li class="panel camera-row" data-camera={camera.name} data-state={camera.state}>
      <Snapshot key={camera.state} camera={camera} />
      <div class="camera-words">
        <h2><a href={toCamera(camera.name)}>{camera.name}</a></h2>
        <span class="muted break" title={camera.source}>{sourceName(camera.source)}</span>
        <span class="camera-state"><span class="badge" data-tone={tone}>{state}</span> <span class="muted">{words.status.since(since(camera.since))}</span></span>
        {camera.reason !== '' && <p class="camera-reason">{reasonOf(camera)} <span class="muted">{nextTry(camera, Date.now())}</span></p>}
        {camera.fault && <details class="camera-detail muted"><summary>{say.exactly}</summary><span lang="en">{camera.reason}</span></details>}
        {live && camera.sharp && !camera.sharp.used && <p class="camera-reason" title={camera.sharp.notice}>{sharpReason(camera.sharp)}</p>}
        {live && camera.sharp?.used && <span class="muted">{say.cutFrom(camera.sharp.width, camera.sharp.height)}</span>}
        {live && <span class="muted">{camera.zones.length > 0 && `${words.zones.count(camera.zones.length)} · `}{camera.width} × {camera.height} · {codecName(camera.codec)} · {rate(camera.fps)} fps</span>}
      </div>
      <div class="camera-actions">
        <Switch camera={camera} />
        <button class="button" type="button" aria-label={words.zones.of(camera.name)} title={words.zones.open} onClick={onDraw}><Icon name="zones" size={18} /><span>{words.zones.zones}</span></button>
        <button class="button" type="button" aria-label={say.changeIt(camera.name)} onClick={onEdit}><Icon name="pencil" size={18} /><span>{words.shell.change}</span></button>
        <button class="icon-button" type="button" aria-label={say.removeOf(camera.name)} title={words.common.remove} onClick={onRemove}><Icon name="trash" /></button>
      </div>
    </li>
  );
}

/** The latest picture; its place is there before it is, and where there is none. */
function Snapshot({ camera: { name, state } }: { camera: Camera }) {
  const [gone, setGone] = useState(state !== 'live');
  return <a class="camera-picture" href={toCamera(name)} tabIndex={-1} aria-hidden="true">{gone ? <Icon name="noCamera" size={26} /> : <img src={api.snapshot(name)} alt="" onError={() => setGone(true)} />}</a>;
}

/** On or off, at once: the line that changes is one word. */
function Switch({ camera: { name, state } }: { camera: Camera }) {
  const [busy, setBusy] = useState(false);
  const on = state !== 'disabled';
  const turn = async () => {
    setBusy(true);
    try {
      const { version } = await api.changeCamera(name, { enabled: !on }, null);
      await api.changeCamera(name, { enabled: !on }, version);
      tell(on ? say.isOff(name) : say.isOn(name));
    } catch (error) {
      complain(error);
    }
    setBusy(false);
  };
  return <button class="switch" type="button" role="switch" aria-checked={on} aria-label={say.reads(name)} title={on ? say.turnOff : say.turnOn} disabled={busy} onClick={turn}><span /></button>;
}
