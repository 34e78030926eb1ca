import { addDays, beijingTime, formatDay, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { formatPoints } from '../scoring/points.ts';
import type { AssignmentRow } from './assignments.ts';
import type { HandIn } from './hand-in.ts';
import { chooseAssignment, dropWorkFile, handInWork, takeBackWork, useAsProof } from './presses.ts';
import { type WorkType, workTypeName } from './work-file.ts';
import { AI_USES, type AiUse, presentVersion, type WorkReturn, type WorkRow } from './works.ts';

export const aiUseLabels: Readonly<Record<AiUse, string>> = {
  none: '未使用',
  search: '用于查找资料',
  polish: '用于润色文字',
  draft: '用于起草部分内容',
};

/** The id of a trainee's one card of an assignment: what is asked, and its reminders. */
export function workCardId(assignmentId: string): string {
  return `work:${assignmentId}`;
}

export function shownWorkCardId(cadreId: string): string {
  return `work-shown:${cadreId}`;
}

/** What was understood of a file. */
export interface ShownWork {
  file: string;
  type: WorkType;
  /** Where its text can be read. */
  characters?: number;
  /** Its text names its author. */
  namesAuthor: boolean;
  /** Something of this person's waits for a proof, and this may be one. */
  mayBeProof: boolean;
}

/** What a trainee reads who hands in a work. */
export const handInWords = {
  offer: '作业：Word、PDF或文本文件',
  card: (row: AssignmentRow, kind: string, megabytes: number, lateDays: number, title = '作业'): Card =>
    cardOf({
      id: workCardId(row._id),
      task: {
        name: `提交“${row.title}”`,
        by: endOf(row.closesOn),
        classId: row.classId,
        ofTrainee: true,
        mayWait: true,
      },
      title,
      lines: [
        `请提交${kind}“${row.title}”：把Word、PDF或文本文件直接发到这里即可，不超过 ${megabytes} MB。`,
        `须本人独立完成。${lateDays === 0 ? '逾期不再接收。' : `逾期 ${lateDays} 天内仍可提交，记为迟交。`}`,
      ],
      fields: [{ label: '截止', value: `${formatDay(row.closesOn)}（当天有效）` }],
    }),
  choose: (shown: ShownWork, cadreId: string, rows: readonly AssignmentRow[]): Card =>
    cardOf({
      id: shownWorkCardId(cadreId),
      title: '提交作业',
      lines: [`收到${described(shown)}，请选择提交哪一项作业。`],
      form: {
        kind: 'single',
        options: rows.map(({ _id, title }) => ({ value: _id, label: title })),
        submit: { label: '下一步', style: 'primary', press: chooseAssignment.with({ file: shown.file }) },
      },
      buttons: otherButtons(shown),
    }),
  statement: (shown: ShownWork, cadreId: string, row: AssignmentRow, when: HandIn, replaces: boolean): Card =>
    cardOf({
      id: shownWorkCardId(cadreId),
      title: '提交作业',
      lines: [
        `收到${described(shown)}，将作为“${row.title}”提交${replaces ? '，替换先前的文件' : ''}。`,
        ...(when.as === 'late' ? [`截止日期是${formatDay(when.closesOn)}，将记为迟交 ${when.lateDays} 天。`] : []),
        ...(shown.namesAuthor ? ['文中有您的姓名。评阅时只显示编号，建议删去姓名后重新发送。'] : []),
        '提交即声明：内容由本人独立完成。请选择人工智能工具的使用情况。',
      ],
      form: {
        kind: 'single',
        options: AI_USES.map((value) => ({ value, label: aiUseLabels[value] })),
        submit: {
          label: '声明并提交',
          style: 'primary',
          press: handInWork.with({ file: shown.file, assignment: row._id }),
        },
      },
      buttons: otherButtons(shown),
    }),
  newer: '已改用后来发送的文件',
  chosen: ({ title }: AssignmentRow) => `已选择“${title}”`,
  asProof: '改作证明材料',
  dropped: '已取消，未提交',
  handedIn: '已提交',
  receipt: (row: AssignmentRow, work: WorkRow): Card => {
    const { at, lateDays, aiUse } = presentVersion(work);
    return cardOf({
      id: `work-receipt:${work._id}`,
      title: '作业已提交',
      lines: [
        `“${row.title}”${formatMoment(at)}提交${lateDays === 0 ? '' : `，迟交 ${lateDays} 天`}。`,
        '评阅时只显示编号。评阅前重新发送文件即可替换。',
      ],
      fields: [
        { label: '编号', value: work._id },
        { label: '独立完成', value: '已声明' },
        { label: '人工智能工具', value: aiUseLabels[aiUse] },
      ],
      buttons: [{ label: '撤回作业', press: takeBackWork.with({ work: work._id }) }],
    });
  },
  replaced: '已由后来提交的文件替换',
  over: '已不再接收',
  takenBack: '作业已撤回',
  takenBackReply: (row: AssignmentRow) =>
    `“${row.title}”已撤回，文件已删除。请在${formatDay(row.closesOn)}前重新提交。`,
  takenBackBefore: '这份作业此前已经撤回。',

  returned: (row: AssignmentRow, work: WorkRow, { reason, untilOn, version }: WorkReturn): Card =>
    cardOf({
      id: `work-back:${work._id}:${version}`,
      task: { name: `修改“${row.title}”`, by: endOf(untilOn), classId: row.classId, ofTrainee: true },
      title: '作业退回修改',
      lines: [`“${row.title}”请修改后重新发送文件。`, `意见：${withoutStop(reason)}。`],
      fields: [
        { label: '编号', value: work._id },
        { label: '修改截止', value: `${formatDay(untilOn)}（当天有效）` },
      ],
    }),
  /** @param words - what the markers wrote, without their names */
  marked: (
    row: AssignmentRow,
    workId: string,
    resultHundredths: number,
    of: { mostHundredths: number; counts: boolean; corrected: boolean; objectionDays: number },
    words: readonly string[],
  ) =>
    [
      `【${of.corrected ? '评阅更正' : '作业评阅'}】“${row.title}”（${workId}）评阅结果：${formatPoints(resultHundredths)}分，满分${formatPoints(of.mostHundredths)}分。`,
      ...words.map((each) => `评语：${withoutStop(each)}。`),
      ...(of.counts ? [`已计入得分。如有异议，请在 ${of.objectionDays} 个工作日内回复“异议”提出。`] : []),
    ].join('\n'),

  /** The result that was told is open again. */
  resultOpen: (row: AssignmentRow, workId: string, counts: boolean) =>
    `【评阅更正】“${row.title}”（${workId}）的评阅结果已撤回，${counts ? '原计入的得分一并撤销，' : ''}重新评阅后告知您。`,

  noneOfMine: '您目前没有作业。',
  mine: (lines: readonly MyWork[]) => {
    const missing = lines.filter(({ work }) => work === undefined).length;
    const isAwaited = lines.some(
      ({ work, takesFiles }) => takesFiles && (work === undefined || work.state === 'returned'),
    );
    return [
      `作业 ${lines.length} 项，未交 ${missing} 项：`,
      ...lines.map(myLine),
      ...(isAwaited ? ['提交作业，把文件直接发到这里即可。'] : []),
    ].join('\n');
  },
} as const;

/** One assignment of a trainee, as they see it. */
export interface MyWork {
  row: AssignmentRow;
  /** Absent where nothing is handed in. */
  work?: WorkRow;
  /** The last day for it, also of a revision. */
  closesOn: string;
  resultHundredths?: number;
  takesFiles: boolean;
}

function myLine({ row, work, closesOn, resultHundredths, takesFiles }: MyWork): string {
  const day = `${formatDay(closesOn)}截止`;
  if (work === undefined) return `“${row.title}”：未交，${takesFiles ? day : '已不再接收'}。`;
  if (work.state === 'returned') return `“${row.title}”（${work._id}）：请修改后重新发送，${day}。`;
  const result = resultHundredths === undefined ? '待评阅' : `${formatPoints(resultHundredths)}分`;
  return `“${row.title}”（${work._id}）：${formatMoment(presentVersion(work).at)}提交，${result}。`;
}

function described({ type, characters }: ShownWork): string {
  return `${workTypeName(type)}${characters === undefined ? '' : `（约 ${characters} 字）`}`;
}

function otherButtons({ file, mayBeProof }: ShownWork) {
  return [
    ...(mayBeProof ? [{ label: '这是证明材料', press: useAsProof.with({ file }) }] : []),
    { label: '取消', press: dropWorkFile.with({ file }) },
  ];
}

function endOf(dateOn: string): Date {
  return beijingTime(addDays(dateOn, 1), '00:00');
}
