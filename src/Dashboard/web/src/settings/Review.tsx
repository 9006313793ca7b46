import type { ConfigurationCheck } from '../api/types';
import { Diff } from '../cameras/Change';
import { words } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';

const say = words.configuration;

interface Props {
  check: ConfigurationCheck;
  busy: boolean;
  onWrite: () => void;
  onClose: () => void;
}

/** The lines that will change, and what of it waits for the next start. */
export function Review({ check: { diff, restart }, busy, onWrite, onClose }: Props) {
  return (
    <Dialog title={words.cameras.lines} size="large" onClose={onClose}>
      <Diff text={diff} />
      {restart.length > 0 && <p class="advice"><Icon name="warn" size={18} />{say.restart(restart)}</p>}
      <footer class="dialog-foot">
        <button class="button" type="button" disabled={busy} onClick={onClose}>{words.cameras.goBack}</button>
        <button class="button" data-kind="primary" type="button" disabled={busy} onClick={onWrite}>{words.cameras.write}</button>
      </footer>
    </Dialog>
  );
}
