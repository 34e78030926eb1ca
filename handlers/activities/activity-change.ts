import { numberedArg, oneOfArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { findTrainee, heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, formatDay } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { plainTitle, typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { type ActivityFacts, type ActivityRow, isActivityMovedBy } from '../../src/training/activities/activities.ts';
import { isNamedByCards } from '../../src/training/activities/own-parts.ts';
import { activityWords, offerCardId } from '../../src/training/activities/words.ts';
import { isCardAhead } from '../../src/training/attendance/carried-tasks.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { activityNumbered, namesFor, requireWithin } from './activity-facts.ts';
import { answer, partakers, toldKey } from './activity-plan.ts';

const fields = ['主题', '日期', '地点', '主讲', '记录人', '缺席'] as const;
type Field = (typeof fields)[number];

/** `/改活动`: every part of an activity is put right by one command; who is named for something is told. */
export function activityChange(router: Router): void {
  router.command(
    {
      names: ['改活动', 'change-activity'],
      action: 'activity.manage',
      right: 'found',
      args: [
        numberedArg('number', '编号'),
        oneOfArg('field', fields.join('|'), readField, (word) => `“${word}”请写成${fields.join('、')}。`),
        textArg('to', '新值'),
      ],
      missing: '请写明编号、项目和新值；不再有的写“无”。',
      example: '/改活动 {activity} 地点 党校报告厅',
      about: '更改活动的主题、日期、地点、主讲、记录人或缺席人员',
      next: '即时更改，可撤销；新的主讲人和记录人由上课日早上的课程卡获知，来不及的另行告知。',
    },
    change,
  );
}

function readField(word: string): Field | undefined {
  return fields.find((field) => field === word);
}

async function change(
  ctx: Context,
  { number, field, to }: { number: string; field: Field; to: string },
): Promise<void> {
  const found = await activityNumbered(ctx, number, 'activity.manage');
  const trainingClass = await heldClass(ctx, found.classId);
  if (!isActivityMovedBy(found, ctx.update.id)) refuseWhenGraded(trainingClass);
  const { set, shown } = await wanted(ctx, trainingClass, field, to);
  const row = await ctx.store.activities.change(found._id, {
    ...{ act: 'change', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
    // Another day brings back what had none.
    from: field === '日期' ? ['planned', 'offered', 'declined', 'cancelled'] : ['planned', 'offered'],
    set: () => set,
  });
  if (row === null || !isActivityMovedBy(row, ctx.update.id))
    throw new RuleError('activity.gone', { activity: number });
  const names = await namesFor(ctx, row);
  await tell(ctx, row, field, shown);
  if (field === '日期')
    await settleCopies(ctx, trainingClass.teacherId, offerCardId(row._id), activityWords.admittedSettled);
  await answer(ctx, row, activityWords.changed(row, field, shown, names));
}

/** What was typed for a field, as it is kept and as it is shown. */
async function wanted(
  ctx: Context,
  trainingClass: ClassRow,
  field: Field,
  typed: string,
): Promise<{ set: Partial<ActivityFacts>; shown: string }> {
  const isNone = typedWord(typed) === '无';
  const word = isNone ? '' : plainTitle([...typed.trim()].slice(0, 60).join(''));
  switch (field) {
    case '主题':
      return { set: word === '' ? {} : { title: word }, shown: word };
    case '地点':
      return { set: { place: word }, shown: word === '' ? '无' : word };
    case '日期': {
      const dateOn = readTypedDate(typed, beijingDateOf(ctx.saidAt));
      requireWithin(trainingClass, dateOn);
      return { set: { dateOn, state: 'planned' }, shown: formatDay(dateOn) };
    }
    case '记录人':
    case '主讲':
    case '缺席': {
      const people = [];
      for (const name of isNone ? [] : typed.split(/[、,，;；\s]+/u).filter((each) => each !== ''))
        people.push(await findTrainee(ctx, trainingClass._id, name));
      const ids = [...new Set(people.map(({ _id }) => _id))];
      const shown = isNone ? '无' : people.map(({ name }) => name).join('、');
      if (field === '记录人') return { set: { recorder: ids[0] ?? '' }, shown: people[0]?.name ?? '无' };
      return { set: field === '主讲' ? { speakers: ids } : { absent: ids }, shown };
    }
  }
}

/** Who is named now is asked, where no card of a morning does in time; the others who have a part in it read what changed of day and place. */
async function tell(ctx: Context, row: ActivityRow, field: Field, shown: string): Promise<void> {
  const before = row.history.find(({ byUpdate }) => byUpdate === ctx.update.id)?.before;
  const names = await namesFor(ctx, row);
  const was = before === undefined ? [] : partakers(ctx, before);
  const isNamed = await areNamed(ctx, row);
  for (const cadreId of partakers(ctx, row)) {
    const role = row.speakers.includes(cadreId) ? '主讲' : '记录人';
    if (!was.includes(cadreId) && isNamed) continue;
    if (!was.includes(cadreId))
      await ctx.send(cadreId, activityWords.named(row, role, names), toldKey(ctx, row, cadreId));
    else if (field === '日期' || field === '地点')
      await ctx.send(cadreId, activityWords.told(row, `${field}改为${shown}`, names), toldKey(ctx, row, cadreId));
  }
}

/** Whether the cards of the class tell speakers and recorder of it before its day. */
async function areNamed(ctx: Context, { classId, dateOn }: ActivityRow): Promise<boolean> {
  if (dateOn === undefined) return false;
  const { reminders } = ctx.rulesOf(await heldClass(ctx, classId));
  const sessions = await ctx.store.sessions.ofClass(classId);
  const ahead = sessions.filter((each) => isCardAhead(sessions, reminders, each.dateOn, ctx.now));
  return isNamedByCards(
    dateOn,
    ahead.map((each) => each.dateOn),
  );
}
