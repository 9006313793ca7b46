import type { Status } from '../api/types';
import { words } from '../i18n';

const say = words.status;

/** The models in use and the hash of each file, to be compared with the manifest. */
export function Models({ models }: { models: Status['models'] }) {
  if (models.length === 0) return <p class="muted pad">{say.noModel[0]}<code>./facestream models install</code>{say.noModel[1]}</p>;
  return (
    <ul class="models">
      {models.map(({ id, sha256, provider }) => (
        <li key={id}>
          <span class="model-name">{id}<span class="badge" data-tone="idle">{provider.toUpperCase()}</span></span>
          <code class="break" title={say.hash}>{sha256}</code>
        </li>
      ))}
    </ul>
  );
}
