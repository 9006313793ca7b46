import { useEffect, useRef } from 'preact/hooks';
import { api } from '../api/client';
import type { Camera } from '../api/types';
import { sourceName } from '../cameras/sourceName';
import { codecName, rate } from '../format';
import { words } from '../i18n';
import { navigate, toCamera } from '../router';
import { openDialogs } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { CameraPicture } from './CameraPicture';
import { cameraStates } from './cameraWords';
import { FaceList } from './FaceList';
import { useView } from './useView';
import { Speed } from './Wall';

const say = words.live;

/** One camera, as large as the window allows, with the faces it sees. */
export function CameraView({ camera, cameras }: { camera: Camera; cameras: Camera[] }) {
  const stage = useRef<HTMLDivElement>(null);
  const view = useView(camera.name);
  const { reading } = view;
  const index = cameras.findIndex(({ name }) => name === camera.name);
  const neighbour = (step: number) => cameras[(index + step + cameras.length) % cameras.length]!;
  const fullScreen = () => (document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen());

  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      // An open window has the keys for itself.
      if (event.altKey || event.ctrlKey || event.metaKey || openDialogs.value > 0) return;
      if (event.key === 'Escape' && !document.fullscreenElement) navigate('/');
      else if (event.key === 'ArrowLeft' && cameras.length > 1) navigate(toCamera(neighbour(-1).name), true);
      else if (event.key === 'ArrowRight' && cameras.length > 1) navigate(toCamera(neighbour(1).name), true);
      else if (event.key === 'f') void fullScreen();
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  });

  const { words, tone } = cameraStates[camera.state];
  const shape = camera.width > 0 && camera.height > 0 ? camera.width / camera.height : 16 / 9;
  return (
    <div class="solo" style={{ '--shape': String(shape) }}>
      <header class="page-head">
        <a class="icon-button" href="/" aria-label={say.all}><Icon name="back" /></a>
        <h1>{camera.name}</h1>
        <span class="badge" data-tone={tone}>{words}</span>
        <span class="spring" />
        {cameras.length > 1 && (
          <>
            <a class="icon-button" href={toCamera(neighbour(-1).name)} aria-label={say.previous(neighbour(-1).name)}><Icon name="back" /></a>
            <a class="icon-button" href={toCamera(neighbour(1).name)} aria-label={say.next(neighbour(1).name)}><Icon name="next" /></a>
          </>
        )}
        <a class="icon-button" href={api.snapshot(camera.name)} download={`${camera.name}.jpg`} aria-label={say.save} title={say.save}><Icon name="download" /></a>
        <button class="icon-button" type="button" aria-label={say.fullScreen} title={`${say.fullScreen} (F)`} onClick={fullScreen}><Icon name="expand" /></button>
      </header>
      <div class="solo-body">
        <div onClick={view.press} onMouseMove={view.hover}><CameraPicture camera={camera} view={view} stage={stage} /></div>
        <aside class="panel solo-side" data-camera={camera.name}>
          <div class="panel-head">
            <h2>{say.inView}</h2>
            <Speed camera={camera} reading={reading} />
          </div>
          <FaceList camera={camera.name} faces={reading && !reading.stale && camera.state === 'live' ? reading.header.faces : []} onName={view.name} />
          <dl class="facts">
            <div><dt>{say.source}</dt><dd class="break" title={camera.source}>{sourceName(camera.source)}</dd></div>
            <div><dt>{say.picture}</dt><dd>{camera.width > 0 ? `${camera.width} × ${camera.height}` : '–'} {codecName(camera.codec)}</dd></div>
            <div><dt>{say.comes}</dt><dd>{reading ? `${say.transport(reading.transport)} · ${say.skew(reading.skewed)}` : '–'}</dd></div>
            <div><dt>{say.gives}</dt><dd>{camera.fps > 0 ? say.perSecond(rate(camera.fps)) : '–'}</dd></div>
          </dl>
        </aside>
      </div>
      {view.window}
    </div>
  );
}
