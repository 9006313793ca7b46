import { api } from '../api/client';
import { Icon } from '../ui/Icon';
import { asMoments, type EventFilter } from './filter';

/** The events of the filter as files: for spreadsheets, and for programs. */
export function Export({ filter }: { filter: EventFilter }) {
  const moments = asMoments(filter);
  return (
    <>
      <a class="button export" href={api.sightingsFile(moments, 'csv')} download aria-label="Save as CSV" title="Save these events as a table, for spreadsheets"><Icon name="download" size={18} />CSV</a>
      <a class="button export" href={api.sightingsFile(moments, 'jsonl')} download aria-label="Save as JSON" title="Save these events as lines of JSON, for programs"><Icon name="download" size={18} />JSON</a>
    </>
  );
}
