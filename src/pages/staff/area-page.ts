import { html } from 'htm/preact';
import { staffPageWords as words } from '../words.ts';
import { type Area, areasOf, yearOf } from './areas.ts';
import { formMarks } from './card-view.ts';
import type { Part } from './layout.ts';
import { listView, searchForm } from './list-view.ts';
import { queryOf, type Shown, showList } from './shown.ts';
import { type PageList, readFilters } from './shown-list.ts';
import type { Visit } from './visit.ts';

/** One list of the county. */
export async function areaPage(visit: Visit, path: string): Promise<Shown> {
  const { ctx, deps } = visit;
  const area = (await areasOf(ctx)).find((each) => each.path === path);
  if (area === undefined) return undefined;
  const { label, ofYear = false, ofWords = false, behind } = area;
  const query = queryOf(visit);
  const year = yearOf(ctx, query);
  const asked = readFilters(query).words;
  const kept: [string, string][] = ofYear ? [['year', year]] : [];
  if (ofWords && asked === '')
    return {
      ...{ title: label, here: path },
      body: html`<p>${words.findPeopleFirst}</p>${searchForm({ words: '', only: new Map() }, { path, kept })}`,
    };
  const of = query.get('of');
  if (behind !== undefined && of !== null) return behindPage(visit, area, (facts) => behind(facts, of), of);
  const shown = await showList(
    visit,
    async () => withOpened(path, behind, await area.list({ ctx, router: deps.router, year, words: asked })),
    (list, filters) => listView({ ...list, ...(area.empty && { empty: area.empty }) }, filters, { path, kept }),
  );
  if (shown === undefined || shown === 'sent') return shown;
  return {
    ...{ title: label, here: path },
    body: html`${ofYear ? years(path, year) : undefined} ${shown.body} ${await says(visit, area)}`,
  };
}

/** The list behind one row, with the way back. */
async function behindPage(visit: Visit, { label, path }: Area, make: Area['list'], of: string): Promise<Shown> {
  const { ctx, deps } = visit;
  const shown = await showList(
    visit,
    () => make({ ctx, router: deps.router, year: yearOf(ctx, queryOf(visit)), words: '' }),
    (list, filters) => listView(list, filters, { path, kept: [['of', of]] }),
  );
  if (shown === undefined || shown === 'sent') return shown;
  return {
    title: label,
    here: path,
    body: html`<p class="back"><a href=${path}>${words.backTo(label)}</a></p>${shown.body}`,
  };
}

/** Each row that opens something leads to the list behind it. */
function withOpened(path: string, behind: Area['behind'], list: PageList): PageList {
  const { opens } = list;
  if (behind === undefined || opens === undefined) return list;
  return {
    ...list,
    links: opens.map((of) => (of === undefined ? undefined : `${path}?${new URLSearchParams({ of })}`)),
  };
}

async function says({ ctx, csrf }: Visit, { says: said, path }: Area): Promise<Part> {
  if (said === undefined || !(await ctx.mayEver(said.action))) return undefined;
  return html`<section class="acts" aria-labelledby="acts">
    <h2 id="acts">${words.acts}</h2>
    <p class="hint">${words.actsHint}</p>
    <form method="post" action="/staff/say-here" class="buttons">
      ${formMarks(csrf)}<input type="hidden" name="area" value=${path} /><button>${said.label}</button>
    </form>
  </section>`;
}

function years(path: string, year: string): Part {
  const each = [-1, 0, 1].map((step) => String(Number(year) + step));
  return html`<nav class="tabs" aria-label=${words.year(year)}>
    <ul>
      ${each.map(
        (one) =>
          html`<li><a href=${`${path}?year=${one}`} aria-current=${one === year ? 'page' : undefined}>${words.year(one)}</a></li>`,
      )}
    </ul>
  </nav>`;
}
