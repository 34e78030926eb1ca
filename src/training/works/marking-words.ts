import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { formatPoints } from '../scoring/points.ts';
import type { RatedPart } from '../scoring/scoring-scheme.ts';
import type { AssignmentRow } from './assignments.ts';
import { aiUseLabels } from './hand-in-words.ts';
import { askMark, askReturn, nextWork, sendWorkFile } from './presses.ts';
import { workTypeName } from './work-file.ts';
import type { WorkMarking } from './work-marks.ts';
import { presentVersion, type WorkRow } from './works.ts';

export function markingCardId(assignmentId: string): string {
  return `work-marking:${assignmentId}`;
}

export function readCardId({ _id, versions }: Pick<WorkRow, '_id' | 'versions'>): string {
  return `work-read:${_id}:${versions.length}`;
}

/** How many works one line names. */
const mostListed = 8;

/** What the markers read: never a name of a trainee, never another's mark. */
export const workMarkingWords = {
  named: ({ _id, title, closesOn }: AssignmentRow, markers: readonly string[], part: RatedPart) =>
    [
      `作业 ${_id}“${title}”的评阅人：${markers.join('、')}。`,
      ...(markers.length > part.markers
        ? [`前 ${part.markers} 人评阅全部作品，其余的在两人相差较大时评阅。`]
        : part.thirdMarkerAboveHundredths === undefined
          ? []
          : [`两人相差超过${formatPoints(part.thirdMarkerAboveHundredths)}分的，需要第三人评阅。`]),
      `${formatDay(closesOn)}截止后，评阅人收到告知。需要更换的，再用“/评阅人”指定。`,
    ].join('\n'),
  card: (row: AssignmentRow): Card =>
    cardOf({
      id: markingCardId(row._id),
      task: { name: `评阅“${row.title}”（${row._id}）`, classId: row.classId, untilGraded: true, mayWait: true },
      title: '作业评阅',
      lines: [`请您评阅“${row.title}”。作品只有编号，没有姓名。`, '每次领取一份，评分后领取下一份。'],
      fields: [{ label: '编号', value: row._id }],
      buttons: [{ label: '领取作品', style: 'primary', press: nextWork.with({ assignment: row._id }) }],
    }),
  /** Under the file. */
  read: (row: AssignmentRow, work: WorkRow, left: number): Card => {
    const { type, characters, aiUse, lateDays } = presentVersion(work);
    return cardOf({
      id: readCardId(work),
      title: `作品 ${work._id}`,
      lines: [
        `“${row.title}”，${workTypeName(type)}${characters === undefined ? '' : `，约 ${characters} 字`}${lateDays === 0 ? '' : `，迟交 ${lateDays} 天`}。`,
        ...(work.likeness === undefined
          ? []
          : [`与 ${work.likeness.workId} 约 ${work.likeness.percent}% 的文字相近，仅供参考，请您判断。`]),
        ...(characters === undefined ? ['这种文件不能与往期作品比对。'] : []),
        `待评 ${left} 份。`,
      ],
      fields: [{ label: '人工智能工具', value: `${aiUseLabels[aiUse]}（本人说明）` }],
      buttons: [
        { label: '评分', style: 'primary', press: askMark.with({ work: work._id }) },
        { label: '重发文件', press: sendWorkFile.with({ work: work._id }) },
        { label: '退回修改', press: askReturn.with({ work: work._id }) },
      ],
    });
  },
  fileName: (workId: string) => `作品${workId}`,
  unreadable: '这份文件已无法打开，请联系布置作业的同志。',
  nothingWaits: '目前没有待您评阅的作品。',
  /** Who typed the command alone: what there is to mark. */
  whichWork: (waiting: readonly { row: AssignmentRow; works: readonly { _id: string }[] }[]) =>
    waiting.length === 0
      ? '目前没有待您评阅的作品。'
      : [
          '请写明作品编号和分数。待您评阅：',
          ...waiting.map(({ row, works }) => {
            const shown = works.slice(0, mostListed).map(({ _id }) => _id);
            return `“${row.title}” ${works.length} 份：${shown.join('、')}${works.length > mostListed ? '等' : ''}`;
          }),
          '逐份阅读并评分请回复“评阅作业”。',
        ].join('\n'),
  notYet: ({ closesOn }: AssignmentRow) => `${formatDay(closesOn)}截止后开始评阅，届时收到告知。`,
  waiting: (lines: readonly { row: AssignmentRow; left: number }[]) =>
    lines.map(({ row, left }) => `“${row.title}”（${row._id}）待评 ${left} 份。`).join('\n'),
  askMark: (workId: string, part: RatedPart) =>
    `请回复作品 ${workId} 的分数（0—${formatPoints(part.maxHundredths)}，最多一位小数），评语写在后面，例如：${formatPoints(Math.round((part.maxHundredths * 9) / 100) * 10)} 选题准，建议可行`,
  /** @param place - which of the markers whoever marked is */
  marked: (
    work: Pick<WorkRow, '_id' | 'assignmentId'>,
    markHundredths: number,
    part: RatedPart,
    place: number,
    marking: WorkMarking,
    left: number,
  ): Card => {
    const { _id: workId, assignmentId: assignment } = work;
    const more =
      marking.apartHundredths !== undefined && marking.missing > 0
        ? '与另一位相差较大，还需第三人评阅'
        : marking.missing > 0
          ? '还需另一人评阅'
          : '评阅完成';
    return cardOf({
      id: `work-mark:${workId}:${place}`,
      title: '评分已记录',
      lines: [
        `作品 ${workId}：${formatPoints(markHundredths)}分，评阅人 ${place}/${Math.max(place, part.markers)}，${more}。`,
        `需要更正的，回复“/评阅 ${workId} 分数”；需要撤回的，回复“/撤回评阅 ${workId} 理由”。${left === 0 ? '您的作品已全部评完。' : `待评 ${left} 份。`}`,
      ],
      buttons: left === 0 ? [] : [{ label: '领取下一份', style: 'primary', press: nextWork.with({ assignment }) }],
    });
  },
  markTakenBack: (workId: string, isWanted: boolean): Card =>
    cardOf({
      id: `work-mark-back:${workId}`,
      title: '评分已撤回',
      lines: [
        `作品 ${workId} 您的评分不再计入，理由和时间已留存。`,
        ...(isWanted ? ['这份作品仍待您评阅。请另一位同志评阅的，由布置作业的同志用“/评阅人”更换。'] : []),
      ],
      buttons: isWanted ? [{ label: '重新评分', style: 'primary', press: askMark.with({ work: workId }) }] : [],
    }),
  markedSettled: (markHundredths: number) => `已评${formatPoints(markHundredths)}分`,
  allMarked: '评阅完成',
  /** To whoever gave the assignment. */
  thirdWanted: (row: AssignmentRow, workId: string, { apartHundredths = 0 }: WorkMarking) =>
    `作品 ${workId}（${row.title}）两位评阅人相差${formatPoints(apartHundredths)}分，需要第三人评阅。请用“/评阅人 ${row._id} 姓名、姓名、姓名”补充，前两人不变。`,
  askReturn: (workId: string) => `请写明作品 ${workId} 需要修改的内容后发送。回复“取消”则不退回。`,
  returned: '已退回修改',
  returnedReply: (workId: string, untilOn: string) =>
    `作品 ${workId} 已退回，${formatDay(untilOn)}前修改。本人重新提交后再评阅；退错的，请本人原样重新提交。`,
} as const;
