import type { Update } from '../../chat/update.ts';

/**
 * A callback's meaning: something a person did, or a notice that says nothing to us. `unknown` names a kind that WeCom's pages do not
 * have, for the log.
 */
export type Parsed =
  | { kind: 'update'; update: Update; unknown?: string }
  | { kind: 'ignored'; why: string; unknown?: string };

/** Something a person did. */
export function updated(value: Update): { kind: 'update'; update: Update } {
  return { kind: 'update', update: value };
}
