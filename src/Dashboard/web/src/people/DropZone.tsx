import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { complain } from '../ui/Toasts';
import { carried, type Found } from './folders';

const say = words.people;

interface Props {
  onFound: (found: Found[]) => void;
  disabled?: boolean;
}

/** Takes pictures by choice, and dropped on or pasted into the window. */
export function DropZone({ onFound, disabled = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const label = useId();
  const over = useWindowDrop(onFound, disabled);
  return (
    <div class="drop" data-over={over}>
      <input
        ref={input}
        id={label}
        class="sr-only"
        type="file"
        accept="image/*"
        multiple
        disabled={disabled}
        onChange={() => {
          onFound([...(input.current?.files ?? [])].map(file => ({ file, folder: null })));
          input.current!.value = '';
        }}
      />
      <label for={label}>
        <Icon name="upload" size={26} />
        <strong>{say.choose}</strong>
        <span class="muted">{say.chooseHint}</span>
      </label>
    </div>
  );
}

/**
 * Files and folders dropped on or pasted into the window. True while something is dragged over it.
 * While disabled they are let fall: the browser would leave the page to show them.
 */
export function useWindowDrop(onFound: (found: Found[]) => void, disabled = false): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onFound);
  take.current = onFound;

  useEffect(() => {
    const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;
    const hand = (transfer: DataTransfer | null) => {
      if (!transfer || transfer.files.length === 0) return false;
      carried(transfer).then(found => take.current(found), complain);
      return true;
    };
    const dragOver = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(!disabled);
    };
    const dragLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(false);
      if (!disabled) hand(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => !disabled && hand(event.clipboardData) && event.preventDefault();

    addEventListener('dragover', dragOver);
    addEventListener('dragleave', dragLeave);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', dragOver);
      removeEventListener('dragleave', dragLeave);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, [disabled]);

  return over;
}
