import { comparable } from './names';

/** A picture, and the folder it was in; null where it came by itself. */
export interface Found {
  file: File;
  folder: string | null;
}

/** The pictures of a folder, which bears a person's name. */
export interface Folder {
  name: string;
  files: File[];
}

// As the command line has it: those that cannot be read are here too, because each deserves a word rather than silence.
const endings = /\.(jpe?g|png|webp|bmp|heic|heif|avif|gif|tiff?)$/i;

/** Whether what lies in a folder is meant as a picture; what somebody chose or dropped by itself always is. */
const isPicture = ({ file, folder }: Found) => folder === null || (!file.name.startsWith('.') && endings.test(file.name));

/** Everything that was dropped or pasted, folders with all that is inside. To be called while the event lasts. */
export async function carried(transfer: DataTransfer): Promise<Found[]> {
  const alone = [...transfer.files].map(file => ({ file, folder: null }));
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry()).filter(entry => entry !== null);
  if (!entries.some(entry => entry.isDirectory)) return alone;
  return (await Promise.all(entries.map(entry => inside(entry, null)))).flat().filter(isPicture);
}

/** What was chosen as a folder. */
export function chosen(files: Iterable<File>): Found[] {
  return [...files].map(file => ({ file, folder: file.webkitRelativePath.split('/').at(-2) ?? null })).filter(isPicture);
}

/** A folder for each person: the one that a picture lies in, wherever that is. Pictures outside of any are not in it. */
export function folders(found: Found[]): Folder[] {
  const known = new Map<string, Folder>();
  for (const { file, folder } of found) {
    if (folder === null) continue;
    const key = comparable(folder);
    if (!known.has(key)) known.set(key, { name: folder, files: [] });
    known.get(key)!.files.push(file);
  }
  const ordered = new Intl.Collator(undefined, { numeric: true }).compare;
  for (const { files } of known.values()) files.sort((a, b) => ordered(a.name, b.name));
  return [...known.values()].sort((a, b) => ordered(a.name, b.name));
}

async function inside(entry: FileSystemEntry, folder: string | null): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, folder }];
  }
  const children = await list(entry as FileSystemDirectoryEntry);
  return (await Promise.all(children.map(child => inside(child, entry.name)))).flat();
}

async function list(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader gives some at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
