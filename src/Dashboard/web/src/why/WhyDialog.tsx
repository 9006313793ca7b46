import { useLoad } from '../api/hooks';
import { Crop } from '../events/Crop';
import { plural } from '../format';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';
import { EvidenceLine } from './EvidenceLine';
import type { Candidate, Explanation, Look, TrackExplanation } from './types';
import { because, degrees, notCounted, percent, rarely } from './words';

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
      {error && <Notice icon="wait" title="No longer known"><p>{error.title}</p></Notice>}
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
      <h3>{plural(looks.length, 'look')}, worth {track.together.count.toFixed(1)} that have nothing in common</h3>
      <ul class="why-looks">
        {looks.map((look, i) => (
          <LookRow key={i} look={look} first={candidates[0]} second={candidates[1]} picture={pictures.find(({ look }) => look === i)?.picture} />
        ))}
      </ul>
      <p class="muted">{notCounted(track)}</p>
      <p class="muted">A name stays until chance explains it {track.rule.hysteresis} times better than the bar. Model {track.scores.model}, SHA-256 <code class="break">{track.scores.sha256}</code></p>
    </div>
  );
}

function Candidates({ track: { candidates, nobody } }: { track: TrackExplanation }) {
  return (
    <table class="table why-candidates">
      <thead><tr><th>Who</th><th class="number">Similarity</th><th class="number">Evidence</th><th class="number">By chance</th><th class="number">Probability</th></tr></thead>
      <tbody>
        {candidates.slice(0, 4).map(({ personId, person, mean, best, evidence, chance, probability }) => (
          <tr key={personId}>
            <th scope="row">{person}</th>
            <td class="number" data-label="Similarity" title={`The best look: ${best.toFixed(3)}`}>{mean.toFixed(2)}</td>
            <td class="number" data-label="Evidence">{evidence.toFixed(1)}</td>
            <td class="number" data-label="By chance">{rarely(chance)}</td>
            <td class="number" data-label="Probability">{percent(probability)}</td>
          </tr>
        ))}
        <tr><th scope="row" class="muted">Nobody enrolled</th><td class="number" /><td class="number" /><td class="number" /><td class="number" data-label="Probability">{percent(nobody)}</td></tr>
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
        <strong>{seconds.toFixed(1)} s</strong> <span class="muted">{reason}</span>
        <span>quality {quality.score.toFixed(2)}, weight {weight.toFixed(2)}</span>
        <span class="muted">{quality.eyeDistance.toFixed(0)} px between the eyes, sharpness {quality.sharpness.toFixed(2)}, exposure {quality.exposure.toFixed(2)}, {degrees(quality)}</span>
        <span>{[first, second].filter(who => to(who) !== undefined).map(who => `${who!.person} ${to(who)!.toFixed(2)}`).join(' · ')}</span>
      </div>
    </li>
  );
}
