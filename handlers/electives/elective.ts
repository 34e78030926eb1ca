import { numberedArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { typedClassId } from '../../src/bot/open-classes.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { accept, choiceOf, choose, placeOf } from '../../src/training/electives/elective.ts';
import { freeLeavingUntil } from '../../src/training/electives/elective-days.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { followChoice } from '../../src/training/electives/following.ts';
import { announcementKeys } from '../../src/training/electives/message-keys.ts';
import { acceptSeat, chooseElective } from '../../src/training/electives/presses.ts';
import { electiveWords } from '../../src/training/electives/words.ts';
import {
  ownElective,
  reasonsAgainst,
  roomOf,
  type Visible,
  visibleElective,
  visibleElectives,
} from './own-elective.ts';
import { actBy } from './seats.ts';

/** Open enrolment (选学): people see the classes they may choose, and choose with one tap; a full class has a waiting list. */
export function elective(router: Router): void {
  router.command(
    {
      names: ['选学', 'electives', '选课', '报名'],
      action: 'elective.choose',
      right: 'speaker',
      args: [optional(numberedArg('classId', '班号'))],
      example: '/选学',
      about: '查看可以选学的班次，报名、退选，查看候补位次',
      next: '列出可选的班次，点“报名”即可；名额已满的进入候补。',
    },
    show,
  );
  router.press(chooseElective, chooseClass);
  router.press(acceptSeat, acceptOffer);
}

async function show(ctx: Context, { classId }: { classId: string | undefined }): Promise<void> {
  const visible =
    classId === undefined
      ? await visibleElectives(ctx)
      : [await visibleElective(ctx, typedClassId(classId) ?? classId)];
  if (visible.length === 0) return ctx.reply(electiveWords.none);
  const owns = [];
  for (const each of visible) owns.push(await ownElective(ctx, each));
  await ctx.reply(electiveWords.own(owns, ctx.now));
}

async function chooseClass(ctx: Context, { classId }: Facts<typeof chooseElective>): Promise<void> {
  const visible = await visibleElective(ctx, classId);
  const { trainingClass } = visible;
  const { _id: cadreId, unitId, name } = ctx.person;
  await refuseUnfit(ctx, visible);
  const { fullWith } = await roomOf(ctx, trainingClass);
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => {
    const choices = choose(present, { cadreId, unitId, name }, actBy(ctx), fullWith);
    refuseFull(fullWith(present.choices, { cadreId, unitId }));
    return { choices };
  });
  if (row === null) throw new RuleError('elective.unknown', { classId });
  await followChoice(ctx.store, classId, cadreId, ctx.now);
  await cancelAnnouncement(ctx, row);
  const place = placeOf(row.choices, cadreId);
  await ctx.settle(place === undefined ? electiveWords.seatedCard : electiveWords.waitingCard);
  const freeUntil = freeLeavingUntil(trainingClass, ctx.rulesOf(trainingClass).electives);
  await ctx.reply(
    place === undefined
      ? electiveWords.seated(trainingClass, freeUntil, ctx.now)
      : electiveWords.waiting(trainingClass, place),
  );
}

/** Whoever has chosen needs not be told any more that they may. */
async function cancelAnnouncement(ctx: Context, row: ElectiveRow): Promise<void> {
  await ctx.store.recalls.cancel(announcementKeys(row, [ctx.person._id]), ctx.update.id);
}

/** Takes a seat that became free and was offered; the rules are looked at once more, since time has passed. */
async function acceptOffer(ctx: Context, { classId }: Facts<typeof acceptSeat>): Promise<void> {
  const visible = await visibleElective(ctx, classId);
  const { trainingClass } = visible;
  if (choiceOf(visible.elective, ctx.person._id)?.state === 'offered') await refuseUnfit(ctx, visible);
  const { fullWith } = await roomOf(ctx, trainingClass);
  const { _id: cadreId, unitId } = ctx.person;
  await ctx.store.electives.act(classId, ctx.update.id, (present) => {
    const choices = accept(present, cadreId, actBy(ctx));
    refuseFull(fullWith(present.choices, { cadreId, unitId }));
    return { choices };
  });
  await followChoice(ctx.store, classId, ctx.person._id, ctx.now);
  await ctx.settle(electiveWords.accepted);
  const freeUntil = freeLeavingUntil(trainingClass, ctx.rulesOf(trainingClass).electives);
  await ctx.reply(electiveWords.seated(trainingClass, freeUntil, ctx.now));
}

/** Others of the unit may have taken its last places since the rules were looked at. @throws RuleError `elective.does-not-fit` */
function refuseFull(full: string | undefined): void {
  if (full !== undefined) throw new RuleError('elective.does-not-fit', { reasons: full });
}

/** @throws RuleError `elective.does-not-fit` with every reason; not for what this update has done already */
async function refuseUnfit(ctx: Context, visible: Visible): Promise<void> {
  if (visible.elective.updates.includes(ctx.update.id)) return;
  const choice = choiceOf(visible.elective, ctx.person._id);
  if (choice?.state === 'removed')
    throw new RuleError('elective.removed', { reason: choice.moves.at(-1)?.reason ?? '' });
  if (choice?.state === 'seated' || choice?.state === 'waiting') return;
  const reasons = await reasonsAgainst(ctx, visible, ctx.person);
  if (reasons.length > 0) throw new RuleError('elective.does-not-fit', { reasons: reasons.join('') });
}
