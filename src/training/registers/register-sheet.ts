import { formatCreditHours, formatDate } from '../../calendar/beijing-time.ts';
import type { ListSheet, SheetBehind } from '../../chat/long-list.ts';
import type { Presence } from '../attendance/attendance.ts';
import type { AssessmentRow } from '../grading/assessments.ts';
import { hoursWords } from '../hours/words.ts';
import { classOutcome } from './class-outcome.ts';
import type { Register, RegisterClass } from './register.ts';
import type { RegisterExchange } from './register-exchanges.ts';
import { registerFollowUp } from './register-follow-up.ts';
import { registerHours } from './register-hours.ts';
import { registerLife } from './register-life-tables.ts';

export const PRESENCES: readonly (readonly [Presence, string])[] = [
  ['present', '出勤'],
  ['late', '迟到'],
  ['earlyLeave', '早退'],
  ['onLeave', '请假'],
  ['absent', '缺勤'],
];

interface Column {
  header: string;
  width: number;
  of: (each: RegisterClass) => string | number;
}

/** What stands of an exchange; the other columns are about classes. */
const first: readonly (Column & { ofExchange: (each: RegisterExchange) => string })[] = [
  {
    ...{ header: '班号', width: 12, of: ({ trainingClass }) => trainingClass._id },
    ofExchange: ({ pairId }) => pairId,
  },
  {
    ...{ header: '班次', width: 36, of: ({ trainingClass }) => trainingClass.name },
    ofExchange: ({ place }) => `${registerLife.exchange}（${place}）`,
  },
  { header: '主办单位', width: 20, of: organiserOf, ofExchange: () => '' },
  {
    ...{ header: '开班', width: 14, of: ({ trainingClass }) => formatDate(trainingClass.opensOn) },
    ofExchange: ({ fromOn }) => formatDate(fromOn),
  },
  {
    ...{ header: '结束', width: 14, of: ({ trainingClass }) => formatDate(trainingClass.closesOn) },
    ofExchange: ({ toOn }) => formatDate(toOn),
  },
  { header: '结果', width: 24, of: classOutcome, ofExchange: (each) => registerLife.rating(each) },
];

const figures: readonly Column[] = [
  ...PRESENCES.map(
    ([presence, header]): Column => ({ header, width: 8, of: ({ attendance }) => attendance.get(presence) ?? 0 }),
  ),
  { header: '请假学时及占比', width: 16, of: ({ leave }) => registerLeave(leave) },
  { header: '学时', width: 8, of: ({ minutes }) => minutes / 60 },
  ...['常规项', '加分项', '总分'].map(
    (header, at): Column => ({
      ...{ header, width: 8 },
      of: ({ result }) => {
        const hundredths = pointsOf(result)[at];
        return hundredths === undefined ? '' : hundredths / 100;
      },
    }),
  ),
];

/** A register as a sheet: a row for each class, and below them one for each exchange, each time at the front line and each honour. Columns of class life that hold nothing are left out. */
export function registerSheet(register: Register): ListSheet {
  const { person, unit, classes, exchanges, followed, frontLine, honours, entries } = register;
  const life = registerLife.columns
    .map(({ header, width, of }): Column => ({ header, width, of: (each) => (each.life ? of(each.life) : '') }))
    .filter(({ of }) => classes.some((each) => of(each) !== ''));
  const after = registerFollowUp.columns
    .map(({ header, width, of }): Column => {
      const ofClass = new Map(followed.map((each) => [each.trainingClass._id, of(each)]));
      return { header, width, of: ({ trainingClass }) => ofClass.get(trainingClass._id) ?? '' };
    })
    .filter(({ of }) => classes.some((each) => of(each) !== ''));
  const rest = [...figures, ...life, ...after];
  return {
    fileName: `${person.name}学册.xlsx`,
    title: `${person.name}　${unit}　干部教育培训登记册（含个人信息，请妥善保管，不要转发）`,
    columns: [...first, ...rest].map(({ header, width }) => ({ header, width })),
    rows: [
      ...classes.map((each) => [...first, ...rest].map(({ of }) => of(each))),
      ...exchanges.map((each) => [...first.map(({ ofExchange }) => ofExchange(each)), ...rest.map(() => '')]),
      ...frontLine.map(({ _id, place, task, fromOn, toOn }) => [
        ...[_id, `${registerFollowUp.frontLineName}（${place}）`, '', formatDate(fromOn), formatDate(toOn), task],
        ...rest.map(() => ''),
      ]),
      ...honours.map(({ _id, honour, givenBy, givenOn }) => [
        ...[_id, registerFollowUp.honoursName, givenBy, formatDate(givenOn), '', honour],
        ...rest.map(() => ''),
      ]),
    ],
    behind: entries.length === 0 ? [] : [hoursBehind(person.name, entries)],
  };
}

function hoursBehind(who: string, entries: Register['entries']): SheetBehind {
  const { name, head, cells } = registerHours;
  return { name, title: `${who}　${name}`, widths: [30, 40, 24, 8, 12], rows: [head, ...entries.map(cells)] };
}

/** Leave against all hours of the class, of which it may take a seventh: `6学时，7.1%`; empty without leave. */
export function registerLeave({ minutes, totalMinutes }: RegisterClass['leave']): string {
  if (minutes === 0 || totalMinutes === 0) return '';
  return `${formatCreditHours(minutes)}，${Math.round((minutes * 1_000) / totalMinutes) / 10}%`;
}

export function organiserOf({ trainingClass }: RegisterClass): string {
  return trainingClass.organiser ?? hoursWords.school;
}

export function pointsOf(result: AssessmentRow | undefined): (number | undefined)[] {
  return [result?.regularHundredths, result?.bonusHundredths, result?.totalHundredths];
}
