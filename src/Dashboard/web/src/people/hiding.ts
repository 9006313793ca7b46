import { api } from '../api/client';
import type { Person } from '../api/types';
import { words } from '../i18n';
import { complain, tell } from '../ui/Toasts';

const say = words.people;

/** Hides somebody, or shows them again; says what that means, and offers the way back. */
export async function hide({ id, name }: Pick<Person, 'id' | 'name'>, hidden: boolean, onChanged: () => void): Promise<void> {
  try {
    await api.hide(id, hidden);
    const undo = { words: words.common.undo, run: () => void hide({ id, name }, !hidden, onChanged) };
    if (hidden) tell(say.isHidden(name), say.hiddenMeans, undo);
    else tell(say.isShown(name));
    onChanged();
  } catch (error) {
    complain(error);
  }
}
