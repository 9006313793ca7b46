import { api } from '../api/client';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';
import { asMoments, type EventFilter } from './filter';

const say = words.events;

/** The events of the filter as files: for spreadsheets, and for programs. */
export function Export({ filter }: { filter: EventFilter }) {
  const moments = asMoments(filter);
  return (
    <>
      <a class="button export" href={api.sightingsFile(moments, 'csv')} download aria-label={say.saveAs('CSV')} title={say.csv}><Icon name="download" size={18} />CSV</a>
      <a class="button export" href={api.sightingsFile(moments, 'jsonl')} download aria-label={say.saveAs('JSON')} title={say.json}><Icon name="download" size={18} />JSON</a>
    </>
  );
}
