import { classArg, clockArg, dateArg, restArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingTime, formatMoment } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { leaveAt } from '../../src/training/leave/leave.ts';
import { asLeave } from '../../src/training/leave/leaves.ts';
import { refuseWhenGraded } from '../scoring/scoring.ts';

const mostNoteLetters = 200;

/** `/早退`: staff note that a trainee left a session before its end; it costs points, so the trainee is told and may object. */
export function earlyLeave(router: Router): void {
  router.command(
    {
      names: ['早退', 'early-leave'],
      action: 'sign-in.left-early',
      right: 'class',
      args: [
        classArg(),
        traineeArg(),
        dateArg('dateOn', '日期'),
        clockArg('clock', '离开时间'),
        restArg('words', '说明'),
      ],
      missing: '请写明班号、姓名、日期、离开时间和说明。',
      example: '/早退 2026-01 张三 今天 16:20 未请假，提前离开',
      about: '登记学员早退，计入出勤情况并告知本人；登记有误的用“/补签”更正',
    },
    (ctx, { dateOn, clock, ...left }) => enter(ctx, { ...left, leftAt: beijingTime(dateOn, clock) }),
  );
}

interface EarlyLeave {
  trainingClass: ClassRow;
  trainee: CadreRow;
  leftAt: Date;
  words: string;
}

async function enter(ctx: Context, { trainingClass, trainee, leftAt, words }: EarlyLeave): Promise<void> {
  const classId = trainingClass._id;
  refuseWhenGraded(trainingClass);
  const session = await sessionLeft(ctx, classId, trainee, leftAt);
  const note = [...words].slice(0, mostNoteLetters).join('');
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  await ctx.store.signIns.leaveEarly(session._id, trainee._id, { leftAt, ...by, note });
  const { objectionWorkingDays } = ctx.rulesOf(trainingClass).grading;
  await ctx.send(
    trainee._id,
    attendanceWords.leftEarlyToTrainee(ctx.person.name, session, leftAt, note, objectionWorkingDays),
    `early-leave:${ctx.update.id}`,
  );
  await ctx.reply(attendanceWords.leftEarly(trainee.name, session, leftAt));
}

/**
 * The session the trainee was in and left without leave.
 * @throws RuleError `early-leave.not-yet`, `early-leave.no-session`, `early-leave.not-signed-in`, `early-leave.before-sign-in`,
 * `early-leave.on-leave`
 */
async function sessionLeft(ctx: Context, classId: string, { _id, name }: CadreRow, leftAt: Date): Promise<SessionRow> {
  const moment = formatMoment(leftAt);
  if (leftAt > ctx.now) throw new RuleError('early-leave.not-yet', {});
  const sessions = await ctx.store.sessions.ofClass(classId);
  const session = sessions.find((each) => each.startsAt < leftAt && leftAt < each.endsAt);
  if (session === undefined) throw new RuleError('early-leave.no-session', { moment });
  const mark = await ctx.store.signIns.byId(session._id, _id);
  if (mark === null) throw new RuleError('early-leave.not-signed-in', { name, title: session.title });
  if (leftAt <= mark.at) throw new RuleError('early-leave.before-sign-in', { name, moment: formatMoment(mark.at) });
  const leaves = (await ctx.store.leaves.grantedTo(classId, _id)).map(asLeave);
  if (leaveAt(leftAt, leaves) !== undefined) throw new RuleError('early-leave.on-leave', { name, moment });
  return session;
}
