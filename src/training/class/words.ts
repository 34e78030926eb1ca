import { formatClock, formatDate, formatDay, formatDays, formatDuration } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { type ClassRow, isHeldHere, teamOf } from './classes.ts';
import type { CurriculumVerdict } from './curriculum.ts';
import { lessonNumber, lessonWords } from './lesson-words.ts';
import { courseTypeLabel, methodLabel } from './session.ts';
import type { SessionRow } from './sessions.ts';
import { formatShare } from './shares.ts';

const stateLabels: Readonly<Record<ClassRow['state'], string>> = {
  draft: '待录课程表',
  planned: '课程表已通过',
  graded: '已评定等次',
  published: '成绩已公布',
  withdrawn: '已撤销',
};

/** Whether a class was made without an item of the plan of its year. */
function isOffPlan({ opensOn, planItem, withdrawal }: ClassRow, planned: ReadonlySet<string>): boolean {
  return planned.has(opensOn.slice(0, 4)) && planItem === undefined && withdrawal === undefined;
}

/** How far a class is; of one that others hold, who does. */
function stateOf({ state, organiser }: ClassRow): string {
  return organiser === undefined || state === 'withdrawn' ? stateLabels[state] : `由${organiser}举办`;
}

/** How to enter one's own timetable. */
const paste = (row: ClassRow) => `发送“/课程 ${row._id}”并换行粘贴从表格中复制的课程表`;
const columns = '（表头：日期、开始、结束、课程、类型、方式、授课人、地点）';

/** All hours of the class, and of them those of which the shares are taken, where that is not all. */
function totalHours({ allMinutes, countedMinutes }: CurriculumVerdict['tally']): string {
  const counted = countedMinutes === allMinutes ? '' : `（其中计入比例${formatDuration(countedMinutes)}）`;
  return `总学时${formatDuration(allMinutes)}${counted}`;
}

/** What passed in one line, so that the answer is one message everywhere; remarks of other kinds stay. */
function passedBriefly({ shares, reasons }: CurriculumVerdict): string[] {
  const sentences = shares.map(({ sentence }) => sentence);
  const isShown = shares.some(({ sentence }) => reasons.includes(sentence));
  const figures = shares.map(
    ({ what, minutes, ofMinutes }) => `${shareNames[what]}占${formatShare(minutes, ofMinutes)}`,
  );
  return [
    ...(isShown ? [`${figures.join('，')}，符合要求。`] : []),
    ...reasons.filter((reason) => !sentences.includes(reason)).map((reason) => `· ${reason}`),
  ];
}

const shareNames = { party: '党的理论教育和党性教育', partySpirit: '其中党性教育' } as const;

/** @param fitsStandard - whether the standard timetable ends with the class at the latest */
function enterTimetable({ _id }: ClassRow, fitsStandard: boolean): string {
  return `${fitsStandard ? `回复“/课程 ${_id} 标准”，或` : ''}发来课程表文件`;
}

export const classWords = {
  created: (row: ClassRow, teacher: string, fitsStandard: boolean) =>
    [`已建立班次 ${row._id}“${row.name}”，班主任${teacher}。`, `下一步：${enterTimetable(row, fitsStandard)}。`].join(
      '\n',
    ),

  standardTooLong: (row: ClassRow, endsOn: string) =>
    `标准课程表要上到${formatDay(endsOn)}，本班${formatDay(row.closesOn)}结束，排不下，未保存。请${paste(row)}${columns}。`,

  /** @param planned - the years whose plan is confirmed: in them a class without an item is off-plan */
  list: (rows: readonly ClassRow[], planned: ReadonlySet<string>) =>
    rows.length === 0
      ? '目前没有班次。回复“/开班”建立班次。'
      : [
          '班次：',
          ...rows.map(
            (row) =>
              `${row._id}　${row.name}　${formatDays(row.opensOn, row.closesOn)}　${stateOf(row)}${isHeldHere(row) && isOffPlan(row, planned) ? '　计划外' : ''}${teamOf(row) === undefined ? '' : '　已指定考评小组'}`,
          ),
        ].join('\n'),

  problems: (problems: readonly Problem[]) =>
    [`课程表有 ${problems.length} 处错误，未保存：`, ...problemLines(problems)].join('\n'),

  timetableOffer: '课程表（.xlsx）：学校现有的课程表即可，须有日期、时间、课程；文件名写明班号',
  /** @param reading - how a sheet of another form was read; @param courses - repairs with courses of the pool */
  refused: (verdict: CurriculumVerdict, reading: readonly string[] = [], courses: readonly string[] = []) =>
    [
      '课程表未通过审核，未保存。',
      ...verdict.reasons.map((reason) => `· ${reason}`),
      ...(verdict.repairs.length > 0
        ? ['可以这样调整（任选一项）：', ...verdict.repairs.map((repair, index) => `${index + 1}. ${repair.sentence}`)]
        : []),
      ...(courses.length === 0 ? [] : ['师资库中可用的课程：', ...courses]),
      ...(reading.length === 0 ? [] : ['这张表是这样读取的，请核对：', ...reading]),
    ].join('\n'),

  /**
   * @param next - who calls up now: whoever entered the timetable, or the organisation department; nobody once the notices went out
   * @param told - to how many people, where something ahead of them changed
   */
  accepted: (
    row: ClassRow,
    verdict: CurriculumVerdict,
    sessions: number,
    next: 'callUp' | 'handedOver' | undefined,
    told?: number,
    remarks: readonly string[] = [],
  ) =>
    [
      `“${row.name}”课程表${verdict.passed ? '已通过审核并保存' : '已保存'}：${sessions} 节课，${totalHours(verdict.tally)}。`,
      ...remarks,
      ...(verdict.passed ? passedBriefly(verdict) : verdict.reasons.map((reason) => `· ${reason}`)),
      ...(told === undefined ? [] : [`课程变动已告知学员 ${told} 人。`]),
      ...(next === 'callUp' ? [`下一步：回复“/点名 ${row._id} <名额>”点名调训。`] : []),
      ...(next === 'handedOver' ? ['已转请县委组织部点名调训，您无需再办理。'] : []),
    ].join('\n'),
  takenBack: '已撤销课程表',
  /** @param sessions - of the timetable that stands again; @param told - to how many trainees */
  timetableTakenBack: (row: ClassRow, sessions: number, told: number | undefined) =>
    [
      sessions === 0
        ? `“${row.name}”课程表已撤销，目前没有课程表。请重新录入。`
        : `“${row.name}”课程表已恢复为原来的 ${sessions} 节课。`,
      ...(told === undefined ? [] : [`课程变动已告知学员 ${told} 人。`]),
    ].join('\n'),
  /** For the organisation department, when the timetable of a class stands. */
  callUpDue: (row: ClassRow, callUp: Press): Card =>
    cardOf({
      id: `call-up-due:${row._id}`,
      task: { name: `安排“${row.name}”点名调训`, mayWait: true, classId: row._id },
      title: '请安排点名调训',
      lines: [
        `“${row.name}”（${row._id}）${formatDate(row.opensOn)}开班，课程表已通过审核。`,
        `请回复“/点名 ${row._id} 名额”，例如：/点名 ${row._id} 40`,
      ],
      buttons: [{ label: '点名', style: 'primary', press: callUp }],
    }),
  calledUp: '已点名调训',
  /** @param isNumbered - for those who may change it, by the numbers of its lessons */
  timetable: (row: ClassRow, sessions: readonly SessionRow[], isNumbered = false) =>
    [
      `“${row.name}”课程表：`,
      ...sessions.map(
        (each) =>
          `${isNumbered ? `${lessonNumber({ sessionId: each._id })}　` : ''}${formatDay(each.dateOn)} ${formatClock(each.startsAt)}—${formatClock(each.endsAt)} ${each.title}（${each.parts.map((part) => courseTypeLabel(part.type)).join('、') || methodLabel(each.method)}）`,
      ),
      ...(isNumbered ? [lessonWords.howToChange(row)] : []),
    ].join('\n'),
  /** @param fitsStandard - absent for those who only read it */
  noTimetable: (row: ClassRow, fitsStandard?: boolean) =>
    `“${row.name}”还没有课程表。${fitsStandard === undefined ? '录入后即可查看。' : `请${enterTimetable(row, fitsStandard)}。`}`,
} as const;
