import type { RefObject } from 'preact';
import type { Camera } from '../api/types';
import { reasonOf } from '../cameras/reason';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { cameraStates, nextTry } from './cameraWords';
import { live } from './LiveConnection';
import { debugging } from './transport';
import type { Reading } from './useCamera';
import { useNow } from './useNow';
import type { View } from './useView';

const say = words.live;

interface Props {
  camera: Camera;
  view: View;
  /** The element that goes full screen. */
  stage?: RefObject<HTMLDivElement | null>;
}

/** The canvas, and over it the reason in words when the picture is not live. */
export function CameraPicture({ camera, view: { canvas, reading }, stage }: Props) {
  return (
    <div class="picture" ref={stage}>
      <canvas ref={canvas} role="img" aria-label={say.pictureOf(camera.name)} data-camera={camera.name} />
      <Veil camera={camera} reading={reading} />
      {debugging && reading && <div class="debug-corner">{say.transport(reading.transport)} · {say.skew(reading.skewed)}</div>}
    </div>
  );
}

function Veil({ camera, reading }: { camera: Camera; reading: Reading | null }) {
  const away = camera.state !== 'live';
  const now = useNow(away);
  const link = live.link.value.state;

  if (away) {
    const { words, icon, tone } = cameraStates[camera.state];
    return (
      <div class="veil" data-tone={tone} role="status">
        <Icon name={icon} size={30} />
        <strong>{words}</strong>
        {camera.reason && <p title={camera.reason}>{reasonOf(camera)}</p>}
        <p class="veil-next">{nextTry(camera, now)}</p>
      </div>
    );
  }
  if (link === 'waiting' || link === 'paused') {
    return (
      <div class="veil" data-tone="idle" role="status">
        <Icon name="wait" size={30} />
        <strong>{link === 'paused' ? say.paused : say.noConnection}</strong>
      </div>
    );
  }
  if (!reading) return <div class="veil" data-tone="busy"><span class="spinner" /><strong>{say.waiting}</strong></div>;
  return reading.stale ? <div class="veil-corner" role="status">{say.stale}</div> : null;
}
