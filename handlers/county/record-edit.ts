import { personArg, restArg, unitArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { basisOf } from '../../src/chat/basis.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { changeCadre, changeUnit, dropRecordChange, undoRecordChange } from '../../src/county/presses.ts';
import { recordWords } from '../../src/county/record-words.ts';
import { planEdit } from '../../src/county/roster/hand-edit.ts';
import { RosterIndex } from '../../src/county/roster/roster-index.ts';
import type { FieldChange } from '../../src/county/roster/roster-plan.ts';
import { planUnitEdit } from '../../src/county/roster/unit-edit.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { takeRecordsBack } from './record-back.ts';
import { applyOnce } from './record-once.ts';

/** More than this does not fit on the screen of a phone. */
const mostTold = 8;

/** Short, because it travels in the button of the preview. */
const value = restArg('value', '内容', { limit: { most: 50 } });

/** The organisation department puts single records right: shown first, kept in the history, taken back by a button. */
export function recordEdit(router: Router): void {
  router.command(
    {
      names: ['改人员', 'edit-person', '修改人员'],
      action: 'cadre.change',
      right: 'county',
      args: [personArg('person', '姓名'), wordArg('item', '项目'), value],
      missing: '请写明姓名、项目和内容。',
      example: '/改人员 {colleague} 任职 {unit} 副局长 {today}',
      about: '更改一个人的信息：任职、兼任、挂职借调、休假、职级等',
      next: '先预览，确认后生效并留存记录。',
    },
    (ctx, { person, item, value: typed }) => previewCadre(ctx, person, { cadreId: person._id, item, value: typed }),
  );
  router.command(
    {
      names: ['改单位', 'edit-unit', '修改单位'],
      action: 'unit.change',
      right: 'county',
      args: [unitArg('unit'), wordArg('item', '项目'), value],
      missing: '请写明单位、项目和内容。',
      example: '/改单位 {unit} 联络员 {colleague}',
      about: '更改一个单位的主要负责人、联络员、上级单位或人数',
      next: '先预览，确认后生效并留存记录。',
    },
    (ctx, { unit, item, value: typed }) => previewUnit(ctx, unit, { unitId: unit._id, item, value: typed }),
  );
  router.preview(
    { confirm: changeCadre, drop: dropRecordChange, shown: nothingKept, dropped: recordWords.dropped },
    (ctx, _, facts) => make(ctx, facts.cadreId, facts, () => cadreEdit(ctx, facts)),
  );
  router.press(changeUnit, (ctx, facts) => make(ctx, facts.unitId, facts, () => unitEdit(ctx, facts)));
  registerUndo(router, { ...editing, takeBack: (ctx, facts) => takeRecordsBack(ctx, facts, editing.instead()) });
}

type CadreEdit = Facts<typeof changeCadre>;
type UnitEdit = Facts<typeof changeUnit>;

/** How what was changed by hand is taken back. */
export const editing = { kind: undoRecordChange, instead: () => '“/改人员”或“/改单位”' };

async function presentOf(ctx: Context) {
  const [units, cadres] = await Promise.all([ctx.store.roster.units(), ctx.store.roster.cadres()]);
  return { units, cadres, index: new RosterIndex(units, cadres) };
}

/** What an edit of a person changes now, if this person may make it. */
async function cadreEdit(ctx: Context, { cadreId: id, item, value: typed }: CadreEdit) {
  await ctx.require('cadre.change', { cadreId: id });
  const { index } = await presentOf(ctx);
  const cadre = index.cadre(id);
  if (cadre === undefined) throw new RuleError('person.unknown', { name: id });
  return { change: planEdit(cadre, { item, value: typed }, index, beijingDateOf(ctx.now)) };
}

/** What an edit of a unit changes now. Nobody makes themselves head or liaison. */
async function unitEdit(ctx: Context, { unitId: id, item, value: typed }: UnitEdit) {
  await ctx.requireIn('unit.change', {});
  const { cadres, index } = await presentOf(ctx);
  const unit = index.unit(id);
  if (unit === undefined) throw new RuleError('unit.unknown', { name: id });
  const change = planUnitEdit(unit, { item, value: typed }, { cadres }, index);
  const offices = change.filter(({ field }) => field === 'headId' || field === 'liaisonId');
  const about = offices.flatMap(({ from, to }) => [from, to]).filter((each) => typeof each === 'string');
  await ctx.require('unit.change', { cadreIds: about });
  return { change };
}

async function previewCadre(ctx: Context, person: CadreRow, edit: CadreEdit): Promise<void> {
  const { change } = await cadreEdit(ctx, edit);
  if (change.length === 0) throw new RuleError('edit.nothing', { item: edit.item });
  const [headed, liaised] = await Promise.all([
    ctx.store.units.headedBy(person._id),
    ctx.store.units.liaisedBy(person._id),
  ]);
  const to = change.find(({ field }) => field === 'unitId')?.to;
  const left = (units: readonly UnitRow[]) => (to === undefined ? [] : units.filter(({ _id }) => _id !== to));
  const notes = [
    ...left(headed).map(({ name }) => recordWords.stillHolds(name, '主要负责人')),
    ...left(liaised).map(({ name }) => recordWords.stillHolds(name, '联络员')),
  ];
  await ctx.reply(
    recordWords.preview(
      ctx.update.id,
      person.name,
      change,
      notes,
      changeCadre.with({ ...edit, basis: changeBasis(change) }),
    ),
  );
}

async function previewUnit(ctx: Context, unit: UnitRow, edit: UnitEdit): Promise<void> {
  const { change } = await unitEdit(ctx, edit);
  if (change.length === 0) throw new RuleError('edit.nothing', { item: edit.item });
  await ctx.reply(
    recordWords.preview(ctx.update.id, unit.name, change, [], changeUnit.with({ ...edit, basis: changeBasis(change) })),
  );
}

/** Makes the change as an import of its own, so that a run that broke off is finished; what was made already is said again. */
async function make(
  ctx: Context,
  id: string,
  { item, basis }: { item: string; basis?: string | undefined },
  planned: () => Promise<{ change: FieldChange[] }>,
): Promise<void> {
  const importId = `edit-${ctx.update.id}`;
  const isMade = await applyOnce(ctx, importId, async () => {
    const plan = await planned();
    if (basis !== undefined && changeBasis(plan.change) !== basis) throw await changedMeanwhile(ctx, id, plan.change);
    return plan;
  });
  if (!isMade) throw new RuleError('edit.nothing', { item });
  const { index } = await presentOf(ctx);
  const done = recordWords.made(index.cadre(id)?.name ?? index.unit(id)?.name ?? id, item);
  await ctx.settle(done);
  await replyWithUndo(ctx, `${done}。`, editing, { importId });
}

/** Stands for what a preview showed as it was; what else of the record is changed meanwhile does not matter. */
function changeBasis(change: readonly FieldChange[]): string {
  const were = change.map(({ field, from = null }) => [field, from]);
  return basisOf(JSON.stringify(were));
}

/** Somebody else was quicker: who, and what they changed. */
async function changedMeanwhile(ctx: Context, id: string, change: readonly FieldChange[]): Promise<RuleError> {
  const { recordChanges, cadres, units } = ctx.store;
  const [last] = await recordChanges.of(id, 1);
  const done =
    last === undefined
      ? []
      : (await recordChanges.of(id, mostTold)).filter(({ importId }) => importId === last.importId);
  const people = new Map((await cadres.many(done.flatMap(({ by = '' }) => [by]))).map(({ _id, name }) => [_id, name]));
  const lines =
    done.length === 0 ? change.map(recordWords.stands) : recordWords.history(done, (by) => people.get(by) ?? by);
  const who = (await cadres.byId(id))?.name ?? (await units.byId(id))?.name ?? id;
  return new RuleError('edit.changed-meanwhile', { who, changes: lines.join('\n') });
}
