import { classArg, dateArg, halfDayArg, oneOfArg, reasonArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { formatDay } from '../../src/calendar/beijing-time.ts';
import { type Half, halfDayName } from '../../src/calendar/half-day.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { isTaken } from '../../src/training/leave/free-time.ts';
import { standingOf } from '../../src/training/leave/leave-standing.ts';
import {
  isCorrectedBy,
  isDecidedOtherwise,
  type LeaveCorrection,
  type LeaveRow,
} from '../../src/training/leave/leaves.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { answerDecider } from './leave-card.ts';
import { refuseIfAbsent, tellUnit } from './leave-steps.ts';

const decisions: Readonly<Record<string, LeaveCorrection['to']>> = { 同意: 'granted', 不同意: 'refused' };
const decisionNames = { granted: '同意', refused: '不同意' } as const;

interface Correction {
  trainingClass: ClassRow;
  trainee: CadreRow;
  dateOn: string;
  half: Half | undefined;
  to: LeaveCorrection['to'];
  reason: string;
}

/** `/改批`: a decision on leave is put right before the class is graded; who did it and why stays with the request. */
export function leaveCorrect(router: Router): void {
  router.command(
    {
      names: ['改批', 'leave-correct'],
      action: 'leave.decide',
      right: 'class',
      args: [
        classArg(),
        traineeArg(),
        dateArg('dateOn', '日期', { ofHalf: true }),
        halfDayArg(),
        oneOfArg(
          'to',
          '同意|不同意',
          (word) => decisions[word],
          (word) => `“${word}”请写成同意或不同意。`,
        ),
        reasonArg,
      ],
      missing: '请写明姓名、日期、同意或不同意，以及理由。',
      example: '/改批 {class} {leave} 同意 补交医院证明',
      about: '评定等次前更正请假的审批结果，记录更正人和理由，并告知本人',
      next: '告知本人，重新计算请假和出勤得分。',
    },
    correct,
  );
}

async function correct(ctx: Context, correction: Correction): Promise<void> {
  const { trainingClass, trainee, to, reason } = correction;
  refuseWhenGraded(trainingClass);
  const meant = await meantLeave(ctx, correction);
  if (to === 'granted' && !isCorrectedBy(meant, ctx.update.id) && (await isTaken(ctx.store, meant)))
    throw new RuleError('leave.granted-meanwhile', { name: trainee.name });
  if (to === 'granted' && !isCorrectedBy(meant, ctx.update.id)) await refuseIfAbsent(ctx, meant);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const leave = await ctx.store.leaves.correct(meant._id, { ...by, to, reason });
  if (leave === null || !isCorrectedBy(leave, ctx.update.id)) throw nothingToCorrect(correction);
  const standing = await standingOf(ctx.store, leave.classId, trainee._id, ctx.rulesOf(trainingClass).attendance);
  const key = `leave-corrected:${ctx.update.id}` as const;
  await ctx.send(trainee._id, leaveWords.correctedToTrainee(leave, ctx.person.name, reason, standing), key);
  if (trainingClass.teacherId !== ctx.person._id)
    await ctx.send(
      trainingClass.teacherId,
      leaveWords.correctedToTeacher(leave, ctx.person.name, reason),
      `${key}:teacher`,
    );
  await tellUnit(ctx, leave, trainingClass, `leave-unit:${leave._id}:${ctx.update.id}`);
  await answerDecider(ctx, leave, leaveWords.correctedReply(leave, standing));
}

/**
 * The request that was decided the other way: of that half of the day, or of the whole day; where there is none of the whole day, the
 * only one of that day. Of several for the same time the last.
 */
async function meantLeave(ctx: Context, correction: Correction): Promise<LeaveRow> {
  const { trainingClass, trainee, dateOn, half, to } = correction;
  const ofDay = (await ctx.store.leaves.ofTrainee(trainingClass._id, trainee._id)).filter(
    (row) => isOn(row, dateOn) && (half === undefined || row.half === half),
  );
  const done = ofDay.find((row) => isCorrectedBy(row, ctx.update.id));
  if (done !== undefined) return done;
  const open = ofDay
    .filter((row) => isDecidedOtherwise(row, to) && row.fromAt < row.toAt)
    .sort((a, b) => (a.decidedAt?.getTime() ?? 0) - (b.decidedAt?.getTime() ?? 0));
  const last = open.findLast((row) => row.half === half) ?? open.at(-1);
  if (last === undefined) throw nothingToCorrect(correction);
  if (last.half !== half && open.some((row) => row.half !== last.half))
    throw new RuleError('leave.several-to-correct', { name: trainee.name, day: formatDay(dateOn) });
  return last;
}

/** Of several days each is meant. */
function isOn({ dateOn, untilOn = dateOn }: LeaveRow, day: string): boolean {
  return dateOn <= day && day <= untilOn;
}

function nothingToCorrect({ trainee, dateOn, half, to }: Correction): RuleError {
  const day = half === undefined ? formatDay(dateOn) : halfDayName({ dateOn, half });
  return new RuleError('leave.nothing-to-correct', { name: trainee.name, day, to: decisionNames[to] });
}
