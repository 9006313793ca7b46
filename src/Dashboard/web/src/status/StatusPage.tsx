import { api } from '../api/client';
import { usePoll } from '../api/hooks';
import { count, duration } from '../format';
import { words } from '../i18n';
import type { Status } from '../api/types';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { CamerasTable } from './CamerasTable';
import { Models } from './Models';
import { Stages } from './Stages';
import { WrongNames } from './WrongNames';

const say = words.status;

const period = 2_000;

/** 0.1.0+a17503c: of the commit as much as is needed to find it. */
const shortVersion = (version: string) => version.replace(/(\+[0-9a-f]{7})[0-9a-f]+$/, '$1');

/** What the service is doing, in numbers, without Prometheus. */
export function StatusPage() {
  const status = usePoll(api.status, period);
  const cameras = usePoll(api.cameras, period);
  const { data } = status;

  if (!data && status.error) return <Notice icon="warn" title={status.error.title} whole><p>{status.error.detail}</p></Notice>;
  return (
    <div class="status">
      <header class="page-head">
        <h1>{say.title}</h1>
        <span class="muted" role="status">{status.error ? say.old : data ? `${shortVersion(data.version)} · ${say.up(duration(data.uptime))}` : ''}</span>
        <span class="spring" />
        <a class="button" data-kind="quiet" href="/configuration">{words.configuration.title}</a>
        <a class="button" data-kind="quiet" href="/metrics" data-server>{say.metrics}</a>
        <a class="button" data-kind="quiet" href="/openapi/v1.json" data-server>API</a>
      </header>

      {data && <Faults checks={data.checks} waiting={data.sightingsWaiting} />}
      <div class="figures" data-old={status.error !== null}>
        <Figure label={say.camerasLive} value={cameras.data && `${cameras.data.filter(({ state }) => state === 'live').length} / ${cameras.data.length}`} />
        <Figure label={say.peopleEnrolled} value={data && count(data.gallery.people)} note={data && words.common.pictures(data.gallery.templates)} />
        <Figure label={say.named} value={data && count(data.recognitions.confirmed ?? 0)} note={data && say.unknown(count(data.recognitions.unknown ?? 0))} />
        <Figure label={say.inference} value={data && (data.device?.used.toUpperCase() ?? say.none)} note={data?.device?.name ?? null} warning={data?.device?.fallback ?? null} />
        <Figure label={say.memory} value={data && `${count(data.memoryMb)} MB`} />
      </div>

      <section class="panel" aria-labelledby="cameras-heading">
        <div class="panel-head"><h2 id="cameras-heading">{say.cameras}</h2></div>
        <CamerasTable polled={cameras} />
      </section>
      <section class="panel" aria-labelledby="wrong-heading">
        <div class="panel-head"><h2 id="wrong-heading">{say.wrongNames}</h2><span class="muted">{say.wrongNamesWhy}</span></div>
        <WrongNames />
      </section>
      <div class="status-two">
        <section class="panel" aria-labelledby="stages-heading">
          <div class="panel-head"><h2 id="stages-heading">{say.perBatch}</h2><span class="muted">{say.percentiles}</span></div>
          <Stages stages={data?.stages ?? []} />
        </section>
        <section class="panel" aria-labelledby="models-heading">
          <div class="panel-head"><h2 id="models-heading">{say.models}</h2><span class="muted">{data && say.askedFor(data.device?.asked ?? '–')}</span></div>
          <Models models={data?.models ?? []} />
        </section>
      </div>
    </div>
  );
}

/** What does not work, in the service's own words. Cameras have their table. */
function Faults({ checks, waiting }: { checks: Status['checks']; waiting: number }) {
  return (
    <div role="alert">
      {checks.filter(({ name, ok }) => !ok && name !== 'cameras').map(({ name, reason }) => (
        <p key={name} class="advice"><Icon name="warn" size={18} /><span>{say.checks[name] ?? name}: {reason}{name === 'sightings' && ` ${say.waiting(waiting)}`}</span></p>
      ))}
    </div>
  );
}

function Figure({ label, value, note, warning }: { label: string; value: string | null; note?: string | null; warning?: string | null }) {
  return (
    <div class="figure">
      <span class="figure-label">{label}</span>
      <strong class="figure-value">{value ?? '–'}</strong>
      <span class="figure-note" data-warning={Boolean(warning)}>{warning ?? note ?? ''}</span>
    </div>
  );
}
