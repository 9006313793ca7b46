import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import type { SettingDocumentation } from '../api/types';
import { words } from '../i18n';

const say = words.configuration;

/** What the setting under the caret does, or which ones its section has. */
export function SettingHelp({ path }: { path: string }) {
  const { data } = useLoad(api.configurationSchema, []);
  const setting = data?.find(({ key }) => key === path || `${key}[]` === path);
  const within = (data ?? []).filter(({ key }) => path === '' || key.startsWith(`${path}.`) || key.startsWith(`${path}[].`));
  const sections = [...new Set((data ?? []).map(({ key }) => key.split(/[.[]/, 1)[0]!))];
  return (
    <aside class="panel setting-help" aria-label={say.help} aria-live="polite">
      <h2><code>{path || say.sections}</code></h2>
      {setting
        ? (
          <>
            <p><Meaning of={setting} /></p>
            <dl class="facts">
              {/* Where nothing is set, the meaning says what happens. */}
              {(setting.required || setting.default !== '') && <div><dt>{say.default_}</dt><dd>{setting.required ? say.required : <code>{setting.default}</code>}</dd></div>}
              {setting.range !== '' && <div><dt>{say.range}</dt><dd>{say.rangeOf(setting.range)}</dd></div>}
              <div><dt>{say.effect}</dt><dd>{setting.key.startsWith('cameras') ? say.atOnce : say.atStart}</dd></div>
            </dl>
          </>
        )
        : path === ''
          ? <p>{sections.map(section => <code key={section}>{section} </code>)}</p>
          : within.length > 0
            ? <ul>{within.map(one => <li key={one.key}><code>{one.key.slice(path.length).replace(/^(\[\])?\./, '')}</code> <span class="muted"><Meaning of={one} /></span></li>)}</ul>
            : <p class="muted">{say.noSuchKey}</p>}
    </aside>
  );
}

/** Words of the file stand in backticks. */
function Meaning({ of: { key, meaning } }: { of: SettingDocumentation }) {
  return <>{(say.meanings[key] ?? meaning).split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>;
}
