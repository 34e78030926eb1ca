import { html } from 'htm/preact';
import { sentenceOf } from '../../bot/refusals.ts';
import { RuleError } from '../../errors.ts';
import { sendSheetFile } from './answers.ts';
import type { Part } from './layout.ts';
import { type Filters, filteredRows, type PageList, readFilters } from './shown-list.ts';
import type { Visit } from './visit.ts';

/** What a page shows. `undefined` where there is nothing of that kind for this person, `sent` where a file went out instead. */
export type Shown = { title: string; body: Part; here?: string; refreshSeconds?: number } | 'sent' | undefined;

export function queryOf({ request }: Visit): URLSearchParams {
  return new URLSearchParams(request.querystring);
}

/**
 * Makes a list and shows it by `view`, or says what a rule says instead; where the address asks for the sheet, the file goes out.
 * What the person may not see looks as if it were not there.
 */
export async function showList(
  visit: Visit,
  make: () => Promise<PageList>,
  view: (list: PageList, filters: Filters) => Part,
): Promise<{ body: Part; isRefused?: true } | 'sent' | undefined> {
  const query = queryOf(visit);
  const filters = readFilters(query);
  try {
    const list = await make();
    const form = query.get('as');
    if (form !== 'xlsx' && form !== 'csv') return { body: view(list, filters) };
    await sendSheetFile(visit.request, { ...list, rows: filteredRows(list, filters).map(({ cells }) => cells) }, form);
    return 'sent';
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const isHidden = error.code.startsWith('policy.') || error.code.endsWith('.unknown');
    return isHidden ? undefined : { body: html`<p role="status">${sentenceOf(error)}</p>`, isRefused: true };
  }
}
