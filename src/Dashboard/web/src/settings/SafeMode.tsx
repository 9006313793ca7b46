import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api/client';
import { useLoad, usePoll } from '../api/hooks';
import type { Configuration } from '../api/types';
import { words } from '../i18n';
import { configurationFault } from '../i18n/faults';
import { Icon } from '../ui/Icon';
import { Editor } from './Editor';

const say = words.configuration;

const period = 2_000;

/** Whatever page is asked for: while the configuration has errors there is only this one, which says what to mend. */
export function SafeMode({ children }: { children: ComponentChildren }) {
  const { data } = useLoad(api.configuration, []);
  return data && data.problems.length > 0 ? <Broken first={data} /> : <>{children}</>;
}

function Broken({ first }: { first: Configuration }) {
  const { data, error } = usePoll(api.configuration, period);
  const { file, problems } = data ?? first;
  // It has been mended, and the service is there: the pages begin anew, as it did.
  useEffect(() => { if (problems.length === 0) location.reload(); }, [problems]);
  return (
    <section class="broken" aria-labelledby="broken-heading">
      <header>
        <span class="notice-icon"><Icon name="warn" size={28} /></span>
        <div>
          <h1 id="broken-heading">{say.broken(file, problems.length)}</h1>
          <p role="status">{error ? say.starting : say.brokenWhy}</p>
        </div>
      </header>
      <ol class="faults" aria-label={say.faults}>
        {problems.map(({ line, column, firstLine, lines, ...fault }, i) => (
          <li key={i} class="panel fault">
            <p><strong>{line > 0 ? say.place(line, column) : file}</strong> {configurationFault(fault)}</p>
            {lines.length > 0 && (
              <pre tabIndex={0} aria-label={say.linesAround(line)}>
                <code>{lines.map((text, j) => <span key={j} data-wrong={firstLine + j === line}><span class="line-number">{firstLine + j}</span>{text || ' '}</span>)}</code>
              </pre>
            )}
          </li>
        ))}
      </ol>
      <Editor onWritten={() => {}} />
    </section>
  );
}
