import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import { useLoad } from '../api/hooks';
import type { ConfigurationCheck, ConfigurationText } from '../api/types';
import { words } from '../i18n';
import { configurationFault } from '../i18n/faults';
import { Notice } from '../ui/Notice';
import { complain, tell } from '../ui/Toasts';
import { draft } from './draft';
import { SettingHelp } from './SettingHelp';
import { keyPath } from './keyPath';
import { Problems } from './Problems';
import { Review } from './Review';

const say = words.configuration;

// Whoever types is not interrupted; whoever stops is told at once.
const pause = 350;

/** The text of `facestream.yaml`: checked while it is written, shown as a difference before it is saved. */
export function Editor({ onWritten }: { onWritten: () => void }) {
  const { data, error, reload } = useLoad(api.configurationText, []);
  if (!data) return error ? <Notice icon="warn" title={error.title}><p>{error.detail}</p></Notice> : <div class="panel editor-waits" aria-busy="true" />;
  return <Editing key={data.version} file={data} onAnew={reload} onWritten={() => { reload(); onWritten(); }} />;
}

function Editing({ file, onAnew, onWritten }: { file: ConfigurationText; onAnew: () => void; onWritten: () => void }) {
  const text = draft.value ?? file.text;
  const field = useRef<HTMLTextAreaElement>(null);
  const [check, setCheck] = useState<ConfigurationCheck | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [caret, setCaret] = useState(0);
  const [reviewing, setReviewing] = useState(false);
  const [busy, setBusy] = useState(false);
  const label = useId();

  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => api.checkConfiguration(text, abort.signal).then(
      checked => { setCheck(checked); setFailed(null); },
      wrong => abort.signal.aborted || (wrong instanceof ApiError && setFailed(wrong)),
    ), pause);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [text]);

  const lines = text.split('\n');
  const widest = Math.max(...lines.map(({ length }) => length), 40);
  const problems = check?.problems ?? [];
  const wrong = (line: number) => problems.find(problem => problem.line === line);
  const changed = text !== file.text;

  const goTo = (line: number, column: number) => {
    const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
    field.current!.focus();
    field.current!.setSelectionRange(start, start);
    setCaret(start);
  };
  const write = async () => {
    setBusy(true);
    try {
      const { restart, applied } = await api.writeConfiguration(text, file.version);
      draft.value = null;
      setReviewing(false);
      tell(applied ? say.isWritten : say.isWrittenOnly, restart.length > 0 ? say.restart(restart) : '');
      onWritten();
    } catch (refused) {
      complain(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div class="editing">
      <div class="editor-column">
        <div class="panel editor">
          <div class="editor-text">
            <ol class="editor-lines" aria-hidden="true">{lines.map((_, i) => <li key={i} data-wrong={wrong(i + 1) !== undefined}>{i + 1}</li>)}</ol>
            <div class="editor-field">
              <div class="editor-marks" aria-hidden="true">{lines.map((line, i) => {
                const fault = wrong(i + 1);
                return <div key={i} data-wrong={fault !== undefined}><span>{line}</span>{fault && configurationFault(fault)}</div>;
              })}</div>
              <label class="sr-only" for={label}>{say.textOf(file.file)}</label>
              <textarea
                ref={field} id={label} value={text} rows={lines.length} wrap="off" spellcheck={false} autocomplete="off" autocapitalize="off"
                style={{ width: `${widest + 4}ch` }} aria-invalid={problems.length > 0}
                onInput={event => { draft.value = event.currentTarget.value; setCaret(event.currentTarget.selectionStart); }}
                onKeyUp={event => setCaret(event.currentTarget.selectionStart)} onClick={event => setCaret(event.currentTarget.selectionStart)}
              />
            </div>
          </div>
        </div>
        <Problems problems={problems} checked={check !== null} error={failed} onGo={goTo} />
        <footer class="editor-foot">
          {changed && <button class="button" data-kind="quiet" type="button" onClick={() => { draft.value = null; onAnew(); }}>{say.drop}</button>}
          <span class="spring" />
          <button class="button" data-kind="primary" type="button" disabled={!changed || problems.length > 0 || failed !== null || !check?.diff} onClick={() => setReviewing(true)}>{words.cameras.showChange}</button>
        </footer>
      </div>
      <SettingHelp path={keyPath(text, caret)} />
      {reviewing && <Review check={check!} busy={busy} onWrite={write} onClose={() => setReviewing(false)} />}
    </div>
  );
}
