import { numberedArg, optional, wordArg } from '../../src/bot/arguments.ts';
import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { gradeSince } from '../../src/training/grading/certified-grade.ts';
import { dutiesIn } from '../../src/training/hours/duties.ts';
import { effective } from '../../src/training/hours/hour-entries.ts';
import { ledgerOf } from '../../src/training/hours/ledger.ts';
import { certificateWords } from '../../src/training/registers/certificate-words.ts';
import { isVoided } from '../../src/training/registers/papers.ts';
import { sendCompletion, sendHours } from '../../src/training/registers/presses.ts';
import { isCertified } from '../../src/training/registers/register.ts';
import { addressOf, issuePaper, sendPaper } from './paper-issue.ts';
import { readerOf } from './register.ts';

/** One's own certificates: of completing a class, and of the hours of a year. */
export function certificates(router: Router): void {
  router.word(['结业证书', '我的证书', '我的结业证书'], (ctx) => completion(ctx, {}));
  router.word(['学时证明', '我的学时证明'], (ctx) => hoursOf(ctx, {}));
  router.command(
    {
      names: ['结业证书', 'completion-certificate'],
      action: 'register.read',
      right: 'speaker',
      args: [optional(numberedArg('classId', '班号'))],
      example: '/结业证书',
      about: '领取本人的结业证书，证书上的编号可扫码核验',
      next: '发来证书文件。',
    },
    completion,
  );
  router.command(
    {
      names: ['学时证明', 'hours-certificate'],
      action: 'register.read',
      right: 'speaker',
      args: [optional(wordArg('year', '年度'))],
      example: '/学时证明',
      about: '领取本人某一年度的学时证明，证明上的编号可扫码核验',
      next: '发来证明文件。',
    },
    hoursOf,
  );
  router.press(sendCompletion, completion);
  router.press(sendHours, hoursOf);
}

async function completion(ctx: Context, { classId }: { classId?: string | undefined }): Promise<void> {
  const { person } = ctx;
  await ctx.require('register.read', { cadreId: person._id });
  const { classes } = await readerOf(ctx).read(person);
  const found = classes.find(
    (each) => isCertified(each) && (classId ?? each.trainingClass._id) === each.trainingClass._id,
  );
  if (found === undefined) return ctx.reply(certificateWords.noCompletion);
  const { _id, name } = found.trainingClass;
  // Whoever has another grade since gets a certificate of its own number; the former one holds no more.
  const since = await gradeSince(ctx.store, _id, person._id);
  const first = `completion:${_id}:${person._id}`;
  const paper = await issuePaper(ctx, since === 0 ? first : `${first}:${since}`, 'completion', {
    cadreId: person._id,
    classId: _id,
    ...(since === 0 ? {} : { gradeSince: since }),
  });
  if (isVoided(paper)) return ctx.reply(certificateWords.voidedBefore(paper.changes?.at(-1)?.reason ?? ''));
  const issued = { number: paper.number, at: paper.issuedAt, address: addressOf(ctx, paper) };
  const pages = certificateWords.completion(person, found, issued);
  await sendPaper(
    ctx,
    paper,
    certificateWords.fileName('completion', person.name, name),
    pages,
    certificateWords.notDrawn,
  );
}

async function hoursOf(ctx: Context, { year: typed }: { year?: string | undefined }): Promise<void> {
  const { person, store } = ctx;
  await ctx.require('register.read', { cadreId: person._id });
  const year =
    typed === undefined ? beijingDateOf(ctx.now).slice(0, 4) : /^(20\d{2})年?度?$/.exec(typedWord(typed))?.[1];
  if (year === undefined) throw new UsageFault(certificateWords.whichYear);
  const { facts, entries } = await ledgerOf(store, person, year, ctx.rules.hours);
  const ofYear = effective(entries).filter(({ toOn }) => toOn.startsWith(year));
  if (ofYear.length === 0) return ctx.reply(certificateWords.noHours(year));
  const paper = await issuePaper(ctx, `hours:${ctx.update.id}`, 'hours', { cadreId: person._id, year });
  const unit = (await store.units.byId(person.unitId))?.name ?? '';
  const issued = { number: paper.number, at: paper.issuedAt, address: addressOf(ctx, paper) };
  const duties = dutiesIn(year, person, facts, ctx.rules.hours);
  const pages = certificateWords.hours(person, unit, year, duties, ofYear, issued);
  await sendPaper(
    ctx,
    paper,
    certificateWords.fileName('hours', person.name, `${year}年`),
    pages,
    certificateWords.notDrawn,
  );
}
