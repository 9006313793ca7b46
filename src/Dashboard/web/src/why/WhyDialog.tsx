import { useLoad } from '../api/hooks';
import { Crop } from '../events/Crop';
import { count, fraction, tenth } from '../format';
import { words } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { EvidenceLine } from './EvidenceLine';
import type { Candidate, Explanation, Look, TrackExplanation } from './types';
import { because, degrees, notCounted, percent, rarely } from './words';

const say = words.why;

interface Props {
  /** Who, as the page calls them. */
  title: string;
  load: (signal: AbortSignal) => Promise<Explanation>;
  onClose: () => void;
}

/** Why somebody was called what they were called: everything that the decision was made of. */
export function WhyDialog({ title, load, onClose }: Props) {
  const { data, error } = useLoad(load, []);
  return (
    <Dialog title={title} size="large" onClose={onClose}>
      {error && <Notice icon="wait" title={say.gone}><p>{error.title}</p></Notice>}
      {data && <Why explanation={data} />}
    </Dialog>
  );
}

function Why({ explanation: { track, pictures } }: { explanation: Explanation }) {
  const { looks, candidates } = track;
  return (
    <div class="why">
      <p class="why-because">{because(track)}</p>
      <Candidates track={track} />
      <EvidenceLine steps={track.steps} />
      <h3>{say.worth(looks.length, tenth(track.together.count))}</h3>
      <ul class="why-looks">
        {looks.map((look, i) => (
          <LookRow key={i} look={look} first={candidates[0]} second={candidates[1]} picture={pictures.find(({ look }) => look === i)?.picture} />
        ))}
      </ul>
      <p class="muted">{notCounted(track)}{track.lost === 'scene-cut' && ` ${say.sceneCut}`}</p>
      <p class="muted">{say.stays(track.rule.hysteresis)} {say.model} {track.scores.model}, SHA-256 <code class="break">{track.scores.sha256}</code></p>
    </div>
  );
}

function Candidates({ track: { candidates, nobody } }: { track: TrackExplanation }) {
  return (
    <table class="table why-candidates">
      <thead><tr><th>{say.who}</th><th class="number">{say.similarity}</th><th class="number">{say.evidence}</th><th class="number">{say.byChance}</th><th class="number">{say.probability}</th></tr></thead>
      <tbody>
        {candidates.slice(0, 4).map(({ personId, person, mean, best, evidence, chance, probability }) => (
          <tr key={personId}>
            <th scope="row">{person}</th>
            <td class="number" data-label={say.similarity} title={say.best(fraction(best))}>{fraction(mean)}</td>
            <td class="number" data-label={say.evidence}>{tenth(evidence)}</td>
            <td class="number" data-label={say.byChance}>{rarely(chance)}</td>
            <td class="number" data-label={say.probability}>{percent(probability)}</td>
          </tr>
        ))}
        <tr><th scope="row" class="muted">{say.nobody}</th><td class="number" /><td class="number" /><td class="number" /><td class="number" data-label={say.probability}>{percent(nobody)}</td></tr>
      </tbody>
    </table>
  );
}

function LookRow({ look, first, second, picture }: { look: Look; first: Candidate | undefined; second: Candidate | undefined; picture: string | undefined }) {
  const { quality, seconds, weight, reason } = look;
  const to = (who: Candidate | undefined) => who && look.similarities.find(({ personId }) => personId === who.personId)?.similarity;
  return (
    <li>
      <Crop address={picture} />
      <div>
        <strong>{tenth(seconds)} s</strong> <span class="muted">{say.reasons[reason] ?? reason}</span>
        <span>{say.weighs(fraction(quality.score), fraction(weight))}</span>
        <span class="muted">{say.looks(count(quality.eyeDistance), fraction(quality.sharpness), fraction(quality.exposure))}, {degrees(quality)}</span>
        <span>{[first, second].filter(who => to(who) !== undefined).map(who => `${who!.person} ${fraction(to(who)!)}`).join(' · ')}</span>
      </div>
    </li>
  );
}
