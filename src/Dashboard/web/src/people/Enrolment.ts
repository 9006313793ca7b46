import { computed, signal } from '@preact/signals';
import { api, ApiError } from '../api/client';
import type { Box, EnrolmentResult, Person, PictureVerdict } from '../api/types';
import { words } from '../i18n';

export type PictureState = 'ready' | 'checking' | 'accepted' | 'refused';

export interface Picture {
  key: number;
  file: File;
  /** A blob: address for the thumbnail. */
  url: string;
  state: PictureState;
  /** The verdict in words, once there is one. */
  message: string;
  quality: number | null;
  faces: Box[];
  /** The place of the one that is meant among them; null where that is not known. */
  face: number | null;
  /** It is for the operator to say which of them is meant. */
  asks: boolean;
}

/**
 * Pictures on their way to becoming a person. They are sent one at a time, so that each verdict is shown
 * as it falls; the first accepted one creates the person, the rest are added to it.
 */
export class Enrolment {
  readonly pictures = signal<Picture[]>([]);
  readonly busy = signal(false);
  readonly person = signal<Person | null>(null);

  readonly ready = computed(() => this.count('ready'));
  readonly accepted = computed(() => this.count('accepted'));
  readonly refused = computed(() => this.count('refused'));
  /** Pictures that wait for the operator to say which face is meant. */
  readonly asking = computed(() => this.pictures.value.filter(({ state, asks }) => state === 'refused' && asks).length);

  private nextKey = 1;
  private ended = false;

  /** Adds files, in the order they were chosen. */
  add(files: Iterable<File>): void {
    const added = [...files].map(file => ({
      key: this.nextKey++, file, url: URL.createObjectURL(file), state: 'ready' as const, message: '', quality: null, faces: [], face: null, asks: false,
    }));
    this.pictures.value = [...this.pictures.value, ...added];
  }

  /** Takes a picture out that has not been accepted. */
  drop(key: number): void {
    const gone = this.pictures.value.find(picture => picture.key === key);
    if (gone) URL.revokeObjectURL(gone.url);
    this.pictures.value = this.pictures.value.filter(picture => picture.key !== key);
  }

  /**
   * Sends what is ready. A refused picture is a verdict and the next goes on;
   * a refused request (a bad name, no connection) stops and is thrown.
   * @param to The person's id, or the name of somebody who may be new.
   */
  send(to: number | string): Promise<void> {
    return this.offer(this.pictures.value.filter(({ state }) => state === 'ready'), to, null);
  }

  /** Sends a picture again, of which only one face is meant. */
  choose(key: number, face: number, to: number | string): Promise<void> {
    return this.offer(this.pictures.value.filter(picture => picture.key === key), to, face);
  }

  /** Ends it after the picture that is being looked at, and frees the thumbnails. */
  dispose(): void {
    this.ended = true;
    for (const { url } of this.pictures.value) URL.revokeObjectURL(url);
    this.pictures.value = [];
  }

  private async offer(pictures: Picture[], to: number | string, face: number | null): Promise<void> {
    this.busy.value = true;
    try {
      for (const { key, file, state } of pictures) {
        if (this.ended) return;
        this.change(key, { state: 'checking' });
        try {
          const id = typeof to === 'number' ? to : this.person.value?.id;
          this.judge(key, await (id === undefined ? api.enrol(to as string, file, face) : api.addPicture(id, file, face)));
        } catch (error) {
          // Too large or not a picture at all is about this file; anything else is about the request.
          const aboutFile = error instanceof ApiError && (error.status === 413 || error.status === 415);
          this.change(key, aboutFile ? { state: 'refused', message: error.pictures[0] ? inWords(error.pictures[0]) : error.message } : { state });
          if (!aboutFile) throw error;
        }
      }
    } finally {
      this.busy.value = false;
    }
  }

  private judge(key: number, { person, pictures: [verdict] }: EnrolmentResult): void {
    if (person) this.person.value = person;
    if (!verdict) return;
    this.change(key, {
      state: verdict.verdict,
      message: inWords(verdict),
      quality: verdict.quality,
      faces: verdict.faces.map(({ box }) => box),
      face: verdict.face,
      asks: verdict.reason === 'several_faces',
    });
  }

  private change(key: number, what: Partial<Picture>): void {
    this.pictures.value = this.pictures.value.map(picture => (picture.key === key ? { ...picture, ...what } : picture));
  }

  private count(state: PictureState): number {
    return this.pictures.value.filter(picture => picture.state === state).length;
  }
}

/** Why it was refused; empty where its quality says all there is to say. */
function inWords({ verdict, setAside, reason, message }: PictureVerdict): string {
  if (verdict === 'accepted') return setAside ? words.people.isSetAside : '';
  return (reason && words.people.verdicts[reason]) ?? message ?? '';
}
