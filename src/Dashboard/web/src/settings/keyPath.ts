/** The setting that a place of a configuration's text belongs to, such as `cameras[].source`; empty where there is none. */
export function keyPath(text: string, at: number): string {
  const lines = text.slice(0, text.indexOf('\n', at) < 0 ? undefined : text.indexOf('\n', at)).split('\n');
  const last = lines.at(-1)!;
  const column = at - (text.lastIndexOf('\n', at - 1) + 1);

  const path: string[] = [];
  let indent = Infinity;
  for (const line of lines.toReversed()) {
    const found = /^(\s*)((?:- +)*)([A-Za-z_]+)\s*:/.exec(line);
    const item = /^\s*-(?:\s|$)/.test(line);
    if (!found) {
      // `-` alone, or a value of a list: what it belongs to stands above.
      if (item && indent === Infinity) { path.unshift('[]'); indent = line.indexOf('-'); }
      continue;
    }
    const [, blank = '', dashes = '', key = ''] = found;
    const depth = blank.length + dashes.length;
    if (depth < indent || (path[0] === '[]' && blank.length <= indent)) {
      if (path[0] === '[]') path[0] = `${key}[]`;
      else path.unshift(key);
      indent = depth;
    }
    if (dashes && depth <= indent) {
      path.unshift('[]');
      indent = blank.length;
    }
    if (indent === 0 && path[0] !== '[]') break;
  }
  const inner = inBrackets(last, column);
  if (inner) path.push(inner);
  return path.join('.').replaceAll('[].[]', '[]');
}

/** The last key before a column, of those in brackets. */
function inBrackets(line: string, column: number): string | null {
  const open = line.search(/[{[]/);
  if (open < 0 || column <= open) return null;
  const keys = [...line.slice(open).matchAll(/[{,]\s*([A-Za-z_]+)\s*:/g)].filter(({ index }) => open + index < column);
  return keys.at(-1)?.[1] ?? null;
}
