import { useId, useLayoutEffect, useState } from 'preact/hooks';
import { api, type ApiError } from '../../api/client';
import { useLoad } from '../../api/hooks';
import type { Camera, CameraRequest, Zone } from '../../api/types';
import { words } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import { tell } from '../../ui/Toasts';
import { Change } from '../Change';
import type { Square } from './FaceSquare';
import { crosses, isFlat } from './outline';
import { asZones, useZones } from './useZones';
import { ZoneList } from './ZoneList';
import { ZonePicture, type Size } from './ZonePicture';

const say = words.zones;

// As the configuration has it.
const [smallest, largest, usual] = [20, 1000, 40];

interface Props {
  camera: Camera;
  onClose: () => void;
}

/** Where in a camera's picture faces are looked for, and how small they may be: drawn on the picture, then shown as lines of the file, then written. */
export function ZoneDialog({ camera, onClose }: Props) {
  const { data, error } = useLoad(signal => api.camera(camera.name, signal), []);
  const [unsaved, setUnsaved] = useState(false);
  return (
    <Dialog title={say.title(camera.name)} size="wide" unsaved={unsaved} onClose={onClose}>
      {!data && !error && <p class="trial-running" aria-busy="true"><span class="spinner" /></p>}
      {(data || error) && <Drawing camera={camera} known={data ?? { zones: camera.zones, minFace: usual }} error={error} onUnsaved={setUnsaved} onClose={onClose} />}
    </Dialog>
  );
}

interface DrawingProps extends Props {
  known: { zones: Zone[]; minFace: number };
  /** Why nothing can be changed. */
  error: ApiError | null;
  onUnsaved: (unsaved: boolean) => void;
}

function Drawing({ camera, known, error, onUnsaved, onClose }: DrawingProps) {
  const zones = useZones(known.zones);
  const slider = useId();
  const [turn, setTurn] = useState(0);
  const [lost, setLost] = useState(camera.state !== 'live');
  const [size, setSize] = useState<Size>(camera.width > 0 ? camera : { width: 1280, height: 720 });
  const [square, setSquare] = useState<Square>(() => ({ x: size.width * 0.04, y: size.height * 0.94 - known.minFace, size: known.minFace }));
  const [proposed, propose] = useState<CameraRequest | null>(null);

  const most = Math.max(known.minFace, Math.min(largest, Math.floor(Math.min(size.width, size.height) / 2)));
  const fit = ({ x, y, size: side }: Square): Square => {
    const whole = Math.round(Math.min(most, Math.max(smallest, side)));
    return { x: Math.max(0, Math.min(size.width - whole, x)), y: Math.max(0, Math.min(size.height - whole, y)), size: whole };
  };
  const drawn = asZones(zones.zones);
  const wanted: CameraRequest = {
    ...(JSON.stringify(drawn) !== JSON.stringify(known.zones) && { zones: drawn }),
    ...(square.size !== known.minFace && { minFace: square.size }),
  };
  const changed = Object.keys(wanted).length > 0;
  // At once: the next key may be Escape.
  useLayoutEffect(() => onUnsaved(changed), [changed]);
  const right = zones.zones.every(({ points }) => !crosses(points) && !isFlat(points));

  if (proposed) {
    return <Change change={version => api.changeCamera(camera.name, proposed, version)} onBack={() => propose(null)} onDone={() => { tell(words.cameras.isChanged(camera.name)); onClose(); }} />;
  }
  return (
    <>
      {error && <p class="trial-reason" role="alert"><Icon name="warn" size={18} />{error.message}</p>}
      <div class="zone-drawing">
        <div class="zone-canvas">
          <ZonePicture
            camera={camera.name} src={lost ? null : `${api.snapshot(camera.name)}?turn=${turn}`} size={size} zones={zones} square={fit(square)}
            onSquare={next => setSquare(fit(next))} onSize={setSize} onLost={() => setLost(true)}
          />
          {lost && <p class="muted">{say.noPicture}</p>}
          <div class="zone-tools">
            <button class="button" type="button" onClick={() => zones.add('include')}><Icon name="plus" size={18} />{say.kinds.include}</button>
            <button class="button" type="button" onClick={() => zones.add('exclude')}><Icon name="plus" size={18} />{say.kinds.exclude}</button>
            <button class="button" data-kind="quiet" type="button" onClick={() => { setLost(false); setTurn(turn + 1); }}>{say.newPicture}</button>
          </div>
          <p class="muted zone-help">{zones.zones.length > 0 ? say.help : say.helpFirst}{zones.zones.length > 0 && <span class="zone-keys"> {say.helpKeys}</span>}</p>
        </div>
        <div class="zone-side">
          <ZoneList zones={zones} />
          <div class="field smallest-face">
            <label for={slider}>{say.smallest} <output class="muted">{say.pixels(square.size)}</output></label>
            <input id={slider} type="range" min={smallest} max={most} value={square.size} onInput={event => setSquare(fit({ ...square, size: Number(event.currentTarget.value) }))} />
            <span class="muted hint-below">{say.smallestHint}</span>
          </div>
        </div>
      </div>
      <footer class="dialog-foot">
        <button class="button" type="button" onClick={onClose}>{words.common.cancel}</button>
        <button class="button" data-kind="primary" type="button" disabled={!changed || !right || error !== null} onClick={() => propose(wanted)}>{words.cameras.showChange}</button>
      </footer>
    </>
  );
}
