import { useEffect, useRef } from 'preact/hooks';
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
        {[null, ...states].map(one => <State key={one ?? ''} state={one} decided={decided} now={state} />)}
      </nav>
      <DecisionList key={address(decided, state)} filter={{ camera: null, person: null, state, from: null, to: null, decided }} people={people ?? []} onNamed={reload} />
    </div>
  );
}

/** One of the states; on a phone not all of them have room at once, so the one that is chosen moves into sight. */
function State({ state, decided, now }: { state: (typeof states)[number] | null; decided: boolean; now: string | null }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => { if (state === now) link.current!.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [state === now]);
  return <a ref={link} href={address(decided, state)} aria-current={state === now ? 'true' : undefined}>{state === null ? say.all : stateWords[state]}</a>;
}

function View({ words, decided, state, now }: { words: string; decided: boolean; state: string | null; now: boolean }) {
  return <a href={address(decided, state)} aria-current={decided === now ? 'true' : undefined}>{words}</a>;
}

function address(decided: boolean, state: string | null): string {
  const given = [...(decided ? [['view', 'decided']] : []), ...(state ? [['state', state]] : [])];
  return given.length > 0 ? `/decisions?${new URLSearchParams(given)}` : '/decisions';
}
