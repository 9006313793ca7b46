import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import { states } from '../events/filter';
import { words } from '../i18n';
import { stateWords } from '../live/glyphs';
import { query } from '../router';
import { DecisionList } from './DecisionList';

const say = words.decisions;

/** What is waiting for somebody to say who it was. */
export function DecisionsPage() {
  const decided = query.value.get('view') === 'decided';
  const state = states.find(one => one === query.value.get('state')) ?? null;
  const { data: people, reload } = useLoad(signal => api.people('', signal), []);
  return (
    <div class="decisions">
      <header class="page-head">
        <h1>{say.title}</h1>
        <span class="spring" />
        <nav class="choices" aria-label={say.views}>
          <View words={say.open_} decided={false} state={state} now={decided} />
          <View words={say.done} decided state={state} now={decided} />
        </nav>
      </header>
      <p class="muted">{say.hint}</p>
      <nav class="choices choices-state" aria-label={words.events.saidThen}>
        {[null, ...states].map(one => (
          <a key={one ?? ''} href={address(decided, one)} aria-current={one === state ? 'true' : undefined}>{one === null ? say.all : stateWords[one]}</a>
        ))}
      </nav>
      <DecisionList key={address(decided, state)} filter={{ camera: null, person: null, state, from: null, to: null, decided }} people={people ?? []} onNamed={reload} />
    </div>
  );
}

function View({ words, decided, state, now }: { words: string; decided: boolean; state: string | null; now: boolean }) {
  return <a href={address(decided, state)} aria-current={decided === now ? 'true' : undefined}>{words}</a>;
}

function address(decided: boolean, state: string | null): string {
  const given = [...(decided ? [['view', 'decided']] : []), ...(state ? [['state', state]] : [])];
  return given.length > 0 ? `/decisions?${new URLSearchParams(given)}` : '/decisions';
}
