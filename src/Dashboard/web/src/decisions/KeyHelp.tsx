import { words } from '../i18n';

const say = words.decisions;

/** What the keys do. */
export function KeyHelp() {
  return (
    <dl class="key-help" aria-label={say.keys}>
      {say.keyHelp.map(([keys, what]) => (
        <div key={what}><dt>{keys.split(' ').map(key => <kbd key={key}>{key}</kbd>)}</dt><dd>{what}</dd></div>
      ))}
    </dl>
  );
}
