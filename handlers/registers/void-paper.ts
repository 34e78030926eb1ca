import { restArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { certificateWords } from '../../src/training/registers/certificate-words.ts';
import { readPaperNumber } from '../../src/training/registers/paper-number.ts';
import { describedPaper } from '../../src/training/registers/paper-standing.ts';
import { isVoided, type PaperRow } from '../../src/training/registers/papers.ts';

const paperArg: Argument<'paper', PaperRow> = {
  key: 'paper',
  usage: '<编号>',
  missing: '请写明证书上的编号。',
  take(words) {
    const typed = words.next();
    if (typed === undefined) return undefined;
    return async ({ store }) => {
      const number = readPaperNumber(typed);
      const paper = number === undefined ? null : await store.papers.byNumber(number);
      if (paper === null) throw new RuleError('paper.unknown', { number: typed });
      return paper;
    };
  },
};

/** Papers that were issued: looked up by their number, voided and restored with a reason. */
export function voidPaper(router: Router): void {
  router.command(
    {
      names: ['证书', 'paper'],
      action: 'register.void',
      right: 'county',
      args: [paperArg],
      example: '/证书 {paper}',
      about: '按编号查询证书、学时证明和学册',
      next: '列出种类、姓名、出具日期和是否有效。',
    },
    look,
  );
  for (const what of ['voided', 'restored'] as const)
    router.command(
      {
        names: what === 'voided' ? ['作废证书', 'void-paper'] : ['恢复证书', 'restore-paper'],
        action: 'register.void',
        right: 'county',
        args: [paperArg, restArg('reason', '理由', { limit: { most: 200 } })],
        missing: '请写明编号和理由。',
        example: what === 'voided' ? '/作废证书 {paper} 姓名有误，重新出具' : '/恢复证书 {voidedPaper} 经核对无误',
        about: what === 'voided' ? '作废已出具的证书、证明或学册，写明理由' : '恢复已作废的证书、证明或学册，写明理由',
        next: what === 'voided' ? '核验显示失效，告知本人；可用 /恢复证书 恢复。' : '核验显示有效，告知本人。',
      },
      (ctx, { paper, reason }) => change(ctx, paper, what, reason),
    );
}

async function look(ctx: Context, { paper }: { paper: PaperRow }): Promise<void> {
  const [holder, { what }] = await Promise.all([
    ctx.store.cadres.byId(paper.cadreId),
    describedPaper(ctx.store, paper),
  ]);
  await ctx.store.looks.note({
    _id: ctx.update.id,
    by: ctx.person._id,
    cadreId: paper.cadreId,
    words: '证书',
    at: ctx.now,
  });
  await ctx.reply(certificateWords.lookedUp(paper, holder?.name ?? '', what));
}

async function change(ctx: Context, paper: PaperRow, what: 'voided' | 'restored', reason: string): Promise<void> {
  await ctx.require('register.void', { cadreId: paper.cadreId });
  const { person, update, now, store } = ctx;
  const given = { what, by: person._id, byUpdate: update.id, at: now, reason };
  const changed = await store.papers.change(paper._id, given);
  if (changed?.changes?.at(-1)?.byUpdate !== update.id)
    throw new RuleError(isVoided(paper) ? 'paper.voided' : 'paper.holds', { number: paper.number });
  const name = (await store.cadres.byId(paper.cadreId))?.name ?? '';
  await ctx.reply(
    what === 'voided' ? certificateWords.voiding(changed, name) : certificateWords.restoring(changed, name),
  );
  await ctx.send(paper.cadreId, certificateWords.toHolder(changed, reason), `paper:${paper.number}:${update.id}`);
}
