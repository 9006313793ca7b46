import { api } from '../api/client';
import type { Camera } from '../api/types';
import { words } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { tell } from '../ui/Toasts';
import { Change } from './Change';

const say = words.cameras;

/** Says what removing a camera means, shows the lines that go, and removes it. */
export function RemoveCamera({ camera: { name }, onClose }: { camera: Camera; onClose: () => void }) {
  return (
    <Dialog title={say.removeIt(name)} size="large" onClose={onClose}>
      <p>{say.removeMeans(name)}</p>
      <Change change={version => api.removeCamera(name, version)} onBack={onClose} onDone={() => { tell(say.isRemoved(name)); onClose(); }} />
    </Dialog>
  );
}
