import { useState } from 'preact/hooks';
import type { Zone } from '../../api/types';
import { words } from '../../i18n';
import { rectangle, type Point } from './outline';

/** A zone while it is drawn. */
export interface DrawnZone {
  /** Stays while name and place change. */
  key: number;
  name: string;
  kind: Zone['kind'];
  points: Point[];
}

/** What the keyboard and the buttons speak of. */
export interface Chosen {
  zone: number;
  corner: number;
}

/** Zones as they are being drawn, and which of them is chosen. */
export function useZones(initial: Zone[]) {
  const [zones, setZones] = useState<DrawnZone[]>(() => initial.map((zone, key) => ({ key, name: zone.name ?? '', kind: zone.kind, points: zone.points })));
  const [chosen, choose] = useState<Chosen | null>(null);
  // Just added and not touched yet: a stroke across the picture draws it anew.
  const [fresh, setFresh] = useState<number | null>(null);

  const change = (key: number, with_: Partial<DrawnZone>) => setZones(old => old.map(zone => (zone.key === key ? { ...zone, ...with_ } : zone)));
  return {
    zones, chosen, fresh,
    choose: (zone: number, corner = 0) => choose({ zone, corner }),
    /** Another outline, and the corner that is chosen then. */
    draw: (key: number, points: Point[], corner: number, stillFresh = false) => {
      change(key, { points });
      choose({ zone: key, corner });
      if (!stillFresh) setFresh(null);
    },
    change,
    add: (kind: Zone['kind']) => {
      const key = 1 + Math.max(-1, ...zones.map(zone => zone.key));
      // Not quite over the one before.
      const step = 0.04 * (zones.length % 5);
      const points = rectangle([0.3 + step, 0.3 + step], [0.6 + step, 0.6 + step]);
      setZones([...zones, { key, name: freeName(zones), kind, points }]);
      choose({ zone: key, corner: 0 });
      setFresh(key);
    },
    remove: (key: number) => {
      setZones(zones.filter(zone => zone.key !== key));
      choose(null);
    },
  };
}

export type Zones = ReturnType<typeof useZones>;

/** As the server takes them. */
export const asZones = (zones: DrawnZone[]): Zone[] => zones.map(({ name, kind, points }) => ({ name: name.trim() || null, kind, points }));

function freeName(zones: DrawnZone[]): string {
  const taken = new Set(zones.map(zone => zone.name.toLowerCase()));
  let n = 1;
  while (taken.has(words.zones.usualName(n).toLowerCase())) n++;
  return words.zones.usualName(n);
}
