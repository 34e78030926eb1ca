import { numberedArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cleaned, typedNumber } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { type ActivityRow, isActivityMovedBy } from '../../src/training/activities/activities.ts';
import { isHeld } from '../../src/training/activities/activity.ts';
import { giveMinutes } from '../../src/training/activities/presses.ts';
import { activityWords } from '../../src/training/activities/words.ts';
import { type ProofMatter, proofAbout } from '../../src/training/proofs/matter.ts';
import { attachButton } from '../../src/training/proofs/words.ts';
import { activityNumbered, namesFor } from './activity-facts.ts';
import { doingActivity } from './activity-plan.ts';

const mostLetters = 2_000;

/** `/活动纪要`: whoever records an activity writes or says its minutes, and sends pictures or a PDF of it. */
export function activityMinutes(router: Router): void {
  router.command(
    {
      names: ['活动纪要', 'activity-minutes'],
      action: 'activity.minutes',
      right: 'found',
      args: [numberedArg('number', '编号'), textArg('words', '纪要')],
      missing: '请写明编号和纪要。',
      example: '/活动纪要 {activity} 三名学员围绕基层治理交流发言',
      about: '记录活动纪要，可用语音，可附照片',
      next: '即时保存，可撤销；附照片点“附上依据”。',
    },
    async (ctx, { number, words }) => keep(ctx, await recorded(ctx, number), words),
  );
  router.word(['活动纪要', '写纪要'], async (ctx) => {
    const row = await latestRecorded(ctx);
    await ctx.expect(giveMinutes.with({ activity: row._id }));
    await ctx.reply(activityWords.askMinutes(row, await namesFor(ctx, row)));
  });
  router.sentence(spoken, async (ctx, said) => {
    const [, number = '', words = ''] = /^([Hh]\d{4}-\d+)[\s，,：:。]*([\s\S]*)$/u.exec(said) ?? [];
    if (number === '') return keep(ctx, await latestRecorded(ctx), said);
    await keep(ctx, await recorded(ctx, typedNumber(number)), words);
  });
  router.press(giveMinutes, async (ctx, { activity }) => keep(ctx, await recorded(ctx, activity), ctx.words ?? ''));
  router.proof({
    subject: 'activity',
    // The answer to the minutes asks for them (`attachButton`).
    waiting: async () => [],
    own: async (ctx, id) => matterOf(ctx, await recorded(ctx, id), ctx.person._id),
    seen: async (ctx, id) => {
      const found = await ctx.store.activities.byId(id);
      const own = found === null ? null : await ctx.store.enrollments.byId(found.classId, ctx.person._id);
      const me = own === null || own.state === 'withdrawn' ? [] : [ctx.person._id];
      const missing = new RuleError('proof.unknown', {});
      const subject = ({ classId }: ActivityRow) => ({ classId, ...(me[0] === undefined ? {} : { cadreId: me[0] }) });
      const row = await ctx.requireFound('activity.read', found, subject, missing);
      return matterOf(ctx, row, row.recorder === '' ? row.madeBy : row.recorder);
    },
    changed: async () => undefined,
  });
}

/** `活动纪要，三名学员发言`, as it is said. */
function spoken(said: string): string | undefined {
  return /^活动纪要[\s，,：:。]+(\S[\s\S]*)$/u.exec(said.trim())?.[1];
}

function recorded(ctx: Context, number: string): Promise<ActivityRow> {
  return activityNumbered(ctx, number, 'activity.minutes', ({ recorder }) => [recorder]);
}

/** The last activity that this person records and that has taken place. @throws RuleError `activity.not-recorder` */
async function latestRecorded(ctx: Context): Promise<ActivityRow> {
  const todayOn = beijingDateOf(ctx.now);
  const own = (await ctx.store.activities.ofYear(todayOn.slice(0, 4))).filter(
    (row) => row.recorder === ctx.person._id && isHeld(row, todayOn),
  );
  const [latest] = own.sort((a, b) => ((a.dateOn ?? '') < (b.dateOn ?? '') ? 1 : -1));
  if (latest === undefined) throw new RuleError('activity.not-recorder', {});
  return latest;
}

async function keep(ctx: Context, found: ActivityRow, typed: string): Promise<void> {
  const minutes = [...cleaned(typed)].slice(0, mostLetters).join('');
  if (found.state !== 'planned') throw new RuleError('activity.gone', { activity: found._id });
  if (!isHeld(found, beijingDateOf(ctx.now))) throw new RuleError('activity.not-yet', { activity: found._id });
  const row = await ctx.store.activities.change(found._id, {
    ...{ act: 'minutes', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
    from: ['planned'],
    set: () => ({ minutes }),
  });
  if (row === null || !isActivityMovedBy(row, ctx.update.id))
    throw new RuleError('activity.gone', { activity: found._id });
  const words = activityWords.minutesKept(row, await namesFor(ctx, row));
  // Whoever records it may not change the activity itself.
  const keeping = { ...doingActivity, instead: () => `“/活动纪要 ${row._id}”` };
  await replyWithUndo(ctx, words, keeping, { activity: row._id, update: ctx.update.id }, [
    attachButton(proofAbout('activity', row._id)),
  ]);
}

async function matterOf(ctx: Context, row: ActivityRow, cadreId: string): Promise<ProofMatter> {
  const { _id: classId, closesOn, state } = await findClass(ctx, row.classId);
  return {
    ...{ about: proofAbout('activity', row._id), name: activityWords.matter(row, await namesFor(ctx, row)) },
    ...{ cadreId, classId, closesOn },
    isOpen: state !== 'withdrawn' && row.state === 'planned',
  };
}
