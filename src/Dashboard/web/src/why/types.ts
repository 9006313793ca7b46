import type { IdentityState } from '../api/types';

/** As /openapi/v1.json has it: ExplanationView. */
export interface Explanation {
  sighting: number | null;
  pictures: { look: number; picture: string }[];
  track: TrackExplanation;
}

export interface TrackExplanation {
  camera: string;
  track: number;
  seconds: number;
  frames: number;
  ended: boolean;
  namedAfter: number | null;
  partedFrom: number | null;
  /** unseen, scene-cut, parted or stream-ended. */
  lost: string | null;
  said: Statement;
  rival: { track: number; evidence: number } | null;
  alike: { person: string; closeness: number; chance: number } | null;
  candidates: Candidate[];
  nobody: number;
  together: { count: number; quality: number; concentration: number };
  looks: Look[];
  notKept: { nothingNew: number; gated: Record<string, number>; crowded: number; somebodyElses: number };
  steps: Step[];
  rule: { falseAlarmRate: number; people: number; templates: number; bar: number; alikeBar: number; lead: number; hysteresis: number };
  scores: { model: string; sha256: string };
}

export interface Statement {
  state: IdentityState;
  personId: number | null;
  person: string | null;
  confidence: number;
}

export interface Candidate {
  personId: number;
  person: string;
  mean: number;
  best: number;
  /** Nats. */
  evidence: number;
  chance: number;
  probability: number;
}

export interface Look {
  at: string;
  /** Since the track's first frame. */
  seconds: number;
  reason: string;
  quality: { score: number; eyeDistance: number; sharpness: number; yaw: number; pitch: number; roll: number; exposure: number; inside: number };
  weight: number;
  similarities: { personId: number; similarity: number }[];
}

export interface Step {
  seconds: number;
  cause: string;
  looks: number;
  state: IdentityState;
  person: string | null;
  evidence: number;
  chance: number;
  bar: number;
}
