import { computed, signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { Enrolment } from './Enrolment';
import type { Folder } from './folders';

/** Somebody who is to be enrolled from a folder. */
export interface FolderPerson {
  key: number;
  name: string;
  enrolment: Enrolment;
  /** Why nothing of it could be sent, such as a folder's name that is no person's; empty when nothing is wrong. */
  fault: string;
}

/** A person for each folder, enrolled one after the other. */
export class FolderEnrolment {
  readonly people = signal<FolderPerson[]>([]);
  readonly busy = signal(false);

  readonly ready = computed(() => this.sum(({ enrolment }) => enrolment.ready.value));
  readonly accepted = computed(() => this.sum(({ enrolment }) => enrolment.accepted.value));
  readonly refused = computed(() => this.sum(({ enrolment }) => enrolment.refused.value));
  readonly all = computed(() => this.sum(({ enrolment }) => enrolment.pictures.value.length));

  private ended = false;

  constructor(folders: Folder[]) {
    this.people.value = folders.map(({ name, files }, key) => {
      const enrolment = new Enrolment();
      enrolment.add(files);
      return { key, name, enrolment, fault: '' };
    });
  }

  /** Gives a folder's person another name. */
  rename(key: number, name: string): void {
    this.change(key, { name, fault: '' });
  }

  /** Leaves a folder out. */
  drop(key: number): void {
    this.people.value.find(person => person.key === key)?.enrolment.dispose();
    this.people.value = this.people.value.filter(person => person.key !== key);
  }

  /** Sends what is ready. What is wrong with a name is about that folder; without a connection it stops, and throws. */
  async send(): Promise<void> {
    this.busy.value = true;
    try {
      for (const { key, name, enrolment } of this.people.value) {
        if (this.ended) return;
        try {
          await enrolment.send(name.trim());
        } catch (error) {
          if (!(error instanceof ApiError) || error.status !== 422) throw error;
          this.change(key, { fault: error.message });
        }
      }
    } finally {
      this.busy.value = false;
    }
  }

  /** Ends it after the picture that is being looked at. */
  dispose(): void {
    this.ended = true;
    for (const { enrolment } of this.people.value) enrolment.dispose();
  }

  private change(key: number, what: Partial<FolderPerson>): void {
    this.people.value = this.people.value.map(person => (person.key === key ? { ...person, ...what } : person));
  }

  private sum(of: (person: FolderPerson) => number): number {
    return this.people.value.reduce((sum, person) => sum + of(person), 0);
  }
}
