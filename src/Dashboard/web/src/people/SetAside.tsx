import { useState } from 'preact/hooks';
import { api } from '../api/client';
import type { PersonDetails, PersonPicture } from '../api/types';
import { date, fraction } from '../format';
import { words } from '../i18n';
import { complain, tell } from '../ui/Toasts';
import { PictureCard } from './PictureCard';

const say = words.people;

interface Props {
  person: PersonDetails;
  onRemove: (picture: PersonPicture) => void;
  onRestored: () => void;
}

/** The pictures that show nothing new, each with what it is like, and the way back. */
export function SetAside({ person, onRemove, onRestored }: Props) {
  const aside = person.pictures.filter(one => one.setAside);
  if (aside.length === 0) return null;
  return (
    <section class="set-aside" aria-labelledby="set-aside">
      <h2 id="set-aside">{say.setAside}</h2>
      <p class="muted">{say.setAsideWhy}</p>
      <ul class="cards" aria-labelledby="set-aside">
        {aside.map(picture => (
          <PictureCard key={picture.id} picture={picture} onRemove={() => onRemove(picture)}>
            <Cover person={person} picture={picture} onRestored={onRestored} />
          </PictureCard>
        ))}
      </ul>
    </section>
  );
}

function Cover({ person, picture, onRestored }: { person: PersonDetails; picture: PersonPicture; onRestored: () => void }) {
  const [busy, setBusy] = useState(false);
  const cover = person.pictures.find(one => one.id === picture.setAside?.likePicture);
  const restore = async () => {
    setBusy(true);
    try {
      await api.restorePicture(person.id, picture.id);
      tell(say.restored);
      onRestored();
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <>
      {cover && <p class="card-note muted">{say.like(named(cover), fraction(picture.setAside!.similarity))}</p>}
      <button class="button" type="button" disabled={busy} aria-label={say.restoreIt(named(picture))} onClick={restore}>{say.restore}</button>
    </>
  );
}

const named = (picture: PersonPicture) => picture.source || date(picture.created);
