import { useEffect, useErrorBoundary, useRef } from 'preact/hooks';
import { EventsPage } from './events/EventsPage';
import { LivePages } from './live/LivePages';
import { PeoplePage } from './people/PeoplePage';
import { PersonPage } from './people/PersonPage';
import { route, type Route } from './router';
import { StatusPage } from './status/StatusPage';
import { openDialogs } from './ui/Dialog';
import { Icon, type IconName } from './ui/Icon';
import { Notice } from './ui/Notice';
import { theme, type Theme } from './ui/theme';
import { Toasts } from './ui/Toasts';

const sections: { href: string; words: string; icon: IconName; pages: Route['page'][] }[] = [
  { href: '/', words: 'Live', icon: 'live', pages: ['wall', 'camera'] },
  { href: '/events', words: 'Events', icon: 'events', pages: ['events'] },
  { href: '/people', words: 'People', icon: 'people', pages: ['people', 'person'] },
  { href: '/status', words: 'Status', icon: 'status', pages: ['status'] },
];

export function App() {
  const here = route.value;
  const section = sections.find(({ pages }) => pages.includes(here.page));

  useEffect(() => {
    document.title = `${here.page === 'camera' ? here.camera : section?.words ?? 'Not found'} · FaceStream`;
  }, [here]);

  // Whoever hears the page is told that it is another one.
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.getElementById('main')?.focus({ preventScroll: true });
    first.current = false;
  }, [here.page]);

  return (
    <>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="bar">
        <a class="brand" href="/" aria-label="FaceStream, live view">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span>FaceStream</span>
        </a>
        <nav class="tabs" aria-label="Sections">
          {sections.map(({ href, words, icon, pages }) => (
            <a key={href} href={href} aria-current={pages.includes(here.page) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{words}</span>
            </a>
          ))}
        </nav>
        <ThemeButton />
      </header>
      <main id="main" tabIndex={-1} data-page={here.page}><Page key={here.page === 'camera' ? 'wall' : here.page} at={here} /></main>
      {openDialogs.value === 0 && <Toasts />}
    </>
  );
}

function Page({ at }: { at: Route }) {
  const [error] = useErrorBoundary(error => console.error(error));
  if (error) {
    return (
      <Notice icon="warn" title="This page has failed">
        <p>It is a fault of the page, not of your cameras: recognition goes on. <code>{String(error)}</code></p>
        <button class="button" type="button" onClick={() => location.reload()}>Load it anew</button>
      </Notice>
    );
  }
  switch (at.page) {
    case 'wall': return <LivePages camera={null} />;
    case 'camera': return <LivePages camera={at.camera} />;
    case 'events': return <EventsPage />;
    case 'people': return <PeoplePage />;
    case 'person': return <PersonPage key={at.id} id={at.id} />;
    case 'status': return <StatusPage />;
    case 'missing': return <Notice icon="search" title="There is no such page"><p><a href="/">Go to the live view</a></p></Notice>;
  }
}

const themes: Record<Theme, { next: Theme; icon: IconName; words: string }> = {
  auto: { next: 'dark', icon: 'auto', words: 'as the system' },
  dark: { next: 'light', icon: 'moon', words: 'dark' },
  light: { next: 'auto', icon: 'sun', words: 'light' },
};

function ThemeButton() {
  const { next, icon, words } = themes[theme.value];
  return (
    <button class="icon-button" type="button" title={`Colours: ${words}`} aria-label={`Colours: ${words}. Change`} onClick={() => (theme.value = next)}>
      <Icon name={icon} />
    </button>
  );
}
