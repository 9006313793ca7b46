import { useCallback, useEffect, useState } from 'preact/hooks';
import { words } from '../i18n';
import { ApiError } from './client';

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  /** Asks again; the old answer stays until the new one is there. */
  reload: () => void;
}

/** Asks once, and again when something in `deps` changes; an overtaken question is cancelled. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; error: ApiError | null }>({ data: null, error: null });
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      data => abort.signal.aborted || setState({ data, error: null }),
      error => abort.signal.aborted || setState(old => ({ data: old.data, error: asApiError(error) })),
    );
    return () => abort.abort();
  }, [...deps, turn]);

  return { ...state, reload: useCallback(() => setTurn(n => n + 1), []) };
}

export interface Polled<T> {
  data: T | null;
  /** The answer before, for rates. */
  previous: T | null;
  /** When each was received, in milliseconds. */
  at: number;
  previousAt: number;
  error: ApiError | null;
}

/** Asks every `period` milliseconds while the page is visible; the last good answer stays when one fails. */
export function usePoll<T>(load: (signal: AbortSignal) => Promise<T>, period: number): Polled<T> {
  const [state, setState] = useState<Polled<T>>({ data: null, previous: null, at: 0, previousAt: 0, error: null });

  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    let asking = false;
    const turn = async () => {
      // A tab that is shown again before an answer came would else ask twice as often from then on.
      if (asking) return;
      asking = true;
      try {
        const data = await load(abort.signal);
        setState(old => ({ data, previous: old.data, at: performance.now(), previousAt: old.at, error: null }));
      } catch (error) {
        if (abort.signal.aborted) return;
        setState(old => ({ ...old, error: asApiError(error) }));
      } finally {
        asking = false;
      }
      if (!abort.signal.aborted && !document.hidden) timer = window.setTimeout(turn, period);
    };
    const wake = () => {
      clearTimeout(timer);
      if (!document.hidden) void turn();
    };
    document.addEventListener('visibilitychange', wake);
    void turn();
    return () => {
      document.removeEventListener('visibilitychange', wake);
      clearTimeout(timer);
      abort.abort();
    };
  }, [period]);

  return state;
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, words.common.wrong, String(error));
}
