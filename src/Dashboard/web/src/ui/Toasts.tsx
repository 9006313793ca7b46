import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { words } from '../i18n';
import { Icon } from './Icon';

interface Toast {
  id: number;
  kind: 'good' | 'bad';
  title: string;
  detail: string;
  action: Action | null;
}

/** What a message offers to do about itself. */
export interface Action {
  words: string;
  run: () => void;
}

const toasts = signal<Toast[]>([]);
let nextId = 1;

function add(kind: Toast['kind'], title: string, detail = '', action: Action | null = null): () => void {
  const id = nextId++;
  toasts.value = [...toasts.value.slice(-3), { id, kind, title, detail, action }];
  // What is to be read in full, or pressed, stays longer.
  setTimeout(() => dismiss(id), kind === 'bad' || action ? 12_000 : 5_000);
  return () => dismiss(id);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter(toast => toast.id !== id);
}

/** Says that something was done. What it returns takes the message away, where it does not hold any more. */
export const tell = (title: string, detail?: string, action?: Action) => add('good', title, detail, action);

/** Says that something failed, in the server's words. */
export function complain(error: unknown): void {
  if (error instanceof ApiError) add('bad', error.title, error.detail);
  else add('bad', words.common.wrong, String(error));
}

export function Toasts() {
  return (
    <div class="toasts" role="region" aria-label={words.common.messages} aria-live="polite">
      {toasts.value.map(toast => (
        <div key={toast.id} class="toast" data-kind={toast.kind} role={toast.kind === 'bad' ? 'alert' : 'status'}>
          <Icon name={toast.kind === 'bad' ? 'warn' : 'check'} />
          <div class="toast-words">
            <strong>{toast.title}</strong>
            {toast.detail && <p>{toast.detail}</p>}
          </div>
          {toast.action && (
            <button class="button" data-kind="quiet" type="button" onClick={() => { dismiss(toast.id); toast.action!.run(); }}>{toast.action.words}</button>
          )}
          <button class="icon-button" type="button" aria-label={words.common.dismiss} onClick={() => dismiss(toast.id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
