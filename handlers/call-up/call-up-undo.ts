import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { recallMessages } from '../../src/bot/recall-messages.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { approvalWords } from '../../src/training/call-up/approval-words.ts';
import { callUpNoticeKey } from '../../src/training/call-up/call-ups.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import { issuing, unitMessages } from './call-up-issue.ts';

/** A list that was just issued and that nobody has answered is taken back: notices are recalled, and the list may be drawn again. */
export function callUpUndo(router: Router): void {
  registerUndo(router, { ...issuing, takeBack: undo });
}

async function undo(ctx: Context, facts: { classId: string; proposal: string }): Promise<undefined> {
  const { classId, proposal } = facts;
  const { callUps, callUpLists, classes } = ctx.store;
  const trainingClass = await allowedClass(ctx, 'call-up.issue', classId);
  const named = async () =>
    (await callUps.ofClass(classId)).filter((row) => row.proposal === proposal && row.listed === 'named');
  const rows = await named();
  await ctx.require('call-up.issue', { classId, cadreIds: rows.map(({ cadreId }) => cadreId) });
  const issued = rows.filter(({ issuedAt }) => issuedAt !== undefined);
  const isBegun = rows.some(({ moves }) => moves.includes(ctx.update.id));
  const list = await callUpLists.byId(proposal);
  const isActedOn = issued.length === 0 || issued.some(({ state }) => state !== 'issued');
  const instead = issuing.instead(facts);
  const doneBy = list?.approval?.by ?? issued[0]?.issuedBy ?? ctx.person._id;
  refuseUndo(ctx, doneBy, isActedOn && !isBegun, instead);
  await classes.noteListTakenBack(classId, {
    ...{ proposal, by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now },
  });
  await callUps.takeIssueBack(classId, proposal, ctx.update.id);
  await callUpLists.takeApprovalBack(proposal);
  if (list !== null && list.proposedBy !== ctx.person._id) {
    const said = approvalWords.takenBackToProposer(trainingClass, ctx.person.name);
    await ctx.send(list.proposedBy, said, `call-up-dropped:${proposal}:${ctx.update.id}`);
  }
  const after = await named();
  const gone = after.filter(({ moves }) => moves.includes(ctx.update.id));
  const recallOf = `call-up:${classId}:${proposal}`;
  const notices = gone.map((row) => ({ cadreId: row.cadreId, key: callUpNoticeKey(row) }));
  await recallMessages(ctx, notices, { card: callUpWords.takenBackNotice(trainingClass), recallOf });
  await recallMessages(ctx, await unitMessages(ctx, trainingClass, gone), { recallOf });
  await ctx.settle(callUpWords.takenBack);
  await ctx.reply(callUpWords.takenBackReply(trainingClass, gone.length, after.length - gone.length));
}
