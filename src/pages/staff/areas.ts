import type { Context } from '../../bot/context.ts';
import { mayEver } from '../../county/policy.ts';
import { type Area, ownUnits } from './area.ts';
import { classAreas, countyAreas } from './county-areas.ts';
import { operatorAreas } from './operator-areas.ts';
import { peopleAreas } from './people-areas.ts';

/** In the order of the menu. */
const areas: readonly Area[] = [...classAreas, ...peopleAreas, ...countyAreas, ...operatorAreas];

/** The addresses of all areas. */
export const areaPaths: readonly string[] = areas.map(({ path }) => path);

/** The areas this person has something to look at in; what they see as a cadre alone they see in chat. */
export async function areasOf(ctx: Context): Promise<Area[]> {
  const actor = await ctx.actor();
  const onDuty = { ...actor, roles: actor.roles.filter((role) => role !== 'cadre') };
  const seen: Area[] = [];
  for (const area of areas) if (mayEver(onDuty, area.action) || (await ownUnits(ctx, area)).length > 0) seen.push(area);
  return seen;
}
