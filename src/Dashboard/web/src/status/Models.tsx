import type { Status } from '../api/types';

/** The models in use and the hash of each file, to be compared with the manifest. */
export function Models({ models }: { models: Status['models'] }) {
  if (models.length === 0) return <p class="muted pad">No model is loaded. <code>./facestream models install</code> brings them.</p>;
  return (
    <ul class="models">
      {models.map(({ id, sha256, provider }) => (
        <li key={id}>
          <span class="model-name">{id}<span class="badge" data-tone="idle">{provider.toUpperCase()}</span></span>
          <code class="break" title="SHA-256 of the model file">{sha256}</code>
        </li>
      ))}
    </ul>
  );
}
