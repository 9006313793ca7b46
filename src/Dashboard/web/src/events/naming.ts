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
export async function say(sighting: Sighting, name: string | null): Promise<Naming> {
  const person = name === null ? null : namesake(await api.people(name.trim()), name);
  const before = person ? await picturesFrom(sighting.camera, person.id) : [];
  const now = await api.nameSighting(sighting.id, name);
  const after = now.personId === null ? [] : await picturesFrom(sighting.camera, now.personId);
  return { sighting: now, enrolled: after.filter(id => !before.includes(id)), isNew: now.personId !== null && person === null };
}

/** A look's source begins with its camera. */
async function picturesFrom(camera: string, person: number): Promise<number[]> {
  const { pictures } = await api.person(person);
  return pictures.filter(({ source }) => source.startsWith(`${camera} `)).map(({ id }) => id);
}
