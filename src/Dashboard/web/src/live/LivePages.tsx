import { useEffect } from 'preact/hooks';
import { duration } from '../format';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { CameraView } from './CameraView';
import { Legend } from './Legend';
import { live } from './LiveConnection';
import { TryDemo } from './TryDemo';
import { useNow } from './useNow';
import { Wall } from './Wall';

const say = words.live;

/** The live section: all cameras, or one. Both share one connection, so going from one to the other is instant. */
export function LivePages({ camera }: { camera: string | null }) {
  useEffect(() => live.use(), []);
  const cameras = live.cameras.value;

  if (cameras === null) return <Opening />;
  if (camera !== null) {
    const chosen = cameras.find(({ name }) => name === camera);
    if (chosen) return <><CameraView camera={chosen} cameras={cameras} /><LinkLine /></>;
    return <><Notice icon="noCamera" title={say.noSuch(camera)} whole><p>{say.noSuchWhy} <a href="/">{say.seeAll}</a></p></Notice><LinkLine /></>;
  }
  if (cameras.length === 0) return <><NoCameras /><LinkLine /></>;

  const up = cameras.filter(({ state }) => state === 'live').length;
  return (
    <>
      <header class="page-head">
        <h1>{words.shell.live}</h1>
        <span class="muted">{up === cameras.length ? say.count(up) : say.someLive(up, cameras.length)} · {say.pressFace}</span>
        <span class="spring" />
        <Legend />
      </header>
      <Wall cameras={cameras} />
      <LinkLine />
    </>
  );
}

function Opening() {
  const waiting = live.link.value.state === 'waiting';
  return (
    <>
      <header class="page-head"><h1>{words.shell.live}</h1></header>
      {waiting
        ? <Notice icon="wait" title={words.common.noAnswer}><p>{words.common.noAnswerWhy}</p></Notice>
        : <ul class="wall" data-count="2" aria-busy="true" aria-label={say.cameras}><li class="tile skeleton" /><li class="tile skeleton" /></ul>}
      <LinkLine />
    </>
  );
}

function NoCameras() {
  return (
    <Notice icon="live" title={say.none} whole>
      <p>{say.noneWhy}</p>
      <div class="starts">
        <section class="start">
          <h2><Icon name="camera" />{say.startCamera}</h2>
          <p>{say.startCameraWhy}</p>
          <a class="button" data-kind="primary" href="/cameras?add"><Icon name="plus" size={18} />{words.cameras.add}</a>
        </section>
        <TryDemo />
      </div>
    </Notice>
  );
}

/** Says when the connection is gone, when it is tried again, and when it is back. */
function LinkLine() {
  const link = live.link.value;
  const waiting = link.state === 'waiting';
  const now = useNow(waiting);
  const left = waiting ? Math.max(1, Math.ceil((link.retryAt - now) / 1000)) : 0;
  const lost = waiting || (link.state === 'connecting' && link.attempt > 0);
  return (
    <div class="link-line" role="status" data-shown={lost}>
      {lost && (
        <>
          <span class="spinner" />
          <span>{waiting ? say.lost(duration(left)) : say.again}</span>
          {waiting && <button class="button" data-kind="quiet" type="button" onClick={() => live.retryNow()}>{say.tryNow}</button>}
        </>
      )}
    </div>
  );
}
