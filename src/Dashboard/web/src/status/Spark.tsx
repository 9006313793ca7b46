/** A line or a filled shape over time; null where nothing was measured. */
export interface Trace {
  values: (number | null)[];
  /** As the style sheet knows it. */
  kind: 'low' | 'high' | 'rate' | 'overload' | 'pool' | 'shutdown';
  filled?: boolean;
}

interface Props {
  /** Painted in this order. */
  traces: Trace[];
  /** Steps from edge to edge; where there are fewer, the newest stand on the right. */
  room: number;
  /** What the chart says, in words. */
  label: string;
}

const height = 32;

/** A small chart of the last minutes. Its highest value reaches the upper edge. */
export function Spark({ traces, room, label }: Props) {
  const top = Math.max(...traces.flatMap(({ values }) => values.map(value => value ?? 0)));
  const y = (value: number) => height - 1 - (top > 0 ? (height - 2) * (value / top) : 0);
  return (
    <svg class="spark" viewBox={`0 0 ${room - 1} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      {top > 0 && traces.map(({ values, kind, filled }) => (
        <path key={kind} data-kind={kind} data-filled={filled} d={runs(values).map(run => outline(run, room - values.length, y, filled === true)).join('')} />
      ))}
    </svg>
  );
}

type Point = [step: number, value: number];

/** What was measured without a gap between. */
function runs(values: (number | null)[]): Point[][] {
  const all: Point[][] = [];
  values.forEach((value, step) => {
    if (value === null) return;
    if (step === 0 || values[step - 1] === null) all.push([]);
    all.at(-1)!.push([step, value]);
  });
  return all;
}

function outline(run: Point[], shift: number, y: (value: number) => number, filled: boolean): string {
  const line = run.map(([step, value], i) => `${i === 0 ? 'M' : 'L'}${step + shift} ${y(value).toFixed(1)}`).join('');
  return filled ? `${line}L${run.at(-1)![0] + shift} ${height}L${run[0]![0] + shift} ${height}Z` : line;
}

/** The newest value that was measured. */
export const latest = (values: (number | null)[]) => values.findLast(value => value !== null) ?? null;

/** The sum of the first of them, of the first two, and so on, for shapes that stand on each other. */
export function stacked(rows: (number | null)[][]): (number | null)[][] {
  let below: (number | null)[] = [];
  return rows.map(row => (below = row.map((value, i) => (value === null ? null : value + (below[i] ?? 0)))));
}
