import { words } from '../i18n';
import { brokenRules } from '../i18n/faults';
import type { Explanation } from '../why/types';
import type {
  Camera, CameraChange, CameraRequest, CameraSettings, CameraStay, CameraTrial, Configuration, ConfigurationCheck, ConfigurationText, EnrolmentResult, ErasureReceipt, FalseAlarms, Log, Person, PersonDetails, PersonHealth, PictureVerdict, RuleBroken, SettingDocumentation, Sighting, SightingFilter, SightingMatches, SightingsPage, Status, Trends,
} from './types';

/** The server refused, in its own words (RFC 9457), or could not be reached (status 0). */
export class ApiError extends Error {
  /**
   * @param pictures What was said of each picture, where pictures were refused.
   * @param person Who has the name, where one is taken.
   */
  constructor(readonly status: number, readonly title: string, readonly detail: string, readonly pictures: PictureVerdict[] = [], readonly person: { id: number; name: string } | null = null) {
    super(detail ? `${title}. ${detail}` : title);
  }
}

/** What the server calls by a code, in the reader's language; undefined where only the server has words for it. */
export const inWords = (code: string, values: Record<string, string> | null = null) => words.problems[code]?.(values ?? {});

const root = '/api/v1';

async function send(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(root + path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, words.common.noAnswer, words.common.noAnswerWhy);
  }
}

async function problem(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    // The detail says what happened and what to do; the title is the status in words, wanted only without one.
    const { type, values, faults, title, detail, pictures, person } = JSON.parse(text) as {
      type?: string; values?: Record<string, string>; faults?: RuleBroken[]; title?: string; detail?: string; pictures?: PictureVerdict[]; person?: { id: number; name: string };
    };
    return new ApiError(response.status, inWords(type?.split(':').at(-1) ?? '', { ...values, words: brokenRules(faults ?? []) ?? values?.words ?? '' }) ?? detail ?? title ?? words.common.error(response.status), '', pictures, person);
  } catch {
    return new ApiError(response.status, words.common.error(response.status), text.slice(0, 200) || response.statusText);
  }
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await send(path, init);
  if (!response.ok) throw await problem(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A refused picture is an answer, not a failure: 422 carries verdicts too. */
async function enrol(path: string, init: RequestInit): Promise<EnrolmentResult> {
  const response = await send(path, init);
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  if (json && (response.ok || response.status === 422)) {
    const body = (await response.clone().json()) as Partial<EnrolmentResult>;
    if (Array.isArray(body.pictures)) return body as EnrolmentResult;
  }
  throw await problem(response);
}

function picture(file: File, face: number | null, name?: string): FormData {
  const form = new FormData();
  if (name !== undefined) form.append('name', name);
  if (face !== null) form.append('face', String(face));
  form.append('pictures', file, file.name);
  return form;
}

/** What is not null, as `?a=1&b=2`. */
function asked(values: Record<string, string | number | boolean | null | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [name, String(value)]);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

const withBody = (method: string, body: unknown): RequestInit => ({ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const cameraPath = (name: string) => `/cameras/${encodeURIComponent(name)}`;
const how = (version: string | null) => asked(version === null ? { dryRun: true } : { version });

export const api = {
  cameras: (signal?: AbortSignal) => ask<Camera[]>('/cameras', { signal }),
  camera: (name: string, signal?: AbortSignal) => ask<CameraSettings>(cameraPath(name), { signal }),
  /** What became of one, or of all; the newest first. */
  cameraStates: (camera: string | null, signal?: AbortSignal) => ask<CameraStay[]>(`/camera-states${asked({ camera })}`, { signal }),
  testCamera: (camera: CameraRequest, signal?: AbortSignal) => ask<CameraTrial>('/cameras/test', { ...withBody('POST', camera), signal }),
  /** Null stands for no camera before; without a version it is only shown what would change. */
  changeCamera: (name: string | null, camera: CameraRequest, version: string | null) =>
    ask<CameraChange>(`${name === null ? '/cameras' : cameraPath(name)}${how(version)}`, withBody(name === null ? 'POST' : 'PATCH', camera)),
  removeCamera: (name: string, version: string | null) => ask<CameraChange>(`${cameraPath(name)}${how(version)}`, { method: 'DELETE' }),
  /** Sample cameras and people; says who they are. */
  startDemo: () => ask<{ people: string[] }>('/demo', { method: 'POST' }),
  configuration: (signal?: AbortSignal) => ask<Configuration>('/configuration', { signal }),
  configurationText: (signal?: AbortSignal) => ask<ConfigurationText>('/configuration/text', { signal }),
  configurationSchema: (signal?: AbortSignal) => ask<SettingDocumentation[]>('/configuration/schema', { signal }),
  checkConfiguration: (text: string, signal?: AbortSignal) => ask<ConfigurationCheck>('/configuration/check', { ...withBody('POST', { text }), signal }),
  /** Only while the file is the one of that version. */
  writeConfiguration: (text: string, version: string) => ask<ConfigurationCheck>(`/configuration/text${asked({ version })}`, withBody('PUT', { text })),
  status: (signal?: AbortSignal) => ask<Status>('/status', { signal }),
  trends: (signal?: AbortSignal) => ask<Trends>('/trends', { signal }),
  /** What came after that line. */
  log: (after: number, signal?: AbortSignal) => ask<Log>(`/log${asked({ after })}`, { signal }),
  falseAlarms: (signal?: AbortSignal) => ask<FalseAlarms>('/false-alarms', { signal }),
  people: (search: string, signal?: AbortSignal) =>
    ask<Person[]>(`/people${search ? `?search=${encodeURIComponent(search)}` : ''}`, { signal }),
  person: (id: number, signal?: AbortSignal) => ask<PersonDetails>(`/people/${id}`, { signal }),
  personHealth: (id: number, signal?: AbortSignal) => ask<PersonHealth>(`/people/${id}/health`, { signal }),
  /** Of several faces, the one at that place. */
  enrol: (name: string, file: File, face: number | null) => enrol('/people', { method: 'POST', body: picture(file, face, name) }),
  addPicture: (id: number, file: File, face: number | null) => enrol(`/people/${id}/pictures`, { method: 'POST', body: picture(file, face) }),
  rename: (id: number, name: string) => ask<Person>(`/people/${id}`, withBody('PATCH', { name })),
  hide: (id: number, hidden: boolean) => ask<Person>(`/people/${id}`, withBody('PATCH', { hidden })),
  /** The other keeps the name, and gets everything. */
  merge: (id: number, into: number) => ask<Person>(`/people/${id}/merge`, withBody('POST', { into })),
  remove: (id: number) => ask<ErasureReceipt>(`/people/${id}`, { method: 'DELETE' }),
  restorePicture: (id: number, template: number) => ask<PersonDetails>(`/people/${id}/pictures/${template}/restore`, { method: 'POST' }),
  removePicture: (id: number, template: number) => ask<void>(`/people/${id}/pictures/${template}`, { method: 'DELETE' }),
  sightings: (filter: SightingFilter, limit: number, cursor: string | null, signal?: AbortSignal) =>
    ask<SightingsPage>(`/sightings${asked({ ...filter, limit, cursor })}`, { signal }),
  /** The same with those whom each resembles most. */
  decisions: (filter: SightingFilter, limit: number, cursor: string | null, signal?: AbortSignal) =>
    ask<SightingsPage>(`/sightings${asked({ ...filter, limit, cursor, candidates: 2 })}`, { signal }),
  /** The looks are enrolled under the name; null is nobody known. */
  nameSighting: (id: number, name: string | null) => ask<Sighting>(`/sightings/${id}/person`, withBody('PUT', { name })),
  /** Takes the last word on who it was back, with what it enrolled. */
  undoNaming: (id: number) => ask<Sighting>(`/sightings/${id}/person`, { method: 'DELETE' }),
  sighting: (id: number, signal?: AbortSignal) => ask<Sighting>(`/sightings/${id}`, { signal }),
  /** Others that look like it. */
  similar: (id: number, signal?: AbortSignal) => ask<SightingMatches>(`/sightings/${id}/similar?top=100`, { signal }),
  /** Whoever looks like the face of a picture; of several faces, like the one at that place. */
  searchPicture: (file: File, face: number | null, signal?: AbortSignal) => {
    const form = new FormData();
    form.append('picture', file, file.name);
    return ask<SightingMatches>(`/sightings/search${asked({ top: 100, face })}`, { method: 'POST', body: form, signal });
  },
  removeSighting: (id: number) => ask<void>(`/sightings/${id}`, { method: 'DELETE' }),
  /** Where all of them are, as a file. */
  sightingsFile: (filter: SightingFilter, form: 'csv' | 'jsonl') => `${root}/sightings.${form}${asked({ ...filter })}`,
  whyTrack: (camera: string, track: number, signal?: AbortSignal) => ask<Explanation>(`/cameras/${encodeURIComponent(camera)}/tracks/${track}/explain`, { signal }),
  whySighting: (id: number, signal?: AbortSignal) => ask<Explanation>(`/sightings/${id}/explain`, { signal }),
  /** "This is …", of somebody in view; with force, whatever the looks are like. Null is nobody known. */
  nameTrack: (camera: string, track: number, name: string | null, force: boolean) => enrol(`${cameraPath(camera)}/tracks/${track}/person`, withBody('PUT', { name, force })),
  unnameTrack: (camera: string, track: number) => ask<void>(`${cameraPath(camera)}/tracks/${track}/person`, { method: 'DELETE' }),
  snapshot: (camera: string) => `${root}/cameras/${encodeURIComponent(camera)}/snapshot.jpg`,
  portrait: (person: number) => `${root}/people/${person}/picture`,
  /** What happens, as server-sent events. */
  stream: (types: string) => `${root}/events/stream?types=${types}`,
  live: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${root}/live`,
};
