import { html } from 'htm/preact';
import type { UnitRow } from '../../county/units.ts';
import { staffPageWords as words } from '../words.ts';
import { type Area, ownUnits, yearOf } from './area.ts';
import { areasOf } from './areas.ts';
import { formMarks } from './card-view.ts';
import { type Part, tabs } from './layout.ts';
import { listView, searchForm } from './list-view.ts';
import { queryOf, type Shown, showList } from './shown.ts';
import { type PageList, readFilters } from './shown-list.ts';
import type { Visit } from './visit.ts';

/** One list of the county, or what of it is behind one row. */
export async function areaPage(visit: Visit, path: string): Promise<Shown> {
  const { ctx, deps } = visit;
  const area = (await areasOf(ctx)).find((each) => each.path === path);
  if (area === undefined) return undefined;
  const { label, ofYear = false, ofWords, behind } = area;
  const query = queryOf(visit);
  const year = yearOf(ctx, query);
  const asked = readFilters(query).words;
  const kept: Query = ofYear ? [['year', year]] : [];
  const search = (words: string) =>
    searchForm({ words, only: new Map() }, { path, kept, ...(ofWords && { hint: ofWords.hint }) });
  if (ofWords !== undefined && asked === '')
    return { title: label, here: path, body: html`<p>${ofWords.first}</p>${search('')}` };
  const units = (await ctx.may(area.action, {})) ? [] : await ownUnits(ctx, area);
  const of = query.get('of') ?? units[0]?._id;
  if (behind !== undefined && of !== undefined)
    return behindPage(visit, area, { make: (facts) => behind(facts, of), of, units });
  const shown = await showList(
    visit,
    async () => withOpened(path, behind, kept, await area.list({ ctx, router: deps.router, year, words: asked })),
    (list, filters) =>
      listView({ ...list, ...(area.empty && { empty: area.empty }) }, filters, { path, kept, ...ofWords }),
  );
  if (shown === undefined || shown === 'sent') return shown;
  return {
    ...{ title: label, here: path },
    body: html`
      ${ofYear ? years(path, year, []) : undefined} ${shown.isRefused && ofWords ? search(asked) : undefined}
      ${shown.body} ${await says(visit, area)}
    `,
  };
}

type Query = [string, string][];

interface Behind {
  make: Area['list'];
  of: string;
  /** For those who see no more than this of the area: whose lists they see. */
  units: readonly UnitRow[];
}

/** The list behind one row, with the way back; or that of one's own unit, with the way to the next. */
async function behindPage(
  visit: Visit,
  { label, path, ofYear, empty }: Area,
  { make, of, units }: Behind,
): Promise<Shown> {
  const { ctx, deps } = visit;
  const year = yearOf(ctx, queryOf(visit));
  const ofTheYear: Query = ofYear ? [['year', year]] : [];
  const kept: Query = [...ofTheYear, ['of', of]];
  const shown = await showList(
    visit,
    () => make({ ctx, router: deps.router, year, words: '' }),
    (list, filters) => listView({ ...list, ...(empty && { empty }) }, filters, { path, kept }),
  );
  if (shown === undefined || shown === 'sent') return shown;
  const back = ofYear ? `${path}?year=${year}` : path;
  const way =
    units.length === 0
      ? html`<p class="back"><a href=${back}>${words.backTo(label)}</a></p>`
      : [ofYear ? years(path, year, [['of', of]]) : undefined, unitTabs(path, units, ofTheYear, of)];
  return { title: label, here: path, body: html`${way} ${shown.body}` };
}

function unitTabs(path: string, units: readonly UnitRow[], kept: Query, of: string): Part {
  if (units.length < 2) return undefined;
  return tabs(
    words.unit,
    units.map(({ _id, name }) => ({ label: name, href: addressOf(path, [...kept, ['of', _id]]), isHere: _id === of })),
  );
}

/** Each row that opens something leads to the list behind it. */
function withOpened(path: string, behind: Area['behind'], kept: Query, list: PageList): PageList {
  const { opens } = list;
  if (behind === undefined || opens === undefined) return list;
  return {
    ...list,
    links: opens.map((of) => (of === undefined ? undefined : addressOf(path, [...kept, ['of', of]]))),
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

function years(path: string, year: string, kept: Query): Part {
  return tabs(
    words.year(year),
    [-1, 0, 1]
      .map((step) => String(Number(year) + step))
      .map((one) => ({
        ...{ label: words.year(one), href: addressOf(path, [['year', one], ...kept]) },
        isHere: one === year,
      })),
  );
}

function addressOf(path: string, query: Query): string {
  return `${path}?${new URLSearchParams(query)}`;
}
