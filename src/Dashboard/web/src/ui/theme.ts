import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'dark' | 'light';

const key = 'facestream.theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return value === 'dark' || value === 'light' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

/** The colour scheme: the system's, unless the operator chose. */
export const theme = signal<Theme>(stored());

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  try {
    localStorage.setItem(key, theme.value);
  } catch {
    // A browser that keeps nothing still shows the chosen scheme until the page is closed.
  }
});
