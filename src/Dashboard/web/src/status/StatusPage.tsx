import { api, inWords } from '../api/client';
import { usePoll } from '../api/hooks';
import { bytes, count, duration, tenth } from '../format';
import { words } from '../i18n';
import { gpuFault } from '../i18n/faults';
import type { Status } from '../api/types';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { CamerasTable } from './CamerasTable';
import { LogTail } from './LogTail';
import { Models } from './Models';
import { Stages } from './Stages';
import { scarceDisks, Storage } from './Storage';
import { WrongNames } from './WrongNames';

const say = words.status;

const period = 2_000;
// As long as a step of the charts.
const trendPeriod = 5_000;
// They change by the hour.
const wrongNamesPeriod = 30_000;

/** 0.1.0+a17503c: of the commit as much as is needed to find it. */
const shortVersion = (version: string) => version.replace(/(\+[0-9a-f]{7})[0-9a-f]+$/, '$1');

/** What the service is doing, in numbers, without Prometheus. */
export function StatusPage() {
  const status = usePoll(api.status, period);
  const cameras = usePoll(api.cameras, period);
  const charts = usePoll(api.trends, trendPeriod);
  const wrongNames = usePoll(api.falseAlarms, wrongNamesPeriod);
  const [{ data }, { data: trends }] = [status, charts];
  // All at once: panels that fill one after the other push each other about.
  const answered = [status, cameras, charts, wrongNames].every(({ data, error }) => data !== null || error !== null);

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
      {answered && (
        <>
          {data && <Faults {...data} />}
          <div class="figures" data-old={status.error !== null}>
            <Figure label={say.camerasLive} value={cameras.data && `${cameras.data.filter(({ state }) => state === 'live').length} / ${cameras.data.length}`} />
            <Figure label={say.peopleEnrolled} value={data && count(data.gallery.people)} note={data && words.common.pictures(data.gallery.templates)} />
            <Figure label={say.named} value={data && count(data.recognitions.confirmed ?? 0)} note={data && say.unknown(count(data.recognitions.unknown ?? 0))} />
            <Figure label={say.memory} value={data && `${count(data.memoryMb)} MB`} />
            <Figure label={say.inference} value={data && (data.device?.used.toUpperCase() ?? say.none)} note={data?.device?.fallback ? gpuFault(data.device.fallback) : data?.device?.name ?? null} />
          </div>

          <section class="panel" aria-labelledby="cameras-heading">
            <div class="panel-head"><h2 id="cameras-heading">{say.cameras}</h2><span class="muted">{say.lastMinutes}</span></div>
            <CamerasTable polled={cameras} trends={trends?.cameras ?? []} />
          </section>
          <section class="panel" aria-labelledby="wrong-heading">
            <div class="panel-head"><h2 id="wrong-heading">{say.wrongNames}</h2><span class="muted">{say.wrongNamesWhy}</span></div>
            <WrongNames polled={wrongNames} />
          </section>
          <div class="status-two">
            <section class="panel" aria-labelledby="stages-heading">
              <div class="panel-head"><h2 id="stages-heading">{say.perBatch}</h2><span class="muted">{say.percentiles}</span></div>
              <Stages stages={data?.stages ?? []} trends={trends} />
              {data && data.searchStretch > 1 && <p class="muted pad" role="status">{say.rarer(tenth(data.searchStretch))}</p>}
            </section>
            <section class="panel" aria-labelledby="models-heading">
              <div class="panel-head"><h2 id="models-heading">{say.models}</h2><span class="muted">{data && say.askedFor(data.device?.asked ?? '–')}</span></div>
              <Models models={data?.models ?? []} />
            </section>
            <section class="panel" aria-labelledby="storage-heading">
              <div class="panel-head"><h2 id="storage-heading">{say.storage}</h2><span class="muted">{say.storageWhy}</span></div>
              {data && <Storage storage={data.storage} />}
            </section>
          </div>
          <LogTail />
        </>
      )}
    </div>
  );
}

/** What does not work, and what soon will not. Cameras have their table. */
function Faults({ checks, sightingsWaiting: waiting, storage, gallery }: Status) {
  return (
    <div role="alert">
      {checks.filter(({ name, ok }) => !ok && name !== 'cameras').map(({ name, reason, code, values }) => (
        <p key={name} class="advice"><Icon name="warn" size={18} /><span>{say.checks[name] ?? name}: {inWords(code ?? '', values) ?? reason}{name === 'sightings' && ` ${say.waiting(waiting)}`}</span></p>
      ))}
      {gallery.unembedded > 0 && <p class="advice"><Icon name="warn" size={18} /><span>{say.unembedded(gallery.unembedded, gallery.people)}</span></p>}
      {scarceDisks(storage).map(({ freeBytes, totalBytes }) => (
        <p key={totalBytes} class="advice"><Icon name="warn" size={18} /><span>{say.roomShort(bytes(freeBytes), bytes(totalBytes))}</span></p>
      ))}
    </div>
  );
}

function Figure({ label, value, note }: { label: string; value: string | null; note?: string | null }) {
  return (
    <div class="figure">
      <span class="figure-label">{label}</span>
      <strong class="figure-value">{value ?? '–'}</strong>
      <span class="figure-note">{note ?? ''}</span>
    </div>
  );
}
