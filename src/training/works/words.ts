import { formatDate, formatDay, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { type Told, toldWords } from '../attendance/carried-tasks.ts';
import type { ClassRow } from '../class/classes.ts';
import { formatPoints } from '../scoring/points.ts';
import type { AssignmentRow } from './assignments.ts';
import { lastDayOf } from './hand-in.ts';
import { aiUseLabels } from './hand-in-words.ts';
import {
  cancelAssignment,
  chaseWorks,
  dropAssignment,
  issueAssignment,
  keepAssignment,
  sendWorkList,
} from './presses.ts';
import { type Figures, figuresOf, type Owed, standingLabel } from './work-figures.ts';
import type { WorkRules } from './work-rules.ts';

/** What staff read who give an assignment and follow it. */
export const assignmentWords = {
  noKind: (typed: string, kinds: readonly string[]) => `没有“${typed}”这种作业，可写：${kinds.join('、')}。`,
  preview: (trainingClass: ClassRow, row: AssignmentRow, kind: string, people: number, rules: WorkRules): Card =>
    cardOf({
      id: `work-preview:${row._id}`,
      title: '布置作业预览',
      lines: [
        `将向“${trainingClass.name}”学员 ${people} 人布置${kind}“${row.title}”。`,
        `学员直接发送文件提交，截止后 ${rules.lateDays} 天内提交的记为迟交，${formatDay(lastDayOf(row.closesOn, rules))}以后不再接收。`,
      ],
      fields: [
        { label: '编号', value: row._id },
        { label: '截止', value: `${formatDay(row.closesOn)}（当天有效）` },
      ],
      buttons: [
        { label: '确认布置', style: 'primary', press: issueAssignment.with({ assignment: row._id }) },
        { label: '取消', press: dropAssignment.with({ assignment: row._id }) },
      ],
    }),
  dropped: '已取消，未布置',
  issued: '已布置',
  issuedReply: ({ _id, title, closesOn }: AssignmentRow, people: number, told: Told) =>
    `作业 ${_id}“${title}”${toldWords(told, people)}，${formatDay(closesOn)}截止。请用“/评阅人 ${_id} 姓名、姓名”指定评阅人；需要收回的，用“/取消作业 ${_id} 理由”。`,
  notAgain: '这项作业已经布置或取消',

  closingChanged: ({ _id, closesOn }: AssignmentRow, from: string, told: number) =>
    `作业 ${_id} 的截止日期由${formatDate(from)}改为${formatDay(closesOn)}，已告知未交的 ${told} 人。需要改回的，再用“/改作业”。`,
  cancelPreview: (id: string, row: AssignmentRow, reason: string, handedIn: number): Card =>
    cardOf({
      id: `work-cancel:${id}`,
      title: '取消作业',
      lines: [
        `拟取消作业 ${row._id}“${row.title}”，已交 ${handedIn} 份。`,
        '取消后不再接收和评阅，已计的分数不变；本班学员收到告知。',
      ],
      fields: [{ label: '理由', value: reason }],
      buttons: [
        { label: '确认取消作业', style: 'danger', press: cancelAssignment.with({ assignment: row._id, reason }) },
        { label: '保留作业', press: keepAssignment.with({ assignment: row._id, reason }) },
      ],
    }),
  kept: '作业保留',
  cancelled: '作业已取消',
  cancelledReply: ({ _id, title }: AssignmentRow, told: number) =>
    `作业 ${_id}“${title}”已取消，已告知 ${told} 人。仍需要的，请用“/布置作业”重新布置。`,
  recent: (rows: readonly AssignmentRow[], kindName: (id: string) => string) =>
    rows.length === 0
      ? '请写明作业编号。目前没有作业，布置请用“/布置作业”。'
      : [
          '请写明作业编号。近期作业：',
          ...rows.map(
            ({ _id, kind, title, closesOn, state }) =>
              `${_id}　${kindName(kind)}　${title}　${state === 'cancelled' ? '已取消' : `${formatDate(closesOn)}截止`}`,
          ),
        ].join('\n'),

  list: (row: AssignmentRow, owed: readonly Owed[], markers: readonly string[]): Card => {
    const missing = owed.filter(({ standing }) => standing === 'missing');
    const figures = figuresOf(owed);
    const named = missing.length > 0 && !isLong(missing);
    const chase =
      row.state === 'open' && missing.length > 0
        ? [{ label: '催交', press: chaseWorks.with({ assignment: row._id }) }]
        : [];
    const lines = [
      ...(row.state === 'cancelled' ? [`已取消：${row.cancelledFor ?? ''}`] : []),
      countLine(figures),
      ...(named ? [`未交：${missing.map(({ name }) => name).join('、')}`] : []),
      markers.length === 0 ? '尚未指定评阅人。' : `评阅人：${markers.join('、')}`,
    ];
    return listCard(
      { id: `work-list:${row._id}`, title: `${row.title}（${formatDay(row.closesOn)}截止）`, lines },
      sendWorkList.with({ assignment: row._id }),
      chase,
    );
  },
  listSheet: (row: Pick<AssignmentRow, '_id' | 'title'>, owed: readonly Owed[]): ListSheet => ({
    fileName: `作业${row._id}.xlsx`,
    kept: { matter: 'results' },
    title: `${row.title}（${row._id}）：${countLine(figuresOf(owed))}`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '状态', width: 12 },
      { header: '作品编号', width: 18 },
      { header: '提交时间', width: 18 },
      { header: '迟交天数', width: 10 },
      { header: '人工智能工具使用', width: 20 },
      { header: '相似提示', width: 24 },
      { header: '评阅结果', width: 10 },
    ],
    rows: owed.map(({ name, standing, version, number, likeness, resultHundredths }) => [
      name,
      standingLabel(standing),
      number ?? '',
      version === undefined ? '' : formatMoment(version.at),
      version === undefined ? '' : version.lateDays,
      version === undefined ? '' : aiUseLabels[version.aiUse],
      likeness === undefined ? '' : `与 ${likeness.workId} 约 ${likeness.percent}%，仅供参考`,
      resultHundredths === undefined ? '' : formatPoints(resultHundredths),
    ]),
  }),
  chasedReply: ({ _id }: AssignmentRow, people: number, forMorning: boolean) =>
    people === 0
      ? `作业 ${_id} 没有需要催交的学员。`
      : `已提醒未交作业 ${_id} 的学员 ${people} 人${forMorning ? '，早晨送达' : ''}。同一天内不重复提醒。`,
  /** To whoever gave it, once the last day is over. */
  due: (row: AssignmentRow, owed: readonly Owed[]) => {
    const noMarkers = row.markers.length === 0 ? `请用“/评阅人 ${row._id} 姓名、姓名”指定评阅人。` : '';
    return `作业 ${row._id}“${row.title}”已截止。${countLine(figuresOf(owed))}${noMarkers}名单用“/作业情况 ${row._id}”查看。`;
  },

  cancelledToTrainee: ({ title }: AssignmentRow, reason: string) =>
    `【作业取消】“${title}”已取消，无需提交。理由：${withoutStop(reason)}。`,
} as const;

function countLine({ all, handedIn, late, returned, missing, marked }: Figures): string {
  const more = [...(late === 0 ? [] : [`其中迟交 ${late} 人`]), ...(returned === 0 ? [] : [`退回修改 ${returned} 人`])];
  return `应交 ${all} 人：已交 ${handedIn} 人${more.length === 0 ? '' : `（${more.join('，')}）`}，未交 ${missing} 人；评阅完成 ${marked} 份。`;
}
