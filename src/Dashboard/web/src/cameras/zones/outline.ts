// The geometry of a zone's outline; points are shares of the picture, from 0 to 1.

export type Point = [number, number];

export const fewestCorners = 3;
export const mostCorners = 64;

/** A hundredth of the picture's width and height, as the server has it: less is a slip of the hand. */
const leastArea = 1e-4;

/** Within the picture, to a thousandth: about a pixel. */
export const within = ([x, y]: Point): Point => [snap(x), snap(y)];

const snap = (at: number) => Math.round(Math.min(1, Math.max(0, at)) * 1000) / 1000;

/** The upright rectangle between two of its corners. */
export const rectangle = ([left, top]: Point, [right, bottom]: Point): Point[] =>
  ([[left, top], [right, top], [right, bottom], [left, bottom]] as Point[]).map(within);

/** With one corner somewhere else. */
export const withCornerAt = (points: Point[], corner: number, at: Point): Point[] => points.map((point, i) => (i === corner ? within(at) : point));

/** With one more corner behind another; without a place, half way to the next. */
export function withCornerAfter(points: Point[], corner: number, at: Point = halfWay(points, corner)): Point[] {
  return points.toSpliced(corner + 1, 0, within(at));
}

export const withoutCorner = (points: Point[], corner: number): Point[] => points.toSpliced(corner, 1);

/** The middle of the line that begins at a corner. */
export function halfWay(points: Point[], corner: number): Point {
  const [[ax, ay], [bx, by]] = line(points, corner);
  return [(ax + bx) / 2, (ay + by) / 2];
}

/** All of it somewhere else, as far as the picture reaches. */
export function movedBy(points: Point[], [dx, dy]: Point): Point[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [right, down] = [Math.max(-Math.min(...xs), Math.min(1 - Math.max(...xs), dx)), Math.max(-Math.min(...ys), Math.min(1 - Math.max(...ys), dy))];
  return points.map(([x, y]) => within([x + right, y + down]));
}

/** Under what its name stands: the middle, at its upper edge, where it hides least. */
export const nameAt = (points: Point[]): Point => [points.reduce((sum, [x]) => sum + x / points.length, 0), Math.min(...points.map(([, y]) => y))];

/** Whether two of its lines cross. */
export function crosses(points: Point[]): boolean {
  return points.some((_, i) => points.some((_, j) => {
    if (j < i + 2 || (j + 1) % points.length === i) return false;
    const [[a, b], [c, d]] = [line(points, i), line(points, j)];
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  }));
}

/** Whether there is next to nothing in it. */
export function isFlat(points: Point[]): boolean {
  const twice = points.reduce((sum, _, i) => {
    const [[ax, ay], [bx, by]] = line(points, i);
    return sum + ax * by - bx * ay;
  }, 0);
  return Math.abs(twice) / 2 < leastArea;
}

const line = (points: Point[], from: number): [Point, Point] => [points[from]!, points[(from + 1) % points.length]!];

const side = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
