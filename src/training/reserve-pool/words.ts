import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { KeptList } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { listReservePool, reviewUpheld, showUpheld } from './presses.ts';
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

/** On the screen of each leader while somebody is to be reviewed. */
export const POOL_DUE_CARD = 'reserve-due';

export function upheldCardId(objection: string): string {
  return `reserve-upheld:${objection}`;
}

export const reservePoolWords = {
  empty: '储备库中还没有人员。优秀学员公示期满后自动列入。',
  nobody: '储备库中没有找到，请核对姓名、单位或班号。',
  /** What stands in chat: nobody is named. */
  figures: (words: string, lines: readonly PoolLine[]): string[] => [
    `${words === '' ? '储备库共' : '储备库中查到'} ${lines.length} 人：${counts(lines)}。`,
    '复核请用“/复核储备 姓名 继续|延期|移出|恢复 意见”。',
  ],
  sheet: (lines: readonly PoolLine[], dateOn: string): KeptList => ({
    fileName: `储备库${dateOn}.xlsx`,
    kept: { matter: 'reservePool' },
    title: `储备库（${secret}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 24 },
      { header: '职务', width: 20 },
      { header: '来源班次', width: 40 },
      { header: '名次', width: 8 },
      { header: '列入日期', width: 14 },
      { header: '复核日期', width: 14 },
      { header: '期限至', width: 14 },
      { header: '情况', width: 14 },
      { header: '复核意见', width: 40 },
    ],
    rows: lines.map(({ row, unitName, post, standing }) => [
      ...[row.name, unitName, post, row.sources.map(sourceOf).join('；')],
      ...[row.sources.at(-1)?.rank || '', formatDate(row.enteredOn), formatDate(row.reviewOn)],
      ...[formatDate(row.validUntilOn), standings[standing]],
      row.decisions.map(decisionOf).join('；'),
    ]),
    people: lines.map(({ row }) => row.cadreId),
  }),
  decided: ({ row, standing }: Pick<PoolLine, 'row' | 'standing'>, decision: PoolDecision) =>
    `已登记：${poolDecisionLabels[decision]}，现为${standings[standing]}，复核日期${formatDate(row.reviewOn)}，期限至${formatDate(row.validUntilOn)}。需要更正的，请再用“/复核储备”。`,

  /** Sent unasked, so that it names nobody. */
  due: (people: number, expired: number): Card =>
    cardOf({
      id: POOL_DUE_CARD,
      task: { name: `复核储备库人员 ${people} 名`, mayWait: true },
      title: '储备库待复核',
      lines: [
        `储备库有 ${people} 人待复核。${expired === 0 ? '' : `其中 ${expired} 人已期满。`}`,
        '查看后用“/复核储备 姓名 继续|延期|移出 意见”办理。',
      ],
      buttons: [{ label: '查看储备库', style: 'primary', press: listReservePool.with({}) }],
    }),
  dueSettled: '已全部复核',
  /** Sent unasked, so that it names nobody: a button leads to whom it is about. */
  upheld: (cadreId: string, objection: string) =>
    cardOf({
      id: upheldCardId(objection),
      task: { name: `复核储备库人员（异议 ${objection}）`, mayWait: true },
      title: '储备库人员待复核',
      lines: [
        `异议 ${objection} 成立，储备库有 1 人凭所异议的考核结果列入。`,
        '请点“查看人员”，再决定是否继续在库；意见按异议结论登记，更正用“/复核储备”。',
        secret,
      ],
      buttons: [
        { label: '查看人员', style: 'primary', press: showUpheld.with({ cadreId, objection }) },
        { label: '移出储备库', style: 'danger', press: reviewUpheld.with({ cadreId, objection, decision: 'remove' }) },
        { label: '继续在库', press: reviewUpheld.with({ cadreId, objection, decision: 'keep' }) },
      ],
    }),
  /** Whom an upheld objection is about, with what was decided on it. */
  upheldSheet: (sheet: KeptList, objection: string, reason: string): KeptList => ({
    ...sheet,
    behind: [
      {
        name: '异议',
        title: `异议 ${objection}`,
        widths: [12, 60],
        rows: [
          ['编号', '异议成立的理由'],
          [objection, reason],
        ],
      },
    ],
  }),
  upheldReason: (objection: string, reason: string) => `异议 ${objection} 成立：${withoutStop(reason)}`,
  upheldSettled: (by: string, decision: PoolDecision) => `${by}已登记：${poolDecisionLabels[decision]}`,
  dueNote: (count: number) => `储备库待复核 ${count} 人`,
} as const;

const secret = '仅供县委组织部领导掌握，请勿转发；查阅留存记录';

function counts(lines: readonly PoolLine[]): string {
  const count = (standing: PoolStanding) => lines.filter((line) => line.standing === standing).length;
  return `在库 ${count('in') + count('due')} 人（待复核 ${count('due')} 人），已期满 ${count('expired')} 人，已移出 ${count('removed')} 人`;
}

function sourceOf({ className, classId, enteredOn }: ReserveEntryRow['sources'][number]): string {
  return `${className}（${classId}，${formatDate(enteredOn)}列入）`;
}

function decisionOf({ decision, reason }: ReserveEntryRow['decisions'][number]): string {
  return `${poolDecisionLabels[decision]}：${withoutStop(reason)}`;
}
