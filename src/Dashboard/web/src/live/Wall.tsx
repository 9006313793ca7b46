import type { Camera, Face } from '../api/types';
import { milliseconds, rate } from '../format';
import { words } from '../i18n';
import { toCamera } from '../router';
import { StateIcon } from '../ui/StateIcon';
import { CameraPicture } from './CameraPicture';
import { cameraStates } from './cameraWords';
import { describeFace, faceName } from './glyphs';
import { live } from './LiveConnection';
import type { Reading } from './useCamera';
import { useView } from './useView';

const say = words.live;

/** A tile per camera. */
export function Wall({ cameras }: { cameras: Camera[] }) {
  return (
    <ul class="wall" data-count={Math.min(cameras.length, 5)} aria-label={say.cameras}>
      {cameras.map(camera => <li key={camera.name}><Tile camera={camera} /></li>)}
    </ul>
  );
}

function Tile({ camera }: { camera: Camera }) {
  const { words, tone } = cameraStates[camera.state];
  const view = useView(camera.name);
  return (
    <>
      <article class="tile" data-camera={camera.name} data-state={camera.state} onClick={view.press}>
        <CameraPicture camera={camera} view={view} />
        <footer class="tile-foot">
          <div class="tile-line">
            <span class="dot" data-tone={tone} />
            <h2><a class="tile-link" href={toCamera(camera.name)}>{camera.name}</a></h2>
            <span class="sr-only">{words}</span>
            <Speed camera={camera} reading={view.reading} />
          </div>
          <Below camera={camera} reading={view.reading} />
        </footer>
      </article>
      {view.window}
    </>
  );
}

/** Pictures a second and how old a picture is when its result is there. */
export function Speed({ camera, reading }: { camera: Camera; reading: Reading | null }) {
  if (!reading || reading.stale || camera.state !== 'live') return <span class="speed" />;
  return (
    <span class="speed" title={say.speed}>
      {reading.fps === null ? '–' : rate(reading.fps)} fps · {milliseconds(reading.header.latencyMs)}
    </span>
  );
}

/** Who is in view; where that is not known, why. */
function Below({ camera, reading }: { camera: Camera; reading: Reading | null }) {
  const why =
    camera.state !== 'live' ? cameraStates[camera.state].words
    : live.link.value.state !== 'open' ? say.noLink
    : !reading ? ''
    : reading.stale ? say.noPicture
    : null;
  return why === null ? <InView faces={reading!.header.faces} /> : <p class="chips muted">{why}</p>;
}

const order = { confirmed: 0, contested: 1, tentative: 2, unknown: 3 };

/** Names first; those nobody knows are counted. */
function InView({ faces }: { faces: Face[] }) {
  const named = faces
    .filter(({ identity }) => identity.state !== 'unknown')
    .sort((a, b) => order[a.identity.state] - order[b.identity.state] || a.track - b.track);
  const unknown = faces.length - named.length;
  if (faces.length === 0) return <p class="chips muted">{say.nobody}</p>;
  return (
    <ul class="chips" aria-label={say.inView}>
      {named.map(face => (
        <li key={face.track} class="chip" data-state={face.identity.state}>
          <StateIcon state={face.identity.state} size={14} />
          <span aria-hidden="true">{faceName(face.identity)}</span>
          <span class="sr-only">{describeFace(face)}</span>
        </li>
      ))}
      {unknown > 0 && (
        <li key="unknown" class="chip" data-state="unknown">
          <StateIcon state="unknown" size={14} />
          <span>{say.unknown(unknown)}</span>
        </li>
      )}
    </ul>
  );
}
