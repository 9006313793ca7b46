import { api, ApiError } from '../api/client';
import type { Person, PictureVerdict } from '../api/types';
import { words } from '../i18n';
import { complain, tell } from '../ui/Toasts';

const say = words.live;

/** What was said of each look that was not enrolled, in words. One that shows what another does is no reason to do anything. */
export function refusals(looks: PictureVerdict[]): string[] {
  return looks.flatMap(({ verdict, reason, message }, i) =>
    (verdict === 'refused' && reason !== 'duplicate' ? [say.lookIs(i + 1, (reason && words.people.verdicts[reason]) ?? message ?? words.people.isRefused)] : []));
}

/** Says what naming somebody in view did, look by look, and offers to undo the whole of it. */
export function report(camera: string, track: number, person: Person | null, looks: PictureVerdict[]): void {
  const undo = { words: words.common.undo, run: () => takeBack(camera, track, person).then(() => tell(words.events.takenBack), complain) };
  const enrolled = looks.filter(({ verdict }) => verdict === 'accepted').length;
  if (person === null) tell(words.events.takenForNobody, '', undo);
  else if (enrolled > 0 && person.templates + person.setAside === enrolled) tell(words.events.enrolledWith(person.name, enrolled), [words.events.fromNowOn(person.name), ...refusals(looks)].join(' '), undo);
  else tell(words.events.isTakenFor(person.name), [enrolled > 0 ? words.events.knowBy(enrolled, person.name) : '', ...refusals(looks)].filter(Boolean).join(' '), undo);
}

/** Who has left meanwhile is an event, which says what track it was. */
async function takeBack(camera: string, track: number, person: Person | null): Promise<void> {
  try {
    await api.unnameTrack(camera, track);
  } catch (gone) {
    if (!(gone instanceof ApiError) || gone.status !== 404) throw gone;
    const { sightings } = await api.sightings({ camera, person: person?.id ?? null, state: null, from: null, to: null, decided: true }, 10, null);
    for (const { id } of sightings) {
      const why = await api.whySighting(id).catch(() => null);
      if (why?.track.track === track) return void (await api.undoNaming(id));
    }
    throw gone;
  }
}
