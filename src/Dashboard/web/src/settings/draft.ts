import { signal } from '@preact/signals';

/** What somebody is writing, until it is saved or dropped: another page may be looked at meanwhile. */
export const draft = signal<string | null>(null);
