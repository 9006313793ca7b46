import { count, tenth } from '../format';
import { words } from '../i18n';
import { sureness } from '../live/glyphs';
import type { Look, TrackExplanation } from './types';

const say = words.why;

/** Never 0 and never 100: no data shows that. */
export const percent = (probability: number) =>
  probability > 0.999 ? `> ${tenth(99.9)} %` : probability < 0.001 ? `< ${tenth(0.1)} %` : `${tenth(100 * probability)} %`;

/** A small probability as one in so many. */
export const rarely = (chance: number) =>
  chance >= 0.1 ? percent(chance) : chance < 1e-9 ? say.under(count(1e9)) : say.oneIn(count(Number((1 / chance).toPrecision(2))));

export const degrees = ({ yaw, pitch }: Look['quality']) => say.turned(count(Math.abs(yaw)), yaw < 0, count(Math.abs(pitch)), pitch < 0);

/** The decision in a sentence or two. */
export function because({ said, candidates, rule, rival, alike, namedAfter, looks }: TrackExplanation): string {
  const lead = candidates[0];
  if (looks.length === 0) return say.noLook;
  if (!lead) return say.nobodyEnrolled;
  const chance = say.chance(lead.person, rarely(lead.chance), rarely(rule.bar));
  const after = namedAfter === null ? '' : ` ${namedAfter < 0.05 ? say.atFirst : say.after(tenth(namedAfter))}`;
  switch (said.state) {
    case 'confirmed': return `${said.person}, ${say.sure(sureness(said))}. ${chance}.${after}`;
    case 'tentative': return `${say.perhaps(said.person)} ${chance}.`;
    case 'contested': return rival ? say.rival(rival.track, said.person) : `${say.contested(said.person)} ${chance}, ${say.lead(percent(rule.lead))}.${alike && alike.chance > rule.alikeBar ? ` ${say.alike(alike.person, rarely(alike.chance), rarely(rule.alikeBar))}.` : ''}`;
    case 'unknown': return `${say.unlikely} ${chance}.`;
  }
}

/** What did not count, and why. */
export function notCounted({ notKept: { nothingNew, gated, crowded, somebodyElses } }: TrackExplanation): string {
  const parts = [
    say.nothingNew(nothingNew),
    ...Object.entries(gated).map(([fault, n]) => `${count(n)} ${say.gates[fault] ?? fault}`),
    ...(crowded > 0 ? [say.crowded(crowded)] : []),
    ...(somebodyElses > 0 ? [say.somebodyElses(somebodyElses)] : []),
  ];
  return `${say.notCounted}: ${parts.join(', ')}.`;
}
