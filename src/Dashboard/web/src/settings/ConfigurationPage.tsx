import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad } from '../api/hooks';
import { words } from '../i18n';
import { query } from '../router';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { Editor } from './Editor';

const say = words.configuration;

/** What is in force, setting by setting; secrets are left out. */
export function ConfigurationPage() {
  const { data, error, reload } = useLoad(api.configuration, []);
  const editing = query.value.has('edit');
  const [written, setWritten] = useState(false);
  if (!data && error) return <Notice icon="warn" title={error.title} whole><p>{error.detail}</p></Notice>;
  const sections = (data?.sections ?? [])
    .map(section => ({ ...section, settings: section.settings.filter(({ isDefault }) => !written || !isDefault) }))
    .filter(({ settings }) => settings.length > 0);
  return (
    <div class="configuration">
      <header class="page-head">
        <a class="icon-button" href="/status" aria-label={say.toStatus}><Icon name="back" /></a>
        <h1>{say.title}</h1>
        <span class="spring" />
        <nav class="choices" aria-label={say.views}>
          <a href="/configuration" aria-current={editing ? undefined : 'true'}>{say.inForce}</a>
          <a href="/configuration?edit" aria-current={editing ? 'true' : undefined}>{say.edit}</a>
        </nav>
        {!editing && <label class="only"><input type="checkbox" checked={written} onChange={event => setWritten(event.currentTarget.checked)} />{say.onlyChanged}</label>}
      </header>
      <p class="muted">{editing ? say.editHint : say.where}</p>
      {editing ? <Editor onWritten={reload} /> : <div class="sections" aria-busy={data === null}>
        {sections.map(({ name, settings }) => (
          <section key={name} class="panel" aria-label={name}>
            <div class="panel-head"><h2>{name}</h2></div>
            <dl class="settings">
              {settings.map(({ key, value, isDefault }) => (
                <div key={key} data-default={isDefault}><dt><code>{key}</code></dt><dd class="break">{value === '' ? <span class="muted">{say.unset}</span> : value}{!isDefault && <span class="sr-only"> ({say.changed})</span>}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>}
    </div>
  );
}
