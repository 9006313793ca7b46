import type { Person } from '../api/types';

/** A name as it is compared: without outer blanks, whatever the case. */
export const comparable = (name: string) => name.trim().normalize('NFC').toLocaleLowerCase();

/** Who is called so, whatever the case. */
export const namesake = (people: Person[], name: string) => people.find(person => comparable(person.name) === comparable(name)) ?? null;
