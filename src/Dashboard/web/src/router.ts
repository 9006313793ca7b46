import { computed, signal } from '@preact/signals';

export type Route =
  | { page: 'wall' }
  | { page: 'camera'; camera: string }
  | { page: 'events' }
  | { page: 'decisions' }
  | { page: 'people' }
  | { page: 'person'; id: number }
  | { page: 'cameras' }
  | { page: 'configuration' }
  | { page: 'status' }
  | { page: 'missing' };

const address = () => location.pathname + location.search;
const here = signal(address());
const path = computed(() => here.value.split('?', 1)[0]!);

/** Where the address bar says we are. */
export const route = computed<Route>(() => parse(path.value));

/** What follows the `?`: how a page is to be shown, so that a link shows the same. */
export const query = computed(() => new URLSearchParams(here.value.slice(path.value.length)));

/** Goes to a page of this application without loading it anew. */
export function navigate(to: string, replace = false): void {
  if (to === address()) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  here.value = address();
  scrollTo(0, 0);
}

export const toCamera = (name: string) => `/live/${encodeURIComponent(name)}`;
export const toEventsOf = (person: number) => `/events?person=${person}`;
export const toSimilar = (sighting: number) => `/events?like=${sighting}`;
export const toPerson = (id: number) => `/people/${id}`;

function parse(pathname: string): Route {
  const [first, second, ...rest] = pathname.split('/').filter(Boolean).map(decode);
  if (rest.length > 0) return { page: 'missing' };
  if (first === undefined || (first === 'live' && second === undefined)) return { page: 'wall' };
  if (first === 'live') return { page: 'camera', camera: second! };
  if (first === 'status' && second === undefined) return { page: 'status' };
  if (first === 'cameras' && second === undefined) return { page: 'cameras' };
  if (first === 'configuration' && second === undefined) return { page: 'configuration' };
  if (first === 'events' && second === undefined) return { page: 'events' };
  if (first === 'decisions' && second === undefined) return { page: 'decisions' };
  if (first === 'people' && second === undefined) return { page: 'people' };
  if (first === 'people' && /^\d+$/.test(second!)) return { page: 'person', id: Number(second) };
  return { page: 'missing' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

addEventListener('popstate', () => (here.value = address()));

// Every plain click on a link to one of our own pages; new tabs, downloads and other sites stay the browser's.
document.addEventListener('click', event => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest?.('a');
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download') || link.hasAttribute('data-server')) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
});
