import type { Context } from '../../src/bot/context.ts';
import { refuseUndo } from '../../src/bot/undo.ts';
import type { RecordChangeRow } from '../../src/county/record-changes.ts';
import { recordWords } from '../../src/county/record-words.ts';
import { ENTERED, type FieldChange } from '../../src/county/roster/roster-plan.ts';
import { RuleError } from '../../src/errors.ts';
import { applyOnce } from './record-once.ts';

/**
 * Takes back what was changed at once, by hand or by a sheet, as one act: every field becomes what it was, and records that were entered go,
 * as long as nobody has changed or used one of them since.
 */
export async function takeRecordsBack(
  ctx: Context,
  { importId, at }: { importId: string; at: string },
  instead: string,
): Promise<string> {
  // The same sheet imported once more has the same id.
  const made = (await ctx.store.recordChanges.madeBy(importId)).filter((row) => row.at.getTime() === Date.parse(at));
  const [first] = made;
  if (first === undefined) throw new RuleError('undo.acted-on', { instead });
  await applyOnce(ctx, `undo-${ctx.update.id}`, async () => {
    await requireOthers(ctx, made);
    const latest = await Promise.all(idsOf(made).map((id) => ctx.store.recordChanges.of(id, 1)));
    const isChangedSince = latest
      .flat()
      .some((row) => row.importId !== importId || row.at.getTime() !== Date.parse(at));
    refuseUndo(ctx, first.by ?? '', isChangedSince || (await isUsed(ctx, made)), instead);
    const changes = made.map(({ change }) => change);
    return {
      change: changes.filter(({ field }) => field !== ENTERED).map(reversed),
      remove: changes.filter(({ field }) => field === ENTERED).map(({ record, id, who }) => ({ record, id, who })),
    };
  });
  return recordWords.undone;
}

const idsOf = (made: readonly RecordChangeRow[]) => [...new Set(made.map(({ recordId }) => recordId))];

/** Nobody changes their own record; a sheet is taken back by who may import one. */
async function requireOthers(ctx: Context, made: readonly RecordChangeRow[]): Promise<void> {
  const cadreIds = idsOf(made.filter(({ change }) => change.record === 'cadre'));
  if (await ctx.mayEver('roster.import')) return ctx.require('roster.import', { cadreIds });
  if (cadreIds.length > 0) await ctx.require('cadre.change', { cadreIds });
  if (made.some(({ change }) => change.record === 'unit')) await ctx.require('unit.change', { cadreIds: [] });
}

/** Whether somebody who was entered takes part in anything, or somebody else belongs to a unit that was. */
async function isUsed({ store }: Context, made: readonly RecordChangeRow[]): Promise<boolean> {
  const entered = made.filter(({ change }) => change.field === ENTERED);
  const ids = (record: FieldChange['record']) => idsOf(entered.filter(({ change }) => change.record === record));
  const [cadreIds, unitIds] = [ids('cadre'), ids('unit')];
  if (cadreIds.length + unitIds.length === 0) return false;
  const people = await store.cadres.many(cadreIds);
  const parts = await Promise.all(
    cadreIds.map(async (id) => [...(await store.enrollments.ofCadre(id)), ...(await store.callUps.ofCadre(id))]),
  );
  const inside = await store.cadres.inUnits(unitIds);
  const units = (await store.units.all()).filter(({ _id }) => !unitIds.includes(_id));
  // An office that the act itself gave goes back with it.
  const goesBack = new Set(made.map(({ change }) => `${change.record} ${change.id} ${change.field}`));
  return (
    parts.flat().length > 0 ||
    people.some(({ roles }) => roles.length > 0) ||
    inside.some(({ _id }) => !cadreIds.includes(_id)) ||
    units.some((unit) =>
      (['parentId', 'headId', 'liaisonId'] as const).some(
        (field) => isAmong(unit[field], [...unitIds, ...cadreIds]) && !goesBack.has(`unit ${unit._id} ${field}`),
      ),
    )
  );
}

function isAmong(id: string | undefined, ids: readonly string[]): boolean {
  return id !== undefined && ids.includes(id);
}

function reversed({ from, to, fromText, toText, ...change }: FieldChange): FieldChange {
  return {
    ...change,
    ...(to === undefined ? {} : { from: to }),
    ...(from === undefined ? {} : { to: from }),
    ...{ fromText: toText, toText: fromText },
  };
}
