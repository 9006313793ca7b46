import { useEffect } from 'preact/hooks';

/** What a key does; by the letter that is typed, `Shift` and `Ctrl` left out. */
export type Keys = Record<string, () => void>;

/** Listens to single keys while nothing is typed into a field and no window is open. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.altKey || event.ctrlKey || event.metaKey || target.closest('dialog, select, textarea, input:not([type=checkbox])')) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      // A control that has the focus keeps the keys that press it.
      if ((key === ' ' || key === 'Enter') && target.closest('button, a, input')) return;
      const act = keys[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
