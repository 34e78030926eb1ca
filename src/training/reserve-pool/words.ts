import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Card, type Message, text } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { reviewUpheld, sendReservePool } from './presses.ts';
import type { ReserveEntryRow } from './reserve-pool.ts';
import type { PoolDecision, PoolStanding } from './reserve-pool-rules.ts';

/** Somebody of the pool as the list shows them. */
export interface PoolLine {
  row: ReserveEntryRow;
  unitName: string;
  post: string;
  standing: PoolStanding;
}

const standings: Readonly<Record<PoolStanding, string>> = {
  in: '在库',
  due: '在库，待复核',
  expired: '已期满',
  removed: '已移出',
};

export const poolDecisionLabels: Readonly<Record<PoolDecision, string>> = {
  keep: '继续',
  prolong: '延期',
  remove: '移出',
  restore: '恢复',
};

export function upheldCardId(objection: string): string {
  return `reserve-upheld:${objection}`;
}

export const reservePoolWords = {
  empty: '储备库中还没有人员。优秀学员公示期满后自动列入。',
  nobody: (words: string) => `储备库中没有找到“${words}”。`,
  list: (words: string, lines: readonly PoolLine[]): Message => {
    const head = totals(lines);
    return isLong(lines)
      ? listCard(
          { id: `reserve-pool:${words}`.slice(0, 100), title: '储备库', lines: [head, secret] },
          sendReservePool.with({ words }),
        )
      : text(head, ...lines.map(lineOf), '查看一人，请回复“/储备库 姓名”。', secret);
  },
  person: ({ row, unitName, post, standing }: PoolLine): Card =>
    cardOf({
      id: `reserve-person:${row._id}`,
      title: row.name,
      lines: [
        ...row.sources.map(
          ({ className, classId, rank, enteredOn }) =>
            `${formatDate(enteredOn)}列入：${className}（${classId}）优秀学员${rank > 0 ? `，第 ${rank} 名` : ''}`,
        ),
        ...row.decisions.map(({ decision, reason }) => `${poolDecisionLabels[decision]}：${withoutStop(reason)}`),
        `变更请用“/复核储备 ${row.name} ${Object.values(poolDecisionLabels).join('|')} 意见”。`,
        secret,
      ],
      fields: [
        { label: '单位', value: unitName },
        { label: '职务', value: post },
        { label: '情况', value: standings[standing] },
        { label: '复核日期', value: formatDate(row.reviewOn) },
        { label: '期限', value: `至${formatDate(row.validUntilOn)}` },
      ],
    }),
  sheet: (lines: readonly PoolLine[], dateOn: string): ListSheet => ({
    fileName: `储备库${dateOn}.xlsx`,
    isSensitive: true,
    title: `储备库（${secret}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 24 },
      { header: '职务', width: 20 },
      { header: '来源班次', width: 30 },
      { header: '名次', width: 8 },
      { header: '列入日期', width: 14 },
      { header: '复核日期', width: 14 },
      { header: '期限至', width: 14 },
      { header: '情况', width: 14 },
      { header: '复核意见', width: 40 },
    ],
    rows: lines.map(({ row, unitName, post, standing }) => [
      ...[row.name, unitName, post, row.sources.map(({ className }) => className).join('、')],
      ...[row.sources.at(-1)?.rank || '', formatDate(row.enteredOn), formatDate(row.reviewOn)],
      ...[formatDate(row.validUntilOn), standings[standing]],
      row.decisions.at(-1)?.reason ?? '',
    ]),
    people: lines.map(({ row }) => row.cadreId),
  }),
  decided: ({ row, standing }: PoolLine, decision: PoolDecision) =>
    `已登记：${row.name}${poolDecisionLabels[decision]}，现为${standings[standing]}，复核日期${formatDate(row.reviewOn)}，期限至${formatDate(row.validUntilOn)}。需要更正的，请再用“/复核储备”。`,

  /** Sent unasked, so that it names nobody. */
  due: (people: number, expired: number) =>
    [
      `储备库有 ${people} 人待复核。${expired === 0 ? '' : `其中 ${expired} 人已期满。`}`,
      '请用“/储备库”查看，用“/复核储备 姓名 继续|延期|移出 意见”办理。',
    ].join('\n'),
  /** @param reason - why the objection was upheld */
  upheld: (
    { name, cadreId }: Pick<ReserveEntryRow, 'name' | 'cadreId'>,
    className: string,
    objection: string,
    reason: string,
  ) =>
    cardOf({
      id: upheldCardId(objection),
      task: { name: `复核储备库人员：${name}`, mayWait: true },
      title: '储备库人员待复核',
      lines: [
        `${name}凭“${className}”的考核结果列入储备库，现异议 ${objection} 成立：${withoutStop(reason)}。`,
        '请决定是否继续在库；意见按异议结论登记，更正用“/复核储备”。',
        secret,
      ],
      buttons: [
        { label: '移出储备库', style: 'danger', press: reviewUpheld.with({ cadreId, objection, decision: 'remove' }) },
        { label: '继续在库', press: reviewUpheld.with({ cadreId, objection, decision: 'keep' }) },
      ],
    }),
  upheldReason: (objection: string, reason: string) => `异议 ${objection} 成立：${withoutStop(reason)}`,
  upheldSettled: (by: string, decision: PoolDecision) => `${by}已登记：${poolDecisionLabels[decision]}`,
  dueNote: (count: number) => `储备库待复核 ${count} 人`,
} as const;

const secret = '仅供县委组织部领导掌握，请勿转发；查阅留存记录';

function totals(lines: readonly PoolLine[]): string {
  const count = (standing: PoolStanding) => lines.filter((line) => line.standing === standing).length;
  return `储备库共 ${lines.length} 人：在库 ${count('in') + count('due')} 人（待复核 ${count('due')} 人），已期满 ${count('expired')} 人，已移出 ${count('removed')} 人。`;
}

function lineOf({ row, unitName, post, standing }: PoolLine): string {
  return `${row.name}　${unitName}${post}　${row.sources.at(-1)?.className ?? ''}　${standings[standing]}　至${formatDate(row.validUntilOn)}`;
}
