// What the server says, as docs: /openapi/v1.json and docs/architecture.md.

export type CameraState = 'connecting' | 'live' | 'stalled' | 'backoff' | 'unauthorized' | 'ended' | 'failed' | 'disabled';

/** Why a camera gives no picture, in a word. */
export type Fault =
  | 'bad_address' | 'missing' | 'unreadable' | 'empty' | 'not_video' | 'no_index' | 'no_video' | 'unsupported' | 'unauthorized' | 'name_not_found'
  | 'unreachable' | 'timeout' | 'stalled' | 'lost' | 'damaged' | 'stopped' | 'unexpected';

export interface Camera {
  name: string;
  /** Without user name and password. */
  source: string;
  state: CameraState;
  /** In words for an operator, in English; empty while live. */
  reason: string;
  /** Empty where there is no reason. */
  fault: Fault | '';
  since: string;
  nextTry: string | null;
  width: number;
  height: number;
  fps: number;
  codec: string;
  /** software, nvdec or vaapi; empty before the first picture. */
  decoder?: string;
  /** Why that is not what was asked for; empty when it is. */
  decoderNotice?: string;
  /** The smaller stream in which faces are looked for, without user name and password; empty where the source does both. */
  detectSource?: string;
  /** The source, where faces are looked for in another stream. */
  sharp?: SharpStream | null;
  decoded: number;
  processed: number;
  /** Pictures not recognised, by reason. */
  dropped: Record<string, number>;
  latencyMs: Percentiles;
  /** Empty when faces are looked for in the whole picture. */
  zones: Zone[];
}

/** The stream that faces are cut from. */
export interface SharpStream {
  state: CameraState;
  used: boolean;
  /** Why it is not used, for people, in English. */
  notice: string;
  /** Why it gives no picture; empty while it does. */
  fault: Fault | '';
  width: number;
  height: number;
}

/** A state that a camera was in, or all of them while FaceStream was not running: those have no name. */
export interface CameraStay {
  camera: string;
  state: CameraState | 'notRunning';
  reason: string;
  fault: Fault | '';
  since: string;
  /** Null for the present state. */
  until: string | null;
  /** How often it was opened in vain meanwhile. */
  tries: number;
}

/** A part of the picture in which faces are looked for, or are not. */
export interface Zone {
  name: string | null;
  kind: 'include' | 'exclude';
  /** The corners of its outline: how far across and how far down the picture, from 0 to 1. */
  points: [number, number][];
}

/** 0 before the first measurement. */
export interface Percentiles {
  p50: number;
  p95: number;
}

export type IdentityState = 'unknown' | 'tentative' | 'confirmed' | 'contested';

export interface Identity {
  state: IdentityState;
  person: string | null;
  similarity: number;
  /** Probability of what is claimed: of the person, or of nobody enrolled. */
  confidence: number;
}

/** x, y, width, height in pixels of the source picture. */
export type Box = [number, number, number, number];

export interface Face {
  track: number;
  box: Box;
  score: number;
  landmarks: [number, number][];
  quality: number;
  identity: Identity;
}

/** What was recognised in one picture: a `frame` comes in one message with it, a `result` speaks of the packet with its epoch and stamp. */
export interface FrameHeader {
  type: 'frame' | 'result';
  camera: string;
  /** Grows when the camera was opened anew; sequence numbers start again. */
  epoch: number;
  /** Of the packet that shows this picture; missing where none does. */
  stamp?: number;
  sequence: number;
  time: number;
  capturedAt: string;
  /** Of the source; the JPEG may be smaller. */
  width: number;
  height: number;
  latencyMs: number;
  faces: Face[];
}

/** Wrong names in 30 days: asked for, predicted, and observed by operators. */
export interface FalseAlarms {
  cameras: CameraAlarms[];
  askedAMonth: number;
  predictedAMonth: number;
  observed: ObservedAlarms | null;
  scores: WinnerScores;
}

/** Tracks since the start, by the similarity to whoever they resembled most: a count for each step of `width`, beginning at `from`. */
export interface WinnerScores {
  from: number;
  width: number;
  named: number[];
  unnamed: number[];
}

export interface CameraAlarms {
  camera: string;
  strangersADay: number;
  daysCounted: number;
  similarity: number;
  askedAMonth: number;
  predictedAMonth: number;
  observed: ObservedAlarms | null;
}

export interface ObservedAlarms {
  named: number;
  overruled: number;
  aMonth: number;
  low: number;
  high: number;
}

/** One of the camera's own compressed pictures, in the order of decoding. */
export interface PacketHeader {
  type: 'packet';
  camera: string;
  epoch: number;
  /** One more than that of the packet before it. */
  packet: number;
  /** The picture's time, in a unit of the stream's own. */
  stamp: number;
  /** Where decoding can start: such as avc1.64001F, and what sets the decoder up, in base 64. */
  codec?: string;
  description?: string;
}

export interface Person {
  id: number;
  name: string;
  /** Pictures that the person is recognised by. */
  templates: number;
  created: string;
  picture: string | null;
  /** More pictures, which show nothing new: kept, and not searched. */
  setAside: number;
  /** Left out of lists and suggestions, and recognised like everybody else. */
  hidden: boolean;
}

export interface PersonPicture {
  id: number;
  source: string;
  quality: number;
  created: string;
  picture: string | null;
  /** Why it is kept and not searched; null when it is searched. */
  setAside: { likePicture: number; similarity: number } | null;
  restored: boolean;
  /** Why it would have been refused, had somebody not forced it; null where nothing was overruled. */
  forced: string | null;
}

export interface PersonDetails extends Person {
  pictures: PersonPicture[];
}

/** What may go wrong with a person. */
export interface PersonHealth {
  weakness: 'no_picture' | 'one_picture' | 'alike' | null;
  /** Whom the person is easily taken for; of good looks, the share `named` is enough to tell who it is. */
  lookAlikes: { other: { id: number; name: string }; similarity: number; named: number }[];
  /** Pictures that are unlike the others, and who is more like one; of the others the closest counts. */
  outliers: { picture: number; own: number; rival: Match | null }[];
  /** Strangers that are likely to be given this name, in 30 days. */
  wrongNamesAMonth: number;
}

/** What deleting a person deleted. */
export interface ErasureReceipt {
  person: number;
  pictures: number;
  sightings: number;
  /** What could not be done yet, and when it will be. */
  pending: string[];
}

export interface PictureVerdict {
  file: string;
  verdict: 'accepted' | 'refused';
  reason: string | null;
  message: string | null;
  quality: number | null;
  faces: { box: Box }[];
  /** The place of the face that is meant; null where that is not known. */
  face: number | null;
  /** Accepted, kept and not searched: other pictures of the person show as much. */
  setAside: boolean;
}

export interface EnrolmentResult {
  person: Person | null;
  pictures: PictureVerdict[];
}

/** A track that is over. */
export interface Sighting {
  id: number;
  camera: string;
  first: string;
  last: string;
  frames: number;
  /** As it was said then. */
  state: IdentityState;
  /** The name that was shown then. */
  said: string | null;
  /** Who it is taken for now. */
  personId: number | null;
  person: string | null;
  /** Of the best look, to the person who led then; 0 without one. */
  similarity: number;
  /** Probability of what was said then. */
  confidence: number;
  /** When somebody said who it was; null when nobody has. */
  decided: string | null;
  /** Addresses of its crops, best first. */
  pictures: string[];
  /** Whom it resembles most now, best first; where it was asked for. */
  candidates?: Match[];
}

/** Somebody enrolled, and how similar a face is. */
export interface Match {
  id: number;
  person: string;
  /** Cosine. */
  similarity: number;
}

export interface SightingsPage {
  sightings: Sighting[];
  /** Asks for those after them; null on the last page. */
  next: string | null;
}

/** What is null does not matter. */
export interface SightingFilter {
  camera: string | null;
  person: number | null;
  state: IdentityState | null;
  /** Moments, ISO 8601. */
  from: string | null;
  to: string | null;
  /** Whether somebody has said who it was. */
  decided?: boolean | null;
}

/** Events that look like somebody. */
export interface SightingMatches {
  /** The most similar first. */
  matches: { sighting: Sighting; similarity: number; expectedByChance: number; picture: string }[];
  searched: number;
  /** The least similarity that was listed. */
  atLeast: number;
  face: { box: Box } | null;
}

/** A camera as it is to be; what is left out stays as it is. */
export interface CameraRequest {
  name?: string;
  source?: string;
  detectSource?: string;
  enabled?: boolean;
  maxFps?: number;
  minFace?: number;
  /** All of them; none is the whole picture. */
  zones?: Zone[];
}

export interface CameraSettings {
  name: string;
  /** With *** for user name and password. */
  source: string;
  /** Likewise; empty where the source does both. */
  detectSource: string;
  enabled: boolean;
  maxFps: number;
  minFace: number;
  zones: Zone[];
}

export interface CameraChange {
  camera: CameraSettings | null;
  applied: boolean;
  /** In the form of diff. */
  diff: string;
  version: string;
}

export interface CameraTrial {
  works: boolean;
  reason: string;
  /** The reason in a word; empty when it works. */
  fault: Fault | '';
  codec: string;
  width: number;
  height: number;
  fps: number;
  firstPictureMs: number;
  /** A JPEG in base64. */
  picture: string | null;
}

/** A rule of the configuration that a request breaks. */
export interface RuleBroken {
  /** File, line and column; empty where there are none. */
  place: string;
  code: string;
  values: Record<string, string>;
}

export interface Configuration {
  file: string;
  /** What is wrong with the file, with the lines around it; while there is something, nothing runs. Line 0: in no line. */
  problems: { line: number; column: number; message: string; code: string; values: Record<string, string>; firstLine: number; lines: string[] }[];
  sections: { name: string; settings: { key: string; value: string; isDefault: boolean }[] }[];
}

/** The configuration's text, with *** for secrets. */
export interface ConfigurationText {
  file: string;
  text: string;
  version: string;
}

/** What a text would mean as the configuration. */
export interface ConfigurationCheck {
  problems: Configuration['problems'];
  /** In the form of diff. */
  diff: string;
  /** Sections that take effect at the next start. */
  restart: string[];
  applied: boolean;
  version: string;
}

export interface SettingDocumentation {
  key: string;
  required: boolean;
  default: string;
  besideProgram: boolean;
  range: string;
  /** Words of the file in backticks. */
  meaning: string;
}

/** The last five minutes in steps: every list has a value for each, the oldest first; null where nothing was measured. */
export interface Trends {
  stepSeconds: number;
  until: string[];
  stages: { name: string; p50Ms: (number | null)[]; p95Ms: (number | null)[] }[];
  cameras: CameraTrend[];
}

/** Pictures a second, and how long they took. */
export interface CameraTrend {
  name: string;
  decoded: (number | null)[];
  processed: (number | null)[];
  dropped: Record<string, (number | null)[]>;
  p50Ms: (number | null)[];
  p95Ms: (number | null)[];
}

/** Lines of the log, the oldest first. */
export interface Log {
  /** Another one after a restart; numbers begin again. */
  run: string;
  /** To be asked after next. */
  last: number;
  lines: LogLine[];
}

export interface LogLine {
  number: number;
  time: string;
  level: 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical';
  source: string;
  message: string;
}

export interface Status {
  version: string;
  /** Seconds since the start. */
  uptime: number;
  /** Null while no model is loaded. */
  device: { asked: string; used: string; name: string; fallback: { reason: string; code: string; values: Record<string, string> } | null } | null;
  models: { id: string; sha256: string; provider: string }[];
  stages: { name: string; count: number; p50Ms: number; p95Ms: number }[];
  /** `unembedded` people cannot be recognised: only another embedder has embedded their pictures. */
  gallery: { people: number; templates: number; unembedded: number };
  recognitions: Partial<Record<IdentityState, number>>;
  memoryMb: number;
  /** What does not work now, and why. */
  checks: { name: string; ok: boolean; reason: string | null; code: string | null; values: Record<string, string> | null }[];
  /** Tracks that ended and are not stored yet. */
  sightingsWaiting: number;
  /** How many times rarer than configured live cameras are searched under load; 1 when there is room. */
  searchStretch: number;
  storage: {
    /** Counts are null when nobody can count now. */
    gallery: { path: string; bytes: number; disk: Disk | null; people: number; templates: number | null };
    sightings: { path: string; bytes: number; disk: Disk | null; sightings: number | null; crops: number | null; oldest: string | null; policy: { keep: boolean; knownDays: number; unknownDays: number } };
  };
}

export interface Disk {
  freeBytes: number;
  totalBytes: number;
  /** Room must be made soon. */
  scarce: boolean;
}
