import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { handInAt } from '../../src/training/works/hand-in.ts';
import { handInWords, type ShownWork, shownWorkCardId } from '../../src/training/works/hand-in-words.ts';
import { chooseAssignment, dropWorkFile, handInWork, useAsProof } from '../../src/training/works/presses.ts';
import { withoutAuthor } from '../../src/training/works/without-author.ts';
import { workTypeOf } from '../../src/training/works/work-file.ts';
import { textOfWork } from '../../src/training/works/work-text.ts';
import { AI_USES } from '../../src/training/works/works.ts';
import { offerAsProof, waitsForProof } from '../proofs/proofs.ts';
import { keepVersion } from './keep-version.ts';
import { refusalOf, shownFile } from './own-file.ts';
import { myWorks, type OwnWork } from './own-works.ts';

/** A text that a trainee sends while they owe a work: shown first, then handed in with the statement that it is their own. */
export function handIn(router: Router): void {
  router.file({
    action: 'work.hand-in',
    offered: async (ctx) => ((await taking(ctx)).length === 0 ? undefined : handInWords.offer),
    take: (ctx, file) => take(router, ctx, file),
  });
  router.press(chooseAssignment, async (ctx, { file }) => {
    await shownFile(ctx, file);
    const shown = await lookAt(ctx, file);
    const chosen = (await taking(ctx)).find(({ row }) => row._id === ctx.choices[0]);
    if (chosen === undefined) throw new RuleError('card.not-offered', {});
    await ctx.settle(handInWords.chosen(chosen.row));
    await ctx.reply(statementOf(ctx, shown, chosen));
  });
  router.press(handInWork, async (ctx, { file, assignment }) => {
    const aiUse = AI_USES.find((each) => each === ctx.choices[0]);
    if (aiUse === undefined) throw new RuleError('card.not-offered', {});
    await keepVersion(ctx, { file, assignment, aiUse });
  });
  router.press(dropWorkFile, async (ctx, { file }) => {
    await shownFile(ctx, file);
    await ctx.store.proofs.drop([file], ctx.update.id);
    await ctx.settle(handInWords.dropped);
  });
  router.press(useAsProof, async (ctx, { file }) => {
    await shownFile(ctx, file);
    await ctx.store.proofs.showAsProof(file);
    await ctx.settle(handInWords.asProof);
    await offerAsProof(router, ctx, file);
  });
}

async function taking(ctx: Context): Promise<OwnWork[]> {
  return (await myWorks(ctx)).filter(({ takesFiles }) => takesFiles);
}

async function take(router: Router, ctx: Context, { what, name, bytes: sent, sheets }: ReceivedFile): Promise<boolean> {
  if (what !== 'file' || sheets.length > 0) return false;
  const mine = await myWorks(ctx);
  const open = mine.filter(({ takesFiles }) => takesFiles);
  const type = workTypeOf(sent, name);
  const mayBeProof = type === 'pdf' && (await waitsForProof(router, ctx));
  if (open.length === 0) {
    const [last] = mine.slice(-1);
    if (type === undefined || last === undefined || mayBeProof) return false;
    throw refusalOf(ctx, last);
  }
  if (type === undefined) throw new RuleError('work.type', {});
  const { mostMegabytes: megabytes } = ctx.rules.works;
  if (sent.length > megabytes * 1024 * 1024) throw new RuleError('work.too-large', { megabytes });
  const { _id: cadreId } = ctx.person;
  const bytes = await withoutAuthor(type, sent);
  await ctx.store.proofs.show({ update: ctx.update.id, cadreId, type, bytes, sentAt: ctx.now, asWork: true });
  await settleCopies(ctx, cadreId, shownWorkCardId(cadreId), handInWords.newer);
  const shown = { ...described(ctx, await textOfWork(type, bytes)), file: ctx.update.id, type, mayBeProof };
  const [only, ...others] = open;
  if (only !== undefined && others.length === 0) await ctx.reply(statementOf(ctx, shown, only));
  else
    await ctx.reply(
      handInWords.choose(
        shown,
        cadreId,
        open.map(({ row }) => row),
      ),
    );
  return true;
}

function described(ctx: Context, text: string | undefined): Pick<ShownWork, 'characters' | 'namesAuthor'> {
  if (text === undefined) return { namesAuthor: false };
  const characters = [...text.replace(/\s/gu, '')].length;
  return { characters, namesAuthor: text.replace(/\s/gu, '').includes(ctx.person.name) };
}

/** The same of a file that was sent before. */
async function lookAt(ctx: Context, file: string): Promise<ShownWork> {
  const { type, bytes } = (await ctx.store.proofs.openShown(file)) ?? {};
  if (bytes === undefined || (type !== 'docx' && type !== 'doc' && type !== 'pdf' && type !== 'txt'))
    throw new RuleError('work.gone', {});
  return { ...described(ctx, await textOfWork(type, bytes)), file, type, mayBeProof: false };
}

function statementOf(ctx: Context, shown: ShownWork, { row, work, closesOn, trainingClass }: OwnWork) {
  const when = handInAt(ctx.now, closesOn, ctx.rulesOf(trainingClass).works);
  return handInWords.statement(shown, ctx.person._id, row, when, work?.state === 'handedIn');
}
