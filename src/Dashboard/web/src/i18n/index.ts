import { de } from './de';
import { en, type Words } from './en';

export type Language = 'en' | 'de';

const languages: Record<Language, Words> = { en, de };
const key = 'facestream.language';

/** The language of the pages: what the operator chose, else the first of the browser's that there is, else English. */
export const language: Language = chosen() ?? navigator.languages.map(tag => tag.split('-', 1)[0]!).find(isLanguage) ?? 'en';

/** How numbers and dates are written: as in the reader's region, where the browser names one of this language. */
export const locale = navigator.languages.find(tag => tag.split('-', 1)[0] === language) ?? language;

/** Every word that the pages say, in this language. */
export const words = languages[language];

document.documentElement.lang = language;

/** Shows the pages in the other language, from now on. */
export function changeLanguage(): void {
  try {
    localStorage.setItem(key, language === 'en' ? 'de' : 'en');
  } catch {
    // A browser that keeps nothing stays with its own language.
  }
  // Words are plain values, read when a module is loaded: the simplest way to say them all anew.
  location.reload();
}

function chosen(): Language | null {
  try {
    const value = localStorage.getItem(key) ?? '';
    return isLanguage(value) ? value : null;
  } catch {
    return null;
  }
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
