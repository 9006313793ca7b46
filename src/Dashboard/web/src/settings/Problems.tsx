import type { ApiError } from '../api/client';
import type { Configuration } from '../api/types';
import { words } from '../i18n';
import { configurationFault } from '../i18n/faults';
import { Icon } from '../ui/Icon';

const say = words.configuration;

interface Props {
  problems: Configuration['problems'];
  /** There was an answer. */
  checked: boolean;
  error: ApiError | null;
  /** Goes to where one is. */
  onGo: (line: number, column: number) => void;
}

/** What is wrong with the text, each a press away from its place. */
export function Problems({ problems, checked, error, onGo }: Props) {
  if (error) return <p class="editor-state" role="status" data-wrong="true"><Icon name="warn" size={18} />{error.message}</p>;
  if (problems.length === 0) return <p class="editor-state" role="status">{checked && <><Icon name="check" size={18} />{say.nothingWrong}</>}</p>;
  return (
    <div role="status">
      <ul class="editor-problems" aria-label={say.faults}>
        {problems.map((problem, i) => (
          <li key={i}>
            {problem.line > 0
              ? <button type="button" onClick={() => onGo(problem.line, problem.column)}><strong>{say.place(problem.line, problem.column)}</strong> {configurationFault(problem)}</button>
              : <span>{configurationFault(problem)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
