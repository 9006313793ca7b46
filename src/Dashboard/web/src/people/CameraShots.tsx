import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { useWebcam } from './useWebcam';

const say = words.people;

// A face that was compressed hard is blurred to the embedder.
const jpegQuality = 0.92;

interface Props {
  onShot: (jpeg: Blob) => void;
  onClose: () => void;
}

/** What the camera of this device sees, and a button (or the space bar) that takes a picture of it. It is on only while this is shown. */
export function CameraShots({ onShot, onClose }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const shutter = useRef<HTMLButtonElement>(null);
  const [ready, setReady] = useState(false);
  const [shots, setShots] = useState(0);
  const focused = useRef(false);
  const { stream, fault, webcams, current, facing, choose } = useWebcam();

  useEffect(() => {
    setReady(false);
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => {
    // Once: whoever tries one camera after the other with the keys stays where they are.
    if (!ready || focused.current) return;
    focused.current = true;
    shutter.current?.focus();
  }, [ready]);

  const shoot = () => {
    const from = video.current;
    if (!ready || !from) return;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [from.videoWidth, from.videoHeight];
    canvas.getContext('2d')!.drawImage(from, 0, 0);
    canvas.toBlob(jpeg => jpeg && onShot(jpeg), 'image/jpeg', jpegQuality);
    setShots(n => n + 1);
  };
  useSpaceBar(shoot);

  return (
    <section class="camera-shots" aria-label={say.camera}>
      {webcams.length > 1 && (
        <label class="webcam-choice">
          <span>{say.whichCamera}</span>
          <select class="input" value={current} onChange={event => choose(event.currentTarget.value)}>
            {webcams.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
      )}
      {fault
        ? <p class="advice" role="alert"><Icon name="noCamera" size={18} />{say.cameraFaults[fault]}</p>
        : (
          <div class="viewfinder" data-ready={ready} data-mirrored={facing !== 'environment'}>
            <video ref={video} autoplay muted playsInline aria-label={say.preview} onPlaying={() => setReady(true)} />
            {shots > 0 && <span key={shots} class="flash" aria-hidden="true" />}
            {!ready && <p role="status"><span class="spinner" />{say.cameraOpens}</p>}
          </div>
        )}
      <div class="camera-keys">
        <button ref={shutter} class="button" type="button" disabled={!ready || fault !== null} onClick={shoot}><Icon name="camera" size={18} />{say.shutter}</button>
        <span class="hint">{ready ? say.shutterKey : ''}</span>
        <button class="button" data-kind="quiet" type="button" onClick={onClose}>{say.cameraOff}</button>
      </div>
    </section>
  );
}

/** The space bar, where it does nothing else: no text is typed and no button is about to be pressed. */
function useSpaceBar(onPress: () => void): void {
  const press = useRef(onPress);
  press.current = onPress;
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || event.repeat || (event.target as Element).closest('input, textarea, select, button, a, summary, label')) return;
      event.preventDefault();
      press.current();
    };
    addEventListener('keydown', down);
    return () => removeEventListener('keydown', down);
  }, []);
}
