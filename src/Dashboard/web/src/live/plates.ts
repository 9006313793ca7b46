/** A rectangle in CSS pixels of the canvas. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A name plate that wants a place beside its box. */
export interface Label {
  box: Rect;
  width: number;
  height: number;
  /** May be left out where there is no free place. */
  optional: boolean;
}

const gap = 4;

/**
 * Finds a place for each plate within `bounds`, in the order given: above its box or below it, else inside, centred
 * or moved to a side; clear of the plates placed before, and of other boxes where that is possible. One that must be
 * shown is shown even when it covers another.
 */
export function placePlates(labels: Label[], bounds: Rect): (Rect | null)[] {
  const placed: Rect[] = [];
  return labels.map(label => {
    const wishes = wishesOf(label, bounds);
    const free = wishes.filter(wish => !placed.some(other => overlaps(wish, other)));
    const clear = free.find(wish => !labels.some(other => other !== label && overlaps(wish, other.box)));
    const chosen = clear ?? (label.optional ? null : free[0] ?? wishes[0]!);
    if (chosen) placed.push(chosen);
    return chosen;
  });
}

function wishesOf({ box, width, height, optional }: Label, bounds: Rect): Rect[] {
  const centre = box.x + box.width / 2;
  const middle = centre - width / 2;
  const side = Math.min(12, box.width / 2);
  const [above, below, inside] = [box.y - height - gap, box.y + box.height + gap, box.y + gap];
  // A plate that may be left out is not worth a place where one must guess whose it is.
  const columns = optional ? [middle] : [middle, centre - width + side, centre - side];
  const rows = (optional ? [above, below] : [above, below, inside, above - height - gap])
    .filter(y => y >= bounds.y && y + height <= bounds.y + bounds.height);
  if (rows.length === 0) rows.push(clamp(above, bounds.y, bounds.y + bounds.height - height));
  return rows.flatMap(y => columns.map(x => ({ x: clamp(x, bounds.x, bounds.x + bounds.width - width), y, width, height })));
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, Math.max(low, high)));
}
