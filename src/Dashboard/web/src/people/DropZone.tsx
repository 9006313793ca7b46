import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';

const say = words.people;

interface Props {
  onFiles: (files: File[]) => void;
  disabled?: boolean;
}

/** Takes pictures by choice, and dropped on or pasted into the window. */
export function DropZone({ onFiles, disabled = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const label = useId();
  const over = useWindowDrop(onFiles, disabled);
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
          onFiles([...(input.current?.files ?? [])]);
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

/** Files dropped on or pasted into the window. True while something is dragged over it. */
export function useWindowDrop(onFiles: (files: File[]) => void, disabled = false): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;

  useEffect(() => {
    if (disabled) return;
    const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;
    const hand = (transfer: DataTransfer | null) => {
      const files = [...(transfer?.files ?? [])];
      if (files.length > 0) take.current(files);
      return files.length > 0;
    };
    const dragOver = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    };
    const dragLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(false);
      hand(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => hand(event.clipboardData) && event.preventDefault();

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
