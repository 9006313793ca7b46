import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { words } from '../i18n';
import { Icon } from './Icon';
import { Toasts } from './Toasts';

/** How many windows are open. Everything outside the topmost is out of reach, so messages are shown inside it. */
export const openDialogs = signal(0);

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  size?: 'small' | 'large' | 'wide';
}

/** A modal window: the browser's own, which keeps the focus inside and closes on Escape. */
export function Dialog({ title, onClose, children, size = 'small' }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement;
    element.showModal();
    openDialogs.value++;
    return () => {
      openDialogs.value--;
      element.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class="dialog"
      data-size={size}
      aria-labelledby={heading}
      onCancel={event => { event.preventDefault(); onClose(); }}
      onMouseDown={event => event.target === dialog.current && onClose()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button class="icon-button" type="button" aria-label={words.common.close} onClick={onClose}><Icon name="close" /></button>
        </header>
        {children}
      </div>
      <Toasts />
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
  busy?: boolean;
  children: ComponentChildren;
}

/** Asks before something that cannot be undone; the safe answer has the focus. */
export function Confirm({ title, action, onConfirm, onClose, busy = false, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="prose">{children}</div>
      <footer class="dialog-foot">
        <button class="button" type="button" autofocus onClick={onClose}>{words.common.cancel}</button>
        <button class="button" data-kind="danger" type="button" disabled={busy} onClick={onConfirm}>{action}</button>
      </footer>
    </Dialog>
  );
}
