import type { Person, Sighting } from '../api/types';
import { Crop } from '../events/Crop';
import { NameForm, ofSightings } from '../events/NameForm';
import { whoNow } from '../events/words';
import { words } from '../i18n';
import { Dialog } from '../ui/Dialog';

const say = words.decisions;

interface Props {
  sightings: Sighting[];
  people: Person[];
  busy: boolean;
  onName: (name: string) => void;
  onClose: () => void;
}

/** Who one or several are, all the same person. */
export function NameDialog({ sightings, people, busy, onName, onClose }: Props) {
  return (
    <Dialog title={sightings.length === 1 ? say.whoIs : say.whoAre(sightings.length)} onClose={onClose}>
      <ul class="crops" aria-label={words.events.looks}>
        {sightings.slice(0, 6).map(sighting => (
          <li key={sighting.id}><Crop address={sighting.pictures[0]} words={words.events.look(whoNow(sighting).name, 1)} /></li>
        ))}
      </ul>
      <NameForm {...ofSightings(sightings)} people={people} busy={busy} onName={onName} />
    </Dialog>
  );
}
