import { restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { type Half, halfDayName } from '../../src/calendar/half-day.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { kindOfEntry, lastEntryOf, takenOutBy } from '../../src/training/attendance/mark-history.ts';
import type { SignInRow } from '../../src/training/attendance/sign-in-row.ts';
import { takeOutWords } from '../../src/training/attendance/take-out-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { asNote, halfDayArgs, sessionsOfHalf } from './half-day-acts.ts';
import { takeOutEntry } from './take-out-entry.ts';

/** `/撤签`: staff take out what was last entered for half a day of a trainee, so that what was there before counts again. */
export function takeOut(router: Router): void {
  router.command(
    {
      names: ['撤签', 'take-out-sign-in'],
      action: 'sign-in.correct',
      right: 'class',
      args: [...halfDayArgs, restArg('words', '理由', { missing: '请写明撤销的理由。' })],
      missing: '请写明姓名、日期、上午或下午。',
      example: '/撤签 {class} {trainee} {halfDay} 登记有误，当时在外参加现场教学',
      about: '撤销最近一次误登的签到、点到、迟到或早退，可一次写多人，原记录保留',
      next: '恢复为登记前的情况，重新计算出勤得分；已告知本人的，再告知更正。',
    },
    enter,
  );
}

interface TakingOut {
  trainingClass: ClassRow;
  trainees: readonly CadreRow[];
  dateOn: string;
  half: Half;
  words: string;
}

/** What is taken out of the marks of one trainee. */
interface Found {
  marks: readonly SignInRow[];
  takesOut: string;
}

async function enter(ctx: Context, { trainingClass, trainees, dateOn, half, words }: TakingOut): Promise<void> {
  refuseWhenGraded(trainingClass);
  const note = asNote(words);
  const sessions = await sessionsOfHalf(ctx, trainingClass, dateOn, half);
  const day = halfDayName({ dateOn, half });
  const ids = sessions.map(({ _id }) => _id);
  await forEachTrainee<Found>(ctx, {
    ...{ trainingClass, trainees, what: takeOutWords.taking(dateOn, half, note) },
    find: async ({ _id, name }, entryId) => {
      const marks = await ctx.store.signIns.history(ids, _id);
      const takesOut = takenOutBy(marks, entryId) ?? lastEntryOf(marks)?.byUpdate;
      if (takesOut === undefined) throw new RuleError('sign-in.nothing-entered', { name, day });
      return { marks, takesOut };
    },
    enter: async ({ name }, { marks, takesOut }, entryId) => {
      const kind = kindOfEntry(marks, takesOut);
      const act = { trainingClass, takesOut, entryId, note, isKnown: kind === 'ownSignIn' };
      const standing = await takeOutEntry(ctx, act, marks, sessions);
      return takeOutWords.takenOut(name, dateOn, half, kind, standing);
    },
    instead: '“/补签”',
  });
}
