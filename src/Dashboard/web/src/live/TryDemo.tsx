import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { complain, tell } from '../ui/Toasts';

const say = words.live;

/** For whoever has no camera at hand: sample cameras and sample people, which can be removed as any other. */
export function TryDemo() {
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      const { people } = await api.startDemo();
      tell(say.demoStarted, say.demoPeople(people));
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return (
    <section class="start">
      <h2><Icon name="live" />{say.startDemo}</h2>
      <p>{say.startDemoWhy}</p>
      <button class="button" type="button" disabled={busy} onClick={start}>{busy ? <><span class="spinner" />{say.demoStarting}</> : say.startDemo}</button>
    </section>
  );
}
