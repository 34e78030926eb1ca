import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { followUpListWords, wayLabels } from './list-words.ts';
import type { FollowUpItem } from './points.ts';
import { sendDrawing } from './presses.ts';
import { pointsLine } from './rating-words.ts';
import { drawNumber } from './sampling.ts';
import type { SpotCheckRow } from './spot-checks.ts';

/** Spot checks (抽查): who was drawn, how that is reckoned again, and what came of it. */
export const checkWords = {
  drawing: (
    { name, _id: classId }: ClassRow,
    check: SpotCheckRow,
    nameOf: (cadreId: string) => string,
    isChecked: (cadreId: string) => boolean,
  ): Card =>
    cardOf({
      id: `follow-up-drawing:${check._id}`,
      title: `随机调研抽查名单（结业 ${check.months} 个月）`,
      lines: [
        `“${name}”可抽 ${check.population.length} 名，抽取 ${check.chosen.length} 名，已登记结果 ${check.chosen.filter(isChecked).length} 名：${check.chosen.map((id) => `${nameOf(id)}${isChecked(id) ? '（已登记）' : ''}`).join('、')}。`,
        `抽取种子：${check.seed}（第 ${check.number} 次抽取，${formatMoment(check.drawnAt)}）。`,
        '复核方法：种子、英文冒号、人员编号连写，求 SHA-256 值，数值最小的即为抽中人员；全部人员的数值见表格。',
        `登记结果请用“/抽查结果 ${classId} 姓名 各项分数 情况”；重新抽取须先用“/取消抽查 ${classId} 理由”。`,
      ],
      numbers: 'none',
      buttons: [{ label: '发送表格', press: sendDrawing.with({ classId, months: check.months }) }],
    }),
  sheet: (
    { name, _id: classId }: ClassRow,
    checks: readonly SpotCheckRow[],
    nameOf: (cadreId: string) => string,
  ): ListSheet => ({
    fileName: `${classId}班抽查名单.xlsx`,
    title: `${name}　随机调研抽查（数值为种子、英文冒号、人员编号连写的 SHA-256 值，取最小者；含个人信息，请妥善保管）`,
    columns: [
      { header: '阶段', width: 16 },
      { header: '次数', width: 8 },
      { header: '种子', width: 20 },
      { header: '人员编号', width: 14 },
      { header: '姓名', width: 12 },
      { header: '数值', width: 70 },
      { header: '结果', width: 10 },
      { header: '说明', width: 40 },
    ],
    rows: linesOf(checks).map(({ check, cadreId, number }) => [
      ...[followUpListWords.round(check.months), check.number, check.seed, cadreId, nameOf(cadreId), number],
      check.chosen.includes(cadreId) ? '抽中' : '',
      check.cancelling === undefined ? '' : `已取消：${withoutStop(check.cancelling.reason)}`,
    ]),
    people: linesOf(checks).map(({ cadreId }) => cadreId),
  }),
  cancelled: ({ name, _id: classId }: ClassRow, { number, months }: SpotCheckRow) =>
    `“${name}”结业 ${months} 个月第 ${number} 次抽取已取消，理由留存。重新抽取请用“/抽查 ${classId}”。`,
  /** @param way - `random` for whoever was drawn, else `special` */
  entered: (name: string, way: 'random' | 'special', given: readonly number[], items: readonly FollowUpItem[]) =>
    `${name}的${wayLabels[way]}结果已登记：${pointsLine(given, items)}。`,
  instead: (classId: string, name: string) =>
    `“/抽查结果 ${classId} ${name} 各项分数 情况”或“/专项检查 ${classId} ${name} 检查名称 日期 各项分数 情况”`,
  undone: '已撤销登记',
  leftOut: (name: string, className: string, reason: string, classId: string) =>
    `${name}不再参加“${className}”的结业跟踪，理由：${withoutStop(reason)}。恢复请用“/恢复跟踪 ${classId} ${name}”。`,
  leftSettled: '不再参加结业跟踪',
  back: (name: string, className: string, classId: string) =>
    `${name}已恢复参加“${className}”的结业跟踪。再次免除请用“/免跟踪 ${classId} ${name} 理由”。`,
} as const;

/** Everybody who could be drawn, those with the smallest numbers first. */
function linesOf(checks: readonly SpotCheckRow[]) {
  return checks.flatMap((check) =>
    check.population
      .map((cadreId) => ({ check, cadreId, number: drawNumber(check.seed, cadreId) }))
      .sort((a, b) => (a.number < b.number ? -1 : 1)),
  );
}
