import type { Context } from '../../bot/context.ts';
import type { Router } from '../../bot/router.ts';
import { beijingDateOf } from '../../calendar/beijing-time.ts';
import type { Action } from '../../county/policy.ts';
import type { UnitRow } from '../../county/units.ts';
import type { PageList } from './shown-list.ts';

/** What a list is asked for with. */
export interface Asked {
  ctx: Context;
  router: Router;
  year: string;
  words: string;
}

/** A list of the county with its page. */
export interface Area {
  path: string;
  label: string;
  /** The right without which it is not shown; what makes the list checks it again. */
  action: Action;
  /** It is of one year. */
  ofYear?: true;
  /** It is made for words alone: what is said before there are any, and how they look. */
  ofWords?: { first: string; hint: string };
  /** Who may not see all of it sees the list behind each unit of their own in which they may do this. */
  ofUnits?: Action;
  /** What the person may tell the bot here. */
  says?: { label: string; text: string; action: Action };
  list: (asked: Asked) => Promise<PageList>;
  /** The list behind a row, by what the row opens. */
  behind?: (asked: Asked, what: string) => Promise<PageList>;
  /** What is said where there is nothing yet. */
  empty?: string;
}

export type AreaLink = Pick<Area, 'path' | 'label'>;

/** The units of their own of which the person sees the list behind, each with those below it; none where an area is not of units. */
export async function ownUnits(ctx: Context, { ofUnits }: Pick<Area, 'ofUnits'>): Promise<UnitRow[]> {
  if (ofUnits === undefined) return [];
  const { headsUnitIds, liaisesUnitIds } = await ctx.actor();
  const ids = [...new Set([...headsUnitIds, ...liaisesUnitIds])];
  const mine = new Set(await ctx.allowedIn(ofUnits, ids, (unitId) => ({ unitId })));
  const units = await ctx.store.units.many([...mine]);
  return units.filter(({ parentId }) => parentId === undefined || !mine.has(parentId));
}

/** The year a page shows, as the address says it, or else this one. */
export function yearOf(ctx: Context, query: URLSearchParams): string {
  const year = query.get('year') ?? '';
  return /^20\d\d$/.test(year) ? year : beijingDateOf(ctx.now).slice(0, 4);
}
