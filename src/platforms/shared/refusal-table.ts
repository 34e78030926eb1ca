import type { Fault, Retry } from '../../errors.ts';

/** What a person who reads the code should be told; `other` has no sentence of its own. */
export type Reason =
  | 'no-account'
  | 'no-licence'
  | 'no-answer-address'
  | 'no-files'
  | 'no-file-store'
  | 'bad-file'
  | 'bad-content'
  | 'unsafe-content'
  | 'card-gone'
  | 'card-not-changed'
  | 'card-not-delivered'
  | 'notice-not-delivered'
  | 'robot-barred'
  | 'other';

/** What one code means. `unsure`: the vendor may have done it or not, which is treated like no answer at all. */
export interface Refusal {
  retry: Retry | 'unsure';
  fault: Fault;
  reason: Reason;
}

export type RefusalTable = ReadonlyMap<string, Refusal>;

/**
 * One vendor's codes, by what they mean.
 * @param rows - codes stand in one text with spaces between them; `42017-42020` are four
 * @throws RangeError when a code stands in two rows
 */
export function refusalTable(rows: readonly (readonly [Refusal['retry'], Fault, Reason, string])[]): RefusalTable {
  const table = new Map<string, Refusal>();
  for (const [retry, fault, reason, codes] of rows) {
    for (const code of codes.split(' ').flatMap(spanned)) {
      if (table.has(code)) throw new RangeError(`the code ${code} stands in two rows`);
      table.set(code, { retry, fault, reason });
    }
  }
  return table;
}

function spanned(entry: string): string[] {
  const span = /^(\d+)-(\d+)$/.exec(entry);
  if (span === null) return [entry];
  const first = Number(span[1]);
  return Array.from({ length: Number(span[2]) - first + 1 }, (_, index) => String(first + index));
}
