import type { RuleBroken } from '../api/types';
import { words } from '.';

/** By the server's code; `of` holds what its own sentence names. */
export type FaultWords = Record<string, (of: Record<string, string>) => string>;

/** What is wrong with a configuration, in the reader's language; the server's own sentence where the reader's is English. */
export const configurationFault = ({ code, values, message }: { code: string; values: Record<string, string>; message: string }): string =>
  words.faults.configuration[code]?.(values) ?? message;

/** The rules that a request breaks, with their places; undefined where only the server has words for one. */
export function brokenRules(faults: RuleBroken[]): string | undefined {
  const said = faults.map(({ place, code, values }) => {
    const sentence = words.faults.configuration[code]?.(values);
    return sentence && (place ? `${place}: ${sentence}` : sentence);
  });
  return said.length > 0 && said.every(Boolean) ? said.join(' ') : undefined;
}

/** Why the models do not run on a GPU. */
export const gpuFault = ({ code, values, reason }: { code: string; values: Record<string, string>; reason: string }): string => words.faults.gpu[code]?.(values) ?? reason;
