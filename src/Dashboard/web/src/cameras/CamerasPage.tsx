import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { usePoll } from '../api/hooks';
import type { Camera } from '../api/types';
import { words } from '../i18n';
import { navigate, query } from '../router';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { CameraDialog } from './CameraDialog';
import { CameraRow } from './CameraRow';
import { RemoveCamera } from './RemoveCamera';
import { StateHistory } from './StateHistory';
import { ZoneDialog } from './zones/ZoneDialog';

const say = words.cameras;

const period = 2_000;

/** The configured cameras: added, changed, switched off and removed here. */
export function CamerasPage() {
  const { data: cameras, error } = usePoll(api.cameras, period);
  const [editing, setEditing] = useState<Camera | 'new' | null>(query.value.has('add') ? 'new' : null);
  const [removing, setRemoving] = useState<Camera | null>(null);
  const [drawing, setDrawing] = useState<Camera | null>(null);

  const close = () => {
    setEditing(null);
    if (query.value.has('add')) navigate('/cameras', true);
  };
  return (
    <div class="cameras">
      <header class="page-head">
        <h1>{words.shell.cameras}</h1>
        <span class="muted" role="status">{cameras && words.live.count(cameras.length)}</span>
        <span class="spring" />
        <button class="button" data-kind="primary" type="button" onClick={() => setEditing('new')}><Icon name="plus" size={18} />{say.add}</button>
      </header>
      {!cameras && error && <Notice icon="warn" title={error.title}><p>{error.detail}</p></Notice>}
      {!cameras && !error && <ul class="camera-rows" aria-busy="true" aria-label={words.shell.cameras}><li class="panel skeleton camera-row" /></ul>}
      {cameras?.length === 0 && <Notice icon="camera" title={words.live.none}><p>{say.noneWhy}</p></Notice>}
      <ul class="camera-rows" aria-label={words.shell.cameras}>
        {cameras?.map(camera => <CameraRow key={camera.name} camera={camera} onEdit={() => setEditing(camera)} onDraw={() => setDrawing(camera)} onRemove={() => setRemoving(camera)} />)}
      </ul>
      {cameras && cameras.length > 0 && <StateHistory cameras={cameras.map(camera => camera.name)} />}
      {editing && <CameraDialog camera={editing === 'new' ? null : editing} onClose={close} />}
      {drawing && <ZoneDialog camera={drawing} onClose={() => setDrawing(null)} />}
      {removing && <RemoveCamera camera={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}
