/** A file by its name alone, everything else as it is: the way to a file is long and says little. */
export function sourceName(source: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source) || !source.includes('/') ? source : source.slice(source.lastIndexOf('/') + 1);
}
