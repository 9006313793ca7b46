import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { PersonDetails, PersonHealth as Health } from '../api/types';
import { fraction, share, tenth } from '../format';
import { words } from '../i18n';
import { toPerson } from '../router';
import { Icon } from '../ui/Icon';

const say = words.people;

/** What speaks against recognising somebody surely, and what that costs. */
export function PersonHealth({ person }: { person: PersonDetails }) {
  // It changes with the pictures, and with what is searched of them.
  const pictures = person.pictures.map(({ id, setAside }) => `${id}${setAside ? ' aside' : ''}`).join();
  const { data, error } = useLoad(signal => api.personHealth(person.id, signal), [person.id, pictures]);
  return (
    <section class="panel person-health" aria-labelledby="health" aria-busy={data === null && error === null}>
      <div class="panel-head">
        <h2 id="health">{say.health}</h2>
        <span class="muted">{say.searched(unsearched(person, data) ? 0 : person.templates, person.setAside)}</span>
      </div>
      {error && <p class="muted">{error.message}</p>}
      {data && <Findings person={person} health={data} />}
    </section>
  );
}

/** Whether only another embedder than the one in use has embedded the pictures, so that none of them is searched. */
const unsearched = (person: PersonDetails, health: Health | null) => health?.weakness === 'no_picture' && person.templates > 0;

function Findings({ person, health }: { person: PersonDetails; health: Health }) {
  const { weakness, lookAlikes, outliers, wrongNamesAMonth } = health;
  if (unsearched(person, health)) return <ul class="findings"><li data-tone="warn"><Icon name="warn" size={18} /><span>{say.unsearched(person.name)}</span></li></ul>;
  const sourceOf = (picture: number) => person.pictures.find(({ id }) => id === picture)?.source || say.onePicture;
  // Whoever has too few pictures is told so above them.
  const alike = weakness === 'alike';
  const well = !alike && lookAlikes.length === 0 && outliers.length === 0;
  return (
    <ul class="findings">
      {well && person.templates > 0 && <li data-tone="good"><Icon name="check" size={18} /><span>{say.healthy}</span></li>}
      {outliers.map(({ picture, own, rival }) => (
        <li key={picture} data-tone="warn"><Icon name="warn" size={18} /><span>{rival ? say.likeAnother(sourceOf(picture), fraction(own), rival.person, fraction(rival.similarity)) : say.unlikeOthers(sourceOf(picture), fraction(own))}</span></li>
      ))}
      {lookAlikes.map(({ other, similarity, named }) => (
        <li key={other.id} data-tone="warn"><Icon name="people" size={18} /><span><a href={toPerson(other.id)}>{other.name}</a> {say.looksAlike(fraction(similarity), share(named))}</span></li>
      ))}
      {alike && <li data-tone="warn"><Icon name="warn" size={18} /><span>{say.allAlike}</span></li>}
      {person.templates > 0 && <li><Icon name="status" size={18} /><span>{say.wrongNames(wrongNamesAMonth < 0.05 ? null : tenth(wrongNamesAMonth))}</span></li>}
    </ul>
  );
}
