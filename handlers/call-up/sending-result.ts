import { classArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, findTrainee } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { undoSentResult } from '../../src/training/call-up/presses.ts';
import { type ResultLine, readResults, refuseResults, sentHours } from '../../src/training/call-up/sending.ts';
import { resultOf, sendingWords } from '../../src/training/call-up/sending-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { OutsideResult } from '../../src/training/class/enrollments.ts';
import { effective } from '../../src/training/hours/hour-entries.ts';

interface PersonResult extends Omit<ResultLine, 'names'> {
  trainee: CadreRow;
}

const entering = { kind: undoSentResult, instead: () => '“/选派结果”' };

/** Results, on the rest of the line or one a line below it, of trainees of the class named before. */
const resultsArg: Argument<'results', readonly PersonResult[]> = {
  key: 'results',
  usage: '<姓名> <结业|未结业> [学时] [成绩]',
  take(words) {
    const typed = [words.rest().join(' '), words.takeBody()].join('\n').trim();
    if (typed === '') return undefined;
    return async (ctx) => {
      const { classId = '' } = words;
      const results = new Map<string, PersonResult>();
      for (const { names, ...result } of readResults(typed))
        for (const name of names) {
          const trainee = await findTrainee(ctx, classId, name);
          if (results.has(trainee._id)) throw new RuleError('sending.twice', { name: trainee.name });
          results.set(trainee._id, { ...result, trainee });
        }
      await ctx.require('hours.enter', { cadreIds: [...results.keys()] });
      return [...results.values()];
    };
  },
};

/** What whoever held a class says of those sent to it comes into the information base: the result, and the hours into the ledger. */
export function sendingResult(router: Router): void {
  router.command(
    {
      names: ['选派结果', 'sent-result'],
      action: 'hours.enter',
      right: 'class',
      args: [classArg(), resultsArg],
      missing: '请写明姓名和结果，每人一行。',
      example: '/选派结果 {sentOut} 结业 24学时 92分',
      about: '登记选派人员的结业情况、学时和成绩，可一次写多人，每人一行；再次登记即更正',
      next: '学时记入本人台账，告知本人和所在单位；多人的先预览。',
    },
    (ctx, { trainingClass, results }) => enter(ctx, trainingClass, results),
  );
  registerUndo(router, { ...entering, takeBack });
}

async function enter(ctx: Context, trainingClass: ClassRow, results: readonly PersonResult[]): Promise<void> {
  refuseResults(trainingClass, beijingDateOf(ctx.now));
  const of = (cadreId: string) => results.find(({ trainee }) => trainee._id === cadreId);
  await forEachTrainee(ctx, {
    ...{
      trainingClass,
      trainees: results.map(({ trainee }) => trainee),
      what: sendingWords.entering(results.map(said)),
    },
    find: async ({ _id, name }) => {
      const result = of(_id);
      const hours = sentHours(result?.minutes ?? 0, trainingClass, ctx.rules.hours.claims.halfDayMinutes);
      if (result === undefined || result.minutes > hours.spanDays * 24 * 60)
        throw new RuleError('sending.too-many-hours', { name });
      return { ...result, ...hours };
    },
    enter: async ({ _id, name }, found, entryId) => {
      const { minutes, halfDays, spanDays } = found;
      const { name: _, ...told } = said(found);
      const result: OutsideResult = { ...told, by: ctx.person._id, byUpdate: entryId, at: ctx.now };
      await ctx.store.enrollments.giveOutsideResult(trainingClass._id, _id, result);
      await reverseEntries(ctx, trainingClass, _id, sendingWords.correctedReason, entryId);
      if (found.completed)
        await enterHours(ctx, trainingClass, { cadreId: _id, entryId, hours: { minutes, halfDays, spanDays } });
      await ctx.send(_id, sendingWords.toCadre(trainingClass, result), `sent-result:${entryId}:${_id}`);
      return sendingWords.entered(trainingClass, name, result);
    },
    finish: (entered, entryId) => tellUnits(ctx, trainingClass, entered, entryId),
    answer: (sentence, _, update) => replyWithUndo(ctx, sentence, entering, { classId: trainingClass._id, update }),
  });
}

function said({ trainee: { name }, completed, minutes, score }: PersonResult) {
  const what = completed ? ('completed' as const) : ('notCompleted' as const);
  return { name, what, minutes, ...(score === undefined ? {} : { score }) };
}

const entryOf = (classId: string, cadreId: string, entryId: string) => `class:${classId}:${cadreId}:${entryId}`;

async function enterHours(
  ctx: Context,
  { _id: classId, name, organiser = '', opensOn, closesOn }: ClassRow,
  { cadreId, entryId, hours }: { cadreId: string; entryId: string; hours: ReturnType<typeof sentHours> },
): Promise<void> {
  await ctx.store.hourEntries.add([
    {
      ...{ _id: entryOf(classId, cadreId, entryId), cadreId, kind: 'group', source: 'class', sourceId: classId },
      ...{ title: name, organiser, fromOn: opensOn, toOn: closesOn, ...hours, by: ctx.person._id, at: ctx.now },
    },
  ]);
}

/** Takes back what was entered for this person and class, but for what this update enters. */
async function reverseEntries(
  ctx: Context,
  { _id: classId, opensOn }: ClassRow,
  cadreId: string,
  reason: string,
  butOf: string,
): Promise<void> {
  const standing = effective(await ctx.store.hourEntries.of(cadreId, opensOn));
  for (const entry of standing)
    if (entry.sourceId === classId && entry._id !== entryOf(classId, cadreId, butOf))
      await ctx.store.hourEntries.reverse(entry, { by: ctx.person._id, at: ctx.now, reason });
}

async function tellUnits(ctx: Context, row: ClassRow, people: readonly CadreRow[], entryId: string): Promise<void> {
  const trainees = await ctx.store.enrollments.traineesOf(row._id);
  const told = trainees.flatMap((trainee) => {
    const result = resultOf(trainee);
    const isEntered = people.some(({ _id }) => _id === trainee.cadreId) && result !== undefined;
    return isEntered ? [{ ...result, name: trainee.name, unitId: trainee.unitId }] : [];
  });
  for (const { _id, headId, liaisonId } of await ctx.store.units.many([...new Set(told.map((each) => each.unitId))])) {
    const own = told.filter(({ unitId }) => unitId === _id);
    for (const id of new Set([headId, liaisonId]))
      if (id !== undefined && !people.some((each) => each._id === id))
        await ctx.send(id, sendingWords.toUnit(row, own), `sent-result-unit:${entryId}:${_id}:${id}`);
  }
}

/** Takes back what one update entered, as long as nothing was entered in its place. */
async function takeBack(
  ctx: Context,
  { classId, update }: { classId: string; update: string },
): Promise<string | undefined> {
  const row = await allowedClass(ctx, 'hours.enter', classId);
  const trainees = (await ctx.store.enrollments.traineesOf(classId)).filter(({ outside = [] }) =>
    outside.some(({ byUpdate }) => byUpdate === update),
  );
  await ctx.require('hours.enter', { classId, cadreIds: trainees.map(({ cadreId }) => cadreId) });
  const last = trainees.map(({ outside }) => outside?.at(-1));
  const isActedOn = last.some((each) => each?.byUpdate !== update && each?.byUpdate !== ctx.update.id);
  const [entered] = trainees.flatMap(({ outside = [] }) => outside.filter(({ byUpdate }) => byUpdate === update));
  refuseUndo(ctx, entered?.by ?? '', isActedOn, entering.instead());
  const units = new Map(
    (await ctx.store.units.many(trainees.map(({ unitId }) => unitId))).map((unit) => [unit._id, unit]),
  );
  for (const { cadreId, name, unitId } of trainees) {
    const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
    await ctx.store.enrollments.giveOutsideResult(classId, cadreId, { what: 'takenBack', minutes: 0, ...by });
    await reverseEntries(ctx, row, cadreId, sendingWords.undoReason, '');
    await ctx.send(cadreId, sendingWords.takenBackTo(row), `sent-result:${ctx.update.id}:${cadreId}`);
    const unit = units.get(unitId);
    for (const id of new Set([unit?.headId, unit?.liaisonId]))
      if (id !== undefined && id !== cadreId)
        await ctx.send(id, sendingWords.takenBackTo(row, name), `sent-result-unit:${ctx.update.id}:${cadreId}:${id}`);
  }
  return sendingWords.takenBack;
}
