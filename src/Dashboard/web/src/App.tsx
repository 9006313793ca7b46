import { useEffect, useErrorBoundary, useRef } from 'preact/hooks';
import { CamerasPage } from './cameras/CamerasPage';
import { DecisionsPage } from './decisions/DecisionsPage';
import { EventsPage } from './events/EventsPage';
import { changeLanguage, language, words } from './i18n';
import { LivePages } from './live/LivePages';
import { PeoplePage } from './people/PeoplePage';
import { PersonPage } from './people/PersonPage';
import { route, type Route } from './router';
import { ConfigurationPage } from './settings/ConfigurationPage';
import { SafeMode } from './settings/SafeMode';
import { StatusPage } from './status/StatusPage';
import { openDialogs } from './ui/Dialog';
import { Icon, type IconName } from './ui/Icon';
import { Notice } from './ui/Notice';
import { theme, type Theme } from './ui/theme';
import { Toasts } from './ui/Toasts';

const say = words.shell;

const sections: { href: string; words: string; icon: IconName; pages: Route['page'][] }[] = [
  { href: '/', words: say.live, icon: 'live', pages: ['wall', 'camera'] },
  { href: '/events', words: say.events, icon: 'events', pages: ['events'] },
  { href: '/decisions', words: say.decisions, icon: 'decide', pages: ['decisions'] },
  { href: '/people', words: say.people, icon: 'people', pages: ['people', 'person'] },
  { href: '/cameras', words: say.cameras, icon: 'camera', pages: ['cameras'] },
  { href: '/status', words: say.status, icon: 'status', pages: ['status', 'configuration'] },
];

export function App() {
  const here = route.value;
  const section = sections.find(({ pages }) => pages.includes(here.page));

  useEffect(() => {
    document.title = `${here.page === 'camera' ? here.camera : section?.words ?? say.notFound} · FaceStream`;
  }, [here]);

  // Whoever hears the page is told that it is another one.
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.getElementById('main')?.focus({ preventScroll: true });
    first.current = false;
  }, [here.page]);

  return (
    <>
      <a class="skip" href="#main">{say.skip}</a>
      <header class="bar">
        <a class="brand" href="/" aria-label={say.brand}>
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span>FaceStream</span>
        </a>
        <nav class="tabs" aria-label={say.sections}>
          {sections.map(({ href, words, icon, pages }) => (
            <a key={href} href={href} aria-current={pages.includes(here.page) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{words}</span>
            </a>
          ))}
        </nav>
        <LanguageButton />
        <ThemeButton />
      </header>
      <main id="main" tabIndex={-1} data-page={here.page}><SafeMode><Page key={here.page === 'camera' ? 'wall' : here.page} at={here} /></SafeMode></main>
      {openDialogs.value === 0 && <Toasts />}
    </>
  );
}

function Page({ at }: { at: Route }) {
  const [error] = useErrorBoundary(error => console.error(error));
  if (error) {
    return (
      <Notice icon="warn" title={say.failed} whole>
        <p>{say.failedWhy} <code>{String(error)}</code></p>
        <button class="button" type="button" onClick={() => location.reload()}>{say.reload}</button>
      </Notice>
    );
  }
  switch (at.page) {
    case 'wall': return <LivePages camera={null} />;
    case 'camera': return <LivePages camera={at.camera} />;
    case 'events': return <EventsPage />;
    case 'decisions': return <DecisionsPage />;
    case 'people': return <PeoplePage />;
    case 'person': return <PersonPage key={at.id} id={at.id} />;
    case 'cameras': return <CamerasPage />;
    case 'configuration': return <ConfigurationPage />;
    case 'status': return <StatusPage />;
    case 'missing': return <Notice icon="search" title={say.noPage} whole><p><a href="/">{say.toLive}</a></p></Notice>;
  }
}

const themes: Record<Theme, { next: Theme; icon: IconName }> = {
  auto: { next: 'dark', icon: 'auto' },
  dark: { next: 'light', icon: 'moon' },
  light: { next: 'auto', icon: 'sun' },
};

function LanguageButton() {
  const other = language === 'en' ? 'de' : 'en';
  return <button class="icon-button language" type="button" lang={other} title={say.language} aria-label={`${other.toUpperCase()}: ${say.language}`} onClick={changeLanguage}>{other.toUpperCase()}</button>;
}

function ThemeButton() {
  const { next, icon } = themes[theme.value];
  const words = say.coloursAre(say.colours[theme.value]);
  return (
    <button class="icon-button" type="button" title={words} aria-label={`${words}. ${say.change}`} onClick={() => (theme.value = next)}>
      <Icon name={icon} />
    </button>
  );
}
