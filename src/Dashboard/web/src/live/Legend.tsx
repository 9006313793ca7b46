import type { IdentityState } from '../api/types';
import { words } from '../i18n';
import { StateIcon } from '../ui/StateIcon';
import { stateHelp, stateWords } from './glyphs';

const order: IdentityState[] = ['confirmed', 'tentative', 'unknown', 'contested'];

/** What the signs beside the names mean. */
export function Legend() {
  return (
    <ul class="legend" aria-label={words.states.signs}>
      {order.map(state => (
        <li key={state} title={stateHelp[state]}><StateIcon state={state} size={14} />{stateWords[state]}</li>
      ))}
    </ul>
  );
}
