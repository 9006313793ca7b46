import type { Face, Identity, IdentityState } from '../api/types';
import { locale, words } from '../i18n';

/**
 * A sign per state, so that colour is never the only difference; SVG path data on a 16 × 16 field,
 * used by the canvas and by the page alike. `body` is filled with the state's colour, `mark` with the plate's.
 */
export const stateGlyphs: Record<IdentityState, { body: string; mark: string }> = {
  // a disc with a tick
  confirmed: {
    body: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z',
    mark: 'M11.9 5.1 12.9 6.1 7.1 11.9 3.6 8.4 4.6 7.4 7.1 9.9Z',
  },
  // a disc of which half is filled
  tentative: {
    body: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z',
    mark: 'M8 2.7a5.3 5.3 0 0 1 0 10.6Z',
  },
  // a ring with nothing inside
  unknown: {
    body: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z',
    mark: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z',
  },
  // a triangle with an exclamation mark
  contested: {
    body: 'M8 .8c.6 0 1.1.3 1.4.8l6 10.9a1.6 1.6 0 0 1-1.4 2.4H2A1.6 1.6 0 0 1 .6 12.5l6-10.9C6.9 1.1 7.4.8 8 .8Z',
    mark: 'M7.1 5.2h1.8L8.6 9.9H7.4ZM7.1 11h1.8v1.8H7.1Z',
  },
};

export const stateWords: Record<IdentityState, string> = words.states.words;

export const stateHelp: Record<IdentityState, string> = words.states.help;

/** What a face is called on the picture. */
export function faceName({ state, person }: Identity): string {
  if (state === 'unknown' || person === null) return stateWords.unknown;
  return state === 'tentative' ? `${person}?` : person;
}

/** How sure, in percent; empty before there is any evidence. 100 is never claimed. */
export function sureness({ confidence }: Pick<Identity, 'confidence'>): string {
  if (confidence <= 0) return '';
  const percent = confidence > 0.99 ? Math.min(99.9, Math.floor(confidence * 1000) / 10) : Math.floor(confidence * 100);
  return `${percent.toLocaleString(locale)} %`;
}

/** A face in words, for those who hear the page, and for tests. */
export function describeFace({ identity }: Face): string {
  const { state, person } = identity;
  switch (state) {
    case 'confirmed': return words.states.confirmedIs(person);
    case 'tentative': return words.states.tentativeIs(person);
    case 'contested': return words.states.contestedIs(person);
    case 'unknown': return words.states.unknownIs;
  }
}
