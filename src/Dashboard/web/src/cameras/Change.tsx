import { useState } from 'preact/hooks';
import { useLoad } from '../api/hooks';
import type { CameraChange } from '../api/types';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { complain } from '../ui/Toasts';

const say = words.cameras;

interface Props {
  /** Null shows what would change; the version that was then shown does it. */
  change: (version: string | null) => Promise<CameraChange>;
  onBack: () => void;
  onDone: () => void;
}

/** The lines of the configuration that will change, and the button that changes them. */
export function Change({ change, onBack, onDone }: Props) {
  const { data, error } = useLoad(() => change(null), []);
  const [busy, setBusy] = useState(false);
  const write = async () => {
    setBusy(true);
    try {
      await change(data!.version);
      onDone();
    } catch (failed) {
      complain(failed);
      setBusy(false);
    }
  };
  return (
    <>
      {error && <p class="trial-reason" role="alert"><Icon name="warn" size={18} />{error.message}</p>}
      {data && <><p>{say.willChange}</p><Diff text={data.diff} /></>}
      <footer class="dialog-foot">
        <button class="button" type="button" disabled={busy} onClick={onBack}>{say.goBack}</button>
        <button class="button" data-kind="primary" type="button" disabled={busy || !data} onClick={write}>{say.write}</button>
      </footer>
    </>
  );
}

/** Lines that come and go; the sign in front says which, the colour only repeats it. */
export function Diff({ text }: { text: string }) {
  return (
    <pre class="diff" tabIndex={0} aria-label={say.lines}>
      <code>{text.trimEnd().split('\n').map((line, i) => <span key={i} data-sign={line[0]}>{line}{'\n'}</span>)}</code>
    </pre>
  );
}
