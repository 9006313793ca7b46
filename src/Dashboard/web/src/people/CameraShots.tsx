import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';

const say = words.people;

/** Whether a page may ask for a camera: only one of this machine, or one that came encrypted, and not in every browser. */
export const mayAskForCamera = isSecureContext && 'mediaDevices' in navigator;

// As large as nearly every camera gives; a face within an arm's length has a few hundred pixels of it.
const wanted: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' };

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
  const { stream, fault } = useCamera();

  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => { if (ready) shutter.current?.focus(); }, [ready]);

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
      {fault
        ? <p class="advice" role="alert"><Icon name="noCamera" size={18} />{say.cameraFaults[fault]}</p>
        : (
          <div class="viewfinder" data-ready={ready} data-mirrored={facing(stream) !== 'environment'}>
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

type CameraFault = 'denied' | 'missing' | 'busy' | 'lost';

/** The camera, from now until this is shown no more. */
function useCamera(): { stream: MediaStream | null; fault: CameraFault | null } {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [fault, setFault] = useState<CameraFault | null>(null);
  useEffect(() => {
    let over = false;
    let given: MediaStream | null = null;
    const stop = () => given?.getTracks().forEach(track => track.stop());
    navigator.mediaDevices.getUserMedia({ video: wanted }).then(
      opened => {
        given = opened;
        // The window may have been closed while the browser was asking.
        if (over) return stop();
        opened.getTracks().forEach(track => track.addEventListener('ended', () => setFault('lost')));
        setStream(opened);
      },
      error => over || setFault(explain(error)),
    );
    return () => {
      over = true;
      stop();
    };
  }, []);
  return { stream, fault };
}

function explain(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' ? 'missing' : 'busy';
}

const facing = (stream: MediaStream | null) => stream?.getVideoTracks()[0]?.getSettings().facingMode;

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
