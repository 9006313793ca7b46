import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
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
  /** Something was entered that would be lost: closing asks first. A button that says that it cancels need not. */
  unsaved?: boolean;
}

/** A modal window: the browser's own, which keeps the focus inside. Escape, a press beside it and its cross close it. */
export function Dialog({ title, onClose, children, size = 'small', unsaved = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [asking, setAsking] = useState(false);
  const leave = () => (unsaved ? setAsking(true) : onClose());
  // A browser asks with `cancel` for the first Escape only, and closes on the second whatever the page says; so the key is taken here.
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };

  useEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement;
    element.showModal();
    element.scrollTop = 0; // to focus a button at the end scrolls there, and what it is about would be above
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
      onKeyDown={press}
      onCancel={event => { event.preventDefault(); leave(); }}
      onMouseDown={event => event.target === dialog.current && leave()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button class="icon-button" type="button" aria-label={words.common.close} onClick={leave}><Icon name="close" /></button>
        </header>
        {children}
      </div>
      <Toasts />
      {asking && (
        <Confirm title={words.common.discard} action={words.common.discardIt} stay={words.common.stay} onConfirm={onClose} onClose={() => setAsking(false)}>
          <p>{words.common.discardWhy}</p>
        </Confirm>
      )}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  action: string;
  /** The safe answer. */
  stay?: string;
  onConfirm: () => void;
  onClose: () => void;
  busy?: boolean;
  children: ComponentChildren;
}

/** Asks before something that cannot be undone; the safe answer has the focus. */
export function Confirm({ title, action, stay = words.common.cancel, onConfirm, onClose, busy = false, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="prose">{children}</div>
      <footer class="dialog-foot">
        <button class="button" type="button" autofocus onClick={onClose}>{stay}</button>
        <button class="button" data-kind="danger" type="button" disabled={busy} onClick={onConfirm}>{action}</button>
      </footer>
    </Dialog>
  );
}
