import { oneOfArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import {
  type TaughtClass,
  type Term,
  termBefore,
  termOf,
  termShares,
} from '../../src/training/lecturers/term-shares.ts';
import { termWords } from '../../src/training/lecturers/term-words.ts';

const terms: Readonly<Record<string, 'present' | 'former'>> = { 本学期: 'present', 上学期: 'former' };

/** `/教学比例`: the school's shares of a term, with the classes that would repair them. */
export function termShareList(router: Router): void {
  router.command(
    {
      names: ['教学比例', 'term-shares'],
      action: 'faculty.change',
      right: 'county',
      args: [optional(oneOfArg('term', '本学期|上学期', (word) => terms[word], termWords.badTerm))],
      example: '/教学比例 本学期',
      about: '查看一个学期主体班次领导干部授课和互动式教学的比例',
      next: '列出比例；不足的，列出可以调整的班次。',
    },
    show,
  );
}

async function show(ctx: Context, { term: which }: { term: 'present' | 'former' | undefined }): Promise<void> {
  const { faculty } = ctx.rules;
  const present = termOf(beijingDateOf(ctx.now), faculty);
  const term = which === 'former' && present !== undefined ? termBefore(present, faculty) : present;
  if (term === undefined) return ctx.reply(termWords.noTerm);
  const taught = await taughtIn(ctx, term);
  if (taught.length === 0) return ctx.reply(termWords.none(term));
  const pool = await ctx.store.lecturers.all();
  await ctx.reply(
    termWords.shares(term, taught.length, termShares(taught, term, pool, beijingDateOf(ctx.now), faculty)),
  );
}

/** The main classes with lessons in the term. */
async function taughtIn(ctx: Context, { fromOn, toOn }: Term): Promise<TaughtClass[]> {
  const rows = (await ctx.store.classes.endingFrom(fromOn)).filter(
    (row) =>
      row.opensOn <= toOn &&
      row.state !== 'withdrawn' &&
      ctx.rulesOf(row).curriculum.classKinds[row.kind]?.ratioApplies,
  );
  const taught = rows.map(async (trainingClass) => ({
    trainingClass,
    sessions: (await ctx.store.sessions.ofClass(trainingClass._id)).map(asSession),
  }));
  return (await Promise.all(taught)).filter(({ sessions }) => sessions.length > 0);
}
