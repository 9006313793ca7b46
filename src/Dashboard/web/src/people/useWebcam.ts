import { useEffect, useState } from 'preact/hooks';
import { words } from '../i18n';

const say = words.people;

/** Whether a page may ask for a camera: only one of this machine, or one that came encrypted, and not in every browser. */
export const mayAskForCamera = isSecureContext && 'mediaDevices' in navigator;

// As large as nearly every camera gives; a face within an arm's length has a few hundred pixels of it.
const size: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } };

const key = 'facestream.webcam';

/** A camera of the device that shows the page. */
export interface Webcam {
  id: string;
  name: string;
}

export type WebcamFault = 'denied' | 'missing' | 'busy' | 'lost';

/** A camera of this device, from now until this is shown no more: the one that was chosen last in this tab, else the browser's own choice. */
export function useWebcam() {
  // An object, so that one that is chosen again is tried again.
  const [chosen, setChosen] = useState(() => ({ id: remembered() }));
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [fault, setFault] = useState<WebcamFault | null>(null);
  const [webcams, setWebcams] = useState<Webcam[]>([]);

  useEffect(() => {
    let over = false;
    let given: MediaStream | null = null;
    const stop = () => given?.getTracks().forEach(track => track.stop());
    setStream(null);
    setFault(null);
    open(chosen.id).then(
      opened => {
        given = opened;
        // The window may have been closed, or another chosen, while the browser was asking.
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
  }, [chosen]);

  // Names are told once there was leave to use one.
  useEffect(() => {
    let over = false;
    const look = () => list().then(found => over || setWebcams(found), () => {});
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => {
      over = true;
      navigator.mediaDevices.removeEventListener('devicechange', look);
    };
  }, [stream, fault]);

  const choose = (id: string) => {
    remember(id);
    setChosen({ id });
  };
  const { deviceId, facingMode } = stream?.getVideoTracks()[0]?.getSettings() ?? {};
  return { stream, fault, webcams, current: deviceId ?? chosen.id ?? '', facing: facingMode, choose };
}

/** The one that was chosen, if it is still there. */
async function open(chosen: string | null): Promise<MediaStream> {
  const any = { video: { ...size, facingMode: 'user' } };
  if (!chosen) return navigator.mediaDevices.getUserMedia(any);
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...size, deviceId: { exact: chosen } } });
  } catch (error) {
    if (nameOf(error) !== 'OverconstrainedError' && nameOf(error) !== 'NotFoundError') throw error;
    return navigator.mediaDevices.getUserMedia(any);
  }
}

async function list(): Promise<Webcam[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '').map(({ deviceId, label }, i) => ({ id: deviceId, name: label || say.cameraOf(i + 1) }));
}

function explain(error: unknown): WebcamFault {
  const name = nameOf(error);
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' ? 'missing' : 'busy';
}

const nameOf = (error: unknown) => (error instanceof DOMException || error instanceof Error ? error.name : '');

function remembered(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(id: string): void {
  try {
    sessionStorage.setItem(key, id);
  } catch {
    // A browser that keeps nothing asks for it again.
  }
}
