import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { handOver } from '../../src/bot/page-file.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { archiveClass, changedSince, presentArchive } from '../../src/training/archives/class-archive.ts';
import { archiveNow } from '../../src/training/archives/presses.ts';
import { archiveWords } from '../../src/training/archives/words.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import { closingSteps } from '../../src/training/closing/closing-steps.ts';
import { missingWords } from '../../src/training/closing/words.ts';
import { closingFactsOf } from '../closing/closing.ts';

/** `/归档`: everything that is known of a closed class as one file with checksums, and whether anything changed since. */
export function classArchive(router: Router): void {
  router.command(
    {
      names: ['归档', 'archive'],
      action: 'class.archive',
      right: 'class',
      args: [classArg()],
      example: '/归档 {class}',
      about: '结班后把全班资料形成一份档案；已归档的，查看归档时间和此后的变动',
      next: '先列资料情况，点按钮归档或领取；查阅留存记录。',
    },
    show,
  );
  router.press(archiveNow, async (ctx, { classId }) => make(ctx, await allowedClass(ctx, 'class.archive', classId)));
}

/** What is still missing of a class that may be archived. @throws RuleError `archive.not-closed`, `archive.withdrawn`, `archive.held-elsewhere` */
async function missingOf(ctx: Context, trainingClass: ClassRow): Promise<string[]> {
  const { _id: classId, name, state, organiser } = trainingClass;
  if (state === 'withdrawn') throw new RuleError('archive.withdrawn', { name });
  if (!isHeldHere(trainingClass)) throw new RuleError('archive.held-elsewhere', { name, organiser: organiser ?? '' });
  const facts = await closingFactsOf(ctx, trainingClass);
  if (facts.grading !== 'published') throw new RuleError('archive.not-closed', { name, classId });
  return missingWords(closingSteps(facts), facts.grading);
}

function presentOf(ctx: Context, trainingClass: ClassRow) {
  return presentArchive(ctx.store, trainingClass, (row) => ctx.rulesNear(row), ctx.now);
}

async function show(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const missing = await missingOf(ctx, trainingClass);
  const present = await presentOf(ctx, trainingClass);
  const same = await ctx.store.archives.byRecords(trainingClass._id, present.records);
  const [last = undefined] = same === null ? await ctx.store.archives.ofClass(trainingClass._id) : [same];
  const changed = last === undefined ? [] : changedSince(last, present);
  await ctx.reply(archiveWords.standing(present, last, changed, missing));
}

/** The look is noted, the archive and its checksum are kept, and only then does the file go out, past chat: it holds the grades of all with their reasons. */
async function make(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const { store, person, update, now } = ctx;
  const { _id: classId, name } = trainingClass;
  const hand = handOver(ctx, { matter: 'results' });
  const unfinished = await missingOf(ctx, trainingClass);
  const present = await presentOf(ctx, trainingClass);
  await store.looks.note({ _id: update.id, by: person._id, cadreId: '', words: `${classId}班档案`, at: now });
  const by = { at: now, by: person._id, byName: person.name, byUpdate: update.id };
  const { archive, file, sum } = await archiveClass(store, present, { ...by, unfinished });
  await ctx.reply(archiveWords.made(name, archive, sum));
  await hand(archiveWords.fileName(archive), file);
}
