import type { Context } from '../../bot/context.ts';
import { type Area, ownUnits } from './area.ts';
import { classAreas, countyAreas } from './county-areas.ts';
import { operatorAreas } from './operator-areas.ts';
import { peopleAreas } from './people-areas.ts';

/** In the order of the menu. */
const areas: readonly Area[] = [...classAreas, ...peopleAreas, ...countyAreas, ...operatorAreas];

/** The addresses of all areas. */
export const areaPaths: readonly string[] = areas.map(({ path }) => path);

/** The areas this person has something to look at in. */
export async function areasOf(ctx: Context): Promise<Area[]> {
  const mine = await ctx.everAllowed(areas.map(({ action }) => action));
  const seen: Area[] = [];
  for (const area of areas) if (mine.has(area.action) || (await ownUnits(ctx, area)).length > 0) seen.push(area);
  return seen;
}
