import { words } from '../../i18n';
import { Icon } from '../../ui/Icon';
import { crosses, fewestCorners, isFlat, mostCorners, withCornerAfter, withoutCorner } from './outline';
import type { DrawnZone, Zones } from './useZones';

const say = words.zones;

/** The zones by name: what is done in each, and what can be done with the chosen one. */
export function ZoneList({ zones }: { zones: Zones }) {
  if (zones.zones.length === 0) return <p class="muted">{say.none}</p>;
  return <ul class="zone-list" aria-label={say.zones}>{zones.zones.map(zone => <Entry key={zone.key} zone={zone} zones={zones} />)}</ul>;
}

function Entry({ zone, zones }: { zone: DrawnZone; zones: Zones }) {
  const { key, name, kind, points } = zone;
  const chosen = zones.chosen?.zone === key;
  const corner = Math.min(zones.chosen?.corner ?? 0, points.length - 1);
  return (
    <li data-kind={kind} data-chosen={chosen}>
      <div class="zone-entry">
        <span class="zone-sign" aria-hidden="true" />
        <input class="input" aria-label={say.nameOf(name)} value={name} maxLength={64} autocomplete="off" onFocus={() => { if (!chosen) zones.choose(key); }} onInput={event => zones.change(key, { name: event.currentTarget.value })} />
        <button class="icon-button" type="button" aria-label={say.removeZone(name)} title={say.removeZone(name)} onClick={() => zones.remove(key)}><Icon name="trash" size={18} /></button>
      </div>
      <select class="input" aria-label={say.kindOf(name)} value={kind} onChange={event => zones.change(key, { kind: event.currentTarget.value as DrawnZone['kind'] })}>
        <option value="include">{say.kinds.include}</option>
        <option value="exclude">{say.kinds.exclude}</option>
      </select>
      {crosses(points) && <p class="zone-wrong" role="alert"><Icon name="warn" size={16} />{say.crossing}</p>}
      {isFlat(points) && <p class="zone-wrong" role="alert"><Icon name="warn" size={16} />{say.flat}</p>}
      {chosen && (
        <div class="corner-tools">
          <span class="muted" role="status">{say.corner(corner + 1, points.length)}: {say.place(points[corner]!)}</span>
          <button class="button" type="button" disabled={points.length >= mostCorners} onClick={() => zones.draw(key, withCornerAfter(points, corner), corner + 1)}>{say.addCorner}</button>
          <button class="button" type="button" disabled={points.length <= fewestCorners} onClick={() => zones.draw(key, withoutCorner(points, corner), corner % (points.length - 1))}>{say.removeCorner}</button>
        </div>
      )}
    </li>
  );
}
