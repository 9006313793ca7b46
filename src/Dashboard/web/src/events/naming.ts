import { api } from '../api/client';
import type { Sighting } from '../api/types';
import { namesake } from '../people/names';

/** What saying a name did. */
export interface Naming {
  /** The event as it is now. */
  sighting: Sighting;
  /** Pictures that were enrolled by it, under the name that was said. */
  enrolled: number[];
  /** Nobody had the name before. */
  isNew: boolean;
}

/** Says who somebody was; null for nobody known. The looks are enrolled under the name. */
export async function say(sighting: Sighting, name: string | null, decided = true): Promise<Naming> {
  const person = name === null ? null : namesake(await api.people(name.trim()), name);
  const before = person ? await picturesFrom(sighting.camera, person.id) : [];
  const now = await api.nameSighting(sighting.id, name, decided);
  const after = now.personId === null ? [] : await picturesFrom(sighting.camera, now.personId);
  return { sighting: now, enrolled: after.filter(id => !before.includes(id)), isNew: now.personId !== null && person === null };
}

/** Undoes a naming whole: the event is taken for whom it was, and what was enrolled goes. */
export async function takeBack(former: Sighting, naming: Naming): Promise<Sighting> {
  // Saying the former name enrols the looks under it, as every naming does; they were not there before.
  const back = await say(former, former.person, former.decided !== null);
  await remove(back);
  await remove(naming);
  if (naming.isNew && !(await wasSeen(naming.sighting.personId!))) await api.remove(naming.sighting.personId!);
  return back.sighting;
}

async function remove({ sighting, enrolled }: Naming): Promise<void> {
  for (const picture of enrolled) await api.removePicture(sighting.personId!, picture);
}

/** Whoever is deleted takes their events along: somebody who was named meanwhile stays, without pictures. */
async function wasSeen(person: number): Promise<boolean> {
  const { sightings } = await api.sightings({ camera: null, person, state: null, from: null, to: null }, 1, null);
  return sightings.length > 0;
}

/** A look's source begins with its camera. */
async function picturesFrom(camera: string, person: number): Promise<number[]> {
  const { pictures } = await api.person(person);
  return pictures.filter(({ source }) => source.startsWith(`${camera} `)).map(({ id }) => id);
}
