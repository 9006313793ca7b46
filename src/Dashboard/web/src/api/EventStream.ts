import { api } from './client';
import type { CameraState, Fault, Sighting } from './types';

/** Events are gone that this page was to be sent. */
export interface Gap {
  /** The page was too slow or too long away, or the service has started anew. */
  reason: 'slow' | 'away' | 'restart';
  /** Of all kinds; null when nobody knows. */
  lost: number | null;
}

export interface CameraNews {
  camera: string;
  state: CameraState;
  reason: string;
  fault: Fault | '';
}

/** What a page wants to be told. */
export interface Listener {
  sighting?: (sighting: Sighting) => void;
  camera?: (news: CameraNews) => void;
  /** What was shown may not be all. */
  gap: (gap: Gap) => void;
  /** Whether the service is heard. */
  heard: (heard: boolean) => void;
}

// As the server asks of browsers in the stream itself.
const retry = 2_000;

/**
 * Listens to what happens while the page is looked at. The browser itself takes up the stream where it was cut off;
 * a page that was hidden let go of it, because a browser opens only six connections, and learns by a gap that it was away.
 * @returns Ends it.
 */
export function listen({ sighting, camera, gap, heard }: Listener): () => void {
  const types = [sighting && 'sighting', camera && 'camera'].filter(Boolean).join(',');
  let source: EventSource | null = null;
  let timer = 0;
  let away = false;

  const open = () => {
    source = new EventSource(api.stream(types));
    source.onopen = () => {
      heard(true);
      if (away) gap({ reason: 'away', lost: null });
      away = false;
    };
    source.onerror = () => {
      heard(false);
      // A refusal ends it for the browser; a connection that was lost is tried again by itself.
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(() => { away = true; open(); }, retry);
    };
    if (sighting) source.addEventListener('sighting', event => sighting(JSON.parse(event.data as string) as Sighting));
    if (camera) source.addEventListener('camera', event => camera(JSON.parse(event.data as string) as CameraNews));
    source.addEventListener('gap', event => gap(JSON.parse(event.data as string) as Gap));
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const turn = () => {
    close();
    if (document.hidden) away = true;
    else open();
  };

  document.addEventListener('visibilitychange', turn);
  turn();
  return () => {
    document.removeEventListener('visibilitychange', turn);
    close();
  };
}
