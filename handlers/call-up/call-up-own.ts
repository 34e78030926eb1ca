import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { ownCallUpWords } from '../../src/training/call-up/own-words.ts';

/** 我的申请: how one's call-ups and requests stand, with what may still be done about them. */
export function callUpOwn(router: Router): void {
  router.word(['我的申请', '我的调训', '免调申请进度'], show);
}

async function show(ctx: Context): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const rows = (await ctx.store.callUps.ofCadre(ctx.person._id)).filter(({ issuedAt }) => issuedAt !== undefined);
  const classes = new Map((await ctx.store.classes.endingFrom(todayOn)).map((each) => [each._id, each]));
  let shown = 0;
  for (const row of rows) {
    const trainingClass = classes.get(row.classId);
    if (trainingClass === undefined) continue;
    const { exemptionReasons } = ctx.rulesOf(trainingClass).callUp;
    const reason = exemptionReasons.find(({ id }) => id === row.exemptionReason)?.name;
    await ctx.reply(ownCallUpWords.card(trainingClass, row, reason, trainingClass.opensOn > todayOn));
    shown += 1;
  }
  if (shown === 0) await ctx.reply(ownCallUpWords.none);
}
