import type { IdentityState } from '../api/types';
import { stateGlyphs } from '../live/glyphs';

/** The sign of an identity state, as on the picture. */
export function StateIcon({ state, size = 16 }: { state: IdentityState; size?: number }) {
  return (
    <svg class="state-icon" data-state={state} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path class="body" d={stateGlyphs[state].body} />
      <path class="mark" d={stateGlyphs[state].mark} />
    </svg>
  );
}
