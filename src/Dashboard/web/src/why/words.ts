import { count, plural } from '../format';
import { sureness } from '../live/glyphs';
import type { Look, TrackExplanation } from './types';

/** Never 0 and never 100: no data shows that. */
export const percent = (probability: number) =>
  probability > 0.999 ? '> 99.9 %' : probability < 0.001 ? '< 0.1 %' : `${(100 * probability).toFixed(1)} %`;

/** A small probability as one in so many. */
export const rarely = (chance: number) =>
  chance >= 0.1 ? percent(chance) : chance < 1e-9 ? 'under 1 in 1e9' : `1 in ${count(Number((1 / chance).toPrecision(2)))}`;

export const degrees = ({ yaw, pitch }: Look['quality']) =>
  `turned ${Math.abs(yaw).toFixed(0)}° ${yaw < 0 ? 'left' : 'right'}, ${Math.abs(pitch).toFixed(0)}° ${pitch < 0 ? 'down' : 'up'}`;

/** The decision in a sentence or two. */
export function because({ said, candidates, rule, rival, namedAfter, looks }: TrackExplanation): string {
  const lead = candidates[0];
  if (looks.length === 0) return 'No look was good enough to be compared with anybody.';
  if (!lead) return 'Nobody is enrolled.';
  const chance = `A stranger's looks would be this similar to ${lead.person} with a probability of ${rarely(lead.chance)}; a name needs ${rarely(rule.bar)} or less`;
  const after = namedAfter === null ? '' : ` The name came after ${namedAfter.toFixed(1)} s.`;
  switch (said.state) {
    case 'confirmed': return `${said.person}, ${sureness(said)} sure. ${chance}.${after}`;
    case 'tentative': return `Perhaps ${said.person}: the evidence leads but is not enough. ${chance}.`;
    case 'contested': return rival
      ? `Track ${rival.track}, in the same picture, has the better claim to be ${said.person}; one person cannot be both.`
      : `${said.person} leads, but somebody else is likely too, or the name has been contradicted. ${chance}, and a lead of ${percent(rule.lead)}.`;
    case 'unknown': return `Nobody enrolled is likely enough. ${chance}.`;
  }
}

/** What did not count, and why. */
export function notCounted({ notKept: { nothingNew, gated, crowded, somebodyElses } }: TrackExplanation): string {
  const parts = [
    `${plural(nothingNew, 'frame')} that brought nothing new`,
    ...Object.entries(gated).map(([fault, n]) => `${count(n)} ${fault}`),
    ...(crowded > 0 ? [`${plural(crowded, 'look')} for want of room`] : []),
    ...(somebodyElses > 0 ? [`${plural(somebodyElses, 'look')} of somebody else`] : []),
  ];
  return `Not counted: ${parts.join(', ')}.`;
}
