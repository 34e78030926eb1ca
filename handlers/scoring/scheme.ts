import { classArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendSheet } from '../../src/bot/sheet-on-request.ts';
import { RuleError } from '../../src/errors.ts';
import { classSheetName, classSheetTitle, filledSheet } from '../../src/training/class/class-sheet.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SchemePoints } from '../../src/training/class/scheme-versions.ts';
import { classesWithResults } from '../../src/training/grading/own-results.ts';
import {
  changesBetween,
  classSchemeFaults,
  onTopOf,
  ownPoints,
  schemeWith,
  spreadGivenUp,
} from '../../src/training/scoring/class-scheme.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { sendScheme } from '../../src/training/scoring/presses.ts';
import { readTypedScheme } from '../../src/training/scoring/scheme-points.ts';
import { readSchemeSheet, SCHEME_SHEET, schemeSheet } from '../../src/training/scoring/scheme-sheet.ts';
import { schemeWords } from '../../src/training/scoring/scheme-words.ts';
import { effectOf, hasBegun, touchedBy, usualScheme } from './scheme-facts.ts';

/** A class's own scoring scheme (一班一策): looked at by everybody it is for, proposed by the school by sheet or number by number. */
export function scheme(router: Router): void {
  router.word(['考核方案', '量化考核方案'], showOwn, { ofTrainees: true });
  router.command(
    {
      names: ['考核方案', 'scheme'],
      action: 'score.read-class',
      right: 'class',
      args: [classArg()],
      example: '/考核方案 {class}',
      about: '查看班次的量化考核方案，领取表格',
      next: '列出各项指标的分值，不作改动；表格改好后可发回。',
    },
    async (ctx, { trainingClass }) => {
      const mayChange =
        trainingClass.state === 'planned' && (await ctx.may('scheme.propose', { classId: trainingClass._id }));
      await ctx.reply(schemeWords.shown(trainingClass, ctx.rulesOf(trainingClass).scoring, mayChange));
    },
  );
  router.command(
    {
      names: ['改考核方案', 'change-scheme'],
      action: 'scheme.propose',
      right: 'class',
      args: [classArg(), typedArg],
      missing: '请写明指标或记分档和分值；班次开始后还须写明理由。',
      example: '/改考核方案 {class} 迟到 0.5 理由：路途较远',
      about: '为一个班次改指标满分或记分档分值；写“不设”的指标，分值按比例分给同一板块其他指标',
      next: '先预览，提请县委组织部确认后执行；此前的记分保持原分值。',
    },
    proposeTyped,
  );
  router.press(sendScheme, sendTable);
  router.file({ action: 'scheme.propose', offered: async () => schemeWords.sheetOffer, take });
}

/** Names and points in turn, and the reason at the end. */
const typedArg: Argument<'typed', readonly string[]> = {
  key: 'typed',
  usage: '<指标或记分档> <分值> [理由：…]',
  take(words) {
    const typed = [...words.rest(), ...words.body.split(/\s+/)].filter((word) => word !== '');
    return typed.length === 0 ? undefined : () => typed;
  },
};

async function showOwn(ctx: Context): Promise<void> {
  await ctx.require('score.read-own', { cadreId: ctx.person._id });
  const [latest] = await classesWithResults(ctx.store, ctx.person._id);
  if (latest === undefined) return ctx.reply(schemeWords.noClass);
  const { trainingClass } = latest;
  await ctx.reply(schemeWords.shown(trainingClass, ctx.rulesOf(trainingClass).scoring));
}

async function sendTable(ctx: Context, { classId }: { classId: string }): Promise<void> {
  const isTrainee = (await ctx.store.enrollments.byId(classId, ctx.person._id)) !== null;
  if (!isTrainee) await ctx.requireIn('score.read-class', { classId });
  const trainingClass = await ctx.store.classes.byId(classId);
  if (trainingClass === null) throw new RuleError('class.unknown', { classId });
  const { scoring } = ctx.rulesOf(trainingClass);
  const sheet = schemeSheet(classSheetTitle(SCHEME_SHEET, trainingClass), scoring);
  await sendSheet(ctx, classSheetName(SCHEME_SHEET, trainingClass), sheet);
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const filled = filledSheet(file, SCHEME_SHEET);
  if (filled === undefined) return false;
  if (filled.classId === '') {
    await ctx.reply(schemeWords.sheetWithoutClass);
    return true;
  }
  const trainingClass = await allowedClass(ctx, 'scheme.propose', filled.classId);
  refuseWhenGraded(trainingClass);
  const { points, reason, problems } = readSchemeSheet(filled.sheet, usualScheme(ctx, trainingClass));
  if (problems.length > 0) await ctx.reply(schemeWords.badSheet(problems));
  else await propose(ctx, trainingClass, points, reason);
  return true;
}

async function proposeTyped(
  ctx: Context,
  { trainingClass, typed }: { trainingClass: ClassRow; typed: readonly string[] },
): Promise<void> {
  refuseWhenGraded(trainingClass);
  const usual = usualScheme(ctx, trainingClass);
  const before = trainingClass.schemes?.at(-1)?.points ?? [];
  const { points: entered, reason } = readTypedScheme(typed, usual);
  const all = onTopOf(before, [...entered, ...spreadGivenUp(usual, before, entered)]);
  await propose(ctx, trainingClass, ownPoints(usual, all), reason);
}

/** Shows what a scheme would change; it goes to the organisation department when the card says so. */
async function propose(ctx: Context, trainingClass: ClassRow, points: SchemePoints[], reason: string): Promise<void> {
  const usual = usualScheme(ctx, trainingClass);
  const faults = classSchemeFaults(usual, points);
  if (faults.length > 0) return ctx.reply(schemeWords.faults(faults));
  const [present, wanted] = [ctx.rulesOf(trainingClass).scoring, schemeWith(usual, points)];
  if (changesBetween(present, wanted).length === 0) throw new RuleError('scheme.no-change', {});
  const touched = await touchedBy(ctx, trainingClass, points);
  if (touched.length > 0) return ctx.reply(schemeWords.touched(touched));
  if (reason === '' && (await hasBegun(ctx, trainingClass))) throw new RuleError('scheme.reason-missing', {});
  const row = {
    ...{ _id: ctx.update.id, classId: trainingClass._id, points, reason, after: trainingClass.schemes?.length ?? 0 },
    ...{ state: 'draft' as const, proposedBy: ctx.person._id, at: ctx.now },
  };
  await ctx.store.schemeProposals.keep(row);
  await ctx.reply(schemeWords.preview(trainingClass, row, await effectOf(ctx, trainingClass, row)));
}
