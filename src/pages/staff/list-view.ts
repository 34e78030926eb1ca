import { html } from 'htm/preact';
import { staffPageWords as words } from '../words.ts';
import { behindView } from './behind-view.ts';
import { widthOf } from './cell-width.ts';
import type { Part } from './layout.ts';
import {
  type Filters,
  filledColumns,
  filteredRows,
  leadOf,
  type PageList,
  rowsPerPage,
  type ShownRow,
  totalsOf,
  writeFilters,
} from './shown-list.ts';

/** Where a list is shown. */
interface Place {
  path: string;
  /** What of its address stays, whatever is filtered. */
  kept: readonly [string, string][];
  /** How the words look that are searched for. */
  hint?: string;
}

/** A list: its totals, each leading to the rows it counts, a search, the sheet, and the rows. */
export function listView(list: PageList, filters: Filters, place: Place): Part {
  if (list.rows.length === 0 && !list.ofWords) return html`<p>${list.empty ?? words.nothing}</p>`;
  const rows = filteredRows(list, filters);
  const isFiltered = (filters.words !== '' && !list.ofWords) || filters.only.size > 0;
  const hrefOf = (changed: Partial<Filters>) => addressOf(place, { ...filters, page: 1, ...changed });
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  const page = Math.min(filters.page, pages);
  return html`
    <p class="total">
      <strong>${isFiltered ? words.found(rows.length, list.rows.length) : words.total(list.rows.length)}</strong>
      ${isFiltered ? html`<a href=${addressOf(place, { words: '', only: new Map(), page: 1 })}>${words.all}</a>` : undefined}
      ${rows.length > 0 ? html`<a href=${addressOf(place, filters, [['as', 'xlsx']])}>${words.sheet}</a> <a href=${addressOf(place, filters, [['as', 'csv']])}>${words.csv}</a>` : undefined}
    </p>
    ${totals(list, rows, filters, hrefOf)}
    ${searchForm(filters, place)}
    ${rows.length === 0 ? html`<p>${words.nothing}</p>` : table(list, rows.slice((page - 1) * rowsPerPage, page * rowsPerPage))}
    ${pages > 1 ? pager(page, pages, (to) => hrefOf({ page: to })) : undefined}
    ${isFiltered ? undefined : (list.behind ?? []).map(behindView)}
  `;
}

function totals(
  list: PageList,
  rows: readonly ShownRow[],
  { only }: Filters,
  hrefOf: (changed: Partial<Filters>) => string,
): Part {
  const found = totalsOf(list, rows).filter(({ header }) => !only.has(header));
  if (found.length === 0) return undefined;
  return html`<dl class="figures">
    ${found.map(
      ({ header, counts }) => html`<div>
        <dt>${header}</dt>
        ${counts.map(
          ({ value, count }) =>
            html`<dd><a href=${hrefOf({ only: new Map([...only, [header, value]]) })}>${value} <b>${count}</b></a></dd>`,
        )}
      </div>`,
    )}
  </dl>`;
}

/** The search; also where nothing is listed yet. */
export function searchForm(filters: Pick<Filters, 'words' | 'only'>, { path, kept, hint }: Place): Part {
  return html`<form class="find" method="get" action=${path} role="search">
    ${[...kept, ...writeFilters({ words: '', only: filters.only, page: 1 })].map(
      ([name, value]) => html`<input type="hidden" name=${name} value=${value} />`,
    )}
    <label for="q">${words.find}</label>
    <input id="q" name="q" type="search" value=${filters.words} placeholder=${hint ?? words.findHint} maxlength="60" />
    <button>${words.find}</button>
  </form>`;
}

function table(list: PageList, rows: readonly ShownRow[]): Part {
  const lead = leadOf(list);
  const shown = filledColumns(list).map((index) => ({
    ...{ index, header: list.columns[index]?.header ?? '' },
    isNumber: rows.some(({ cells }) => typeof cells[index] === 'number'),
  }));
  return html`<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">
    <table>
      <caption id="caption">${list.title}</caption>
      <thead>
        <tr>${shown.map(({ header, isNumber }) => html`<th scope="col" class=${isNumber ? 'number' : undefined}>${header}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ cells, hrefs, isGap }) => html`<tr class=${isGap ? 'gap' : undefined}>
            ${shown.map(({ index }) => {
              const cell = cells[index] ?? '';
              const href = hrefs[index];
              const text = href === undefined ? cell : html`<a href=${href}>${cell}</a>`;
              return index === lead
                ? html`<th scope="row">${text}</th>`
                : html`<td class=${widthOf(cell)}>${text}</td>`;
            })}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function pager(page: number, pages: number, hrefOf: (page: number) => string): Part {
  return html`<nav class="pager" aria-label=${words.pageOf(page, pages)}>
    ${page > 1 ? html`<a href=${hrefOf(page - 1)}>${words.previous}</a>` : undefined}
    <span>${words.pageOf(page, pages)}</span>
    ${page < pages ? html`<a href=${hrefOf(page + 1)}>${words.next}</a>` : undefined}
  </nav>`;
}

function addressOf({ path, kept }: Place, filters: Filters, more: readonly [string, string][] = []): string {
  const query = new URLSearchParams([...kept, ...writeFilters(filters), ...more]).toString();
  return query === '' ? path : `${path}?${query}`;
}
