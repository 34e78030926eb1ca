import type { Context } from '../../bot/context.ts';
import { beijingDateOf } from '../../calendar/beijing-time.ts';
import { RuleError } from '../../errors.ts';
import { dutiesIn } from '../../training/hours/duties.ts';
import { effective } from '../../training/hours/hour-entries.ts';
import { ledgerOf } from '../../training/hours/ledger.ts';
import { dutyLine } from '../../training/hours/words.ts';
import { registerHours } from '../../training/registers/register-hours.ts';
import { emptyWords } from '../words.ts';
import { columnsOf, named } from './own-lists.ts';
import type { PageList } from './shown-list.ts';

/** The ledger of hours of somebody, for those who may read it and not the register, the latest first. @throws RuleError `policy…`, `person.unknown` */
export async function hoursOfPerson(ctx: Context, cadreId: string): Promise<PageList> {
  const person = await ctx.requireFound(
    'hours.read',
    await ctx.store.cadres.byId(cadreId),
    ({ _id, unitId }) => ({ cadreId: _id, unitId }),
    new RuleError('person.unknown', { name: cadreId }),
  );
  const year = beijingDateOf(ctx.now).slice(0, 4);
  const { facts, entries } = await ledgerOf(ctx.store, person, year, ctx.rules.hours);
  const { name, head, cells } = registerHours;
  return {
    ...named(ctx, `${person.name}${name}`),
    columns: columnsOf(...head),
    rows: effective(entries).reverse().map(cells),
    about: dutiesIn(year, person, facts, ctx.rules.hours).map(dutyLine),
    empty: emptyWords.hours,
  };
}
