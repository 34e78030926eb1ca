import { type Half, halfDayName } from '../../calendar/half-day.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { MarkEntry } from './mark-history.ts';

const kinds: Readonly<Record<MarkEntry['kind'], string>> = {
  ...{ corrected: '更正签到', rolled: '点到', leftEarly: '早退', ownSignIn: '本人签到' },
};

/** Sentences about taking out what was entered into the attendance of a trainee. */
export const takeOutWords = {
  taking: (dateOn: string, half: Half, note: string) =>
    `撤销${halfDayName({ dateOn, half })}最近一次签到或考勤登记。理由：${withoutStop(note)}。`,
  /** @param standing - what holds now, lesson by lesson */
  takenOut: (name: string, dateOn: string, half: Half, kind: MarkEntry['kind'], standing: readonly string[]) =>
    [
      `已撤销${name}${halfDayName({ dateOn, half })}的登记（${kinds[kind]}），原记录保留。`,
      `现为：${standing.join('')}`,
      '需要重新登记的，请用“/点到”或“/补签”。',
    ].join('\n'),
  toTrainee: (teacher: string, days: readonly string[], standing: readonly string[], objectionDays: number) =>
    [
      `【考勤更正】${teacher}已撤销您${days.join('、')}的签到或考勤登记。`,
      `现为：${standing.join('')}`,
      `如有异议，请在 ${objectionDays} 个工作日内向班主任提出。`,
    ].join('\n'),
  undoNote: '登记有误，当即撤销',
  undone: (people: number) => `已撤销刚才的考勤登记，共 ${people} 人`,
} as const;
