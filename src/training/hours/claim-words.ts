import { formatCreditHours, formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import type { ClaimState, CompleteClaim, HourClaimRow } from './hour-claims.ts';
import { dropClaim, enterClaim, refuseClaim, submitClaim, vouchClaim, withdrawClaim } from './presses.ts';

const states: Readonly<Record<ClaimState, string>> = {
  draft: '未提交',
  asked: '待单位核实',
  vouched: '待审核登记',
  entered: '已登记',
  refused: '未同意',
  dropped: '未提交',
  withdrawn: '已撤回',
};

/** Who decides a claim, one after the other, as they are called; one whom nobody vouches for is entered at once. */
export interface Deciders {
  vouches?: string;
  enters: string;
}

/** The preview of a claim. */
export function claimPreviewId(id: string): string {
  return `hours-claim-preview:${id}`;
}
/** The card on which a claim is decided, for everybody who may. */
export function claimCardId(id: string): string {
  return `hours-claim:${id}`;
}

export const claimWords = {
  ask: '请说明参加了什么培训、几天，例如“参加市委党校乡村振兴专题班3天，11月3日至5日”。回复“取消”则不申报。',
  askDates: (title: string) => `“${title}”的起止日期是哪天？请回复，例如“11月3日至5日”。回复“取消”则不申报。`,
  askHours: (title: string) => `“${title}”是多少学时？请回复数字，例如“20”。回复“取消”则不申报。`,
  name: ({ title }: Pick<HourClaimRow, 'title'>) => `${title}（学时申报）`,
  preview: (row: CompleteClaim, by: Deciders): Card =>
    cardOf({
      id: claimPreviewId(row._id),
      title: '学时申报',
      lines: [`提交后${steps(by)}。`, '有结业证书的，可把照片发到这里作为证明。'],
      fields: facts(row),
      buttons: [
        { label: '提交申报', style: 'primary', press: submitClaim.with({ claim: row._id }) },
        { label: '取消', press: dropClaim.with({ claim: row._id }) },
      ],
    }),
  dropped: '已取消，未申报',
  submitted: '已提交申报',
  submittedReply: (row: CompleteClaim, by: Deciders): Card =>
    cardOf({
      id: `hours-claim-own:${row._id}`,
      title: '学时申报',
      lines: [`“${row.title}”的学时申报已提交，${steps(by)}，结果会告诉您。`],
      buttons: [{ label: '撤回申报', press: withdrawClaim.with({ claim: row._id }) }],
    }),
  withdrawn: '申报已撤回',
  /** @param by - which of the two decides with this card */
  decide: (row: CompleteClaim, unit: string, by: 'unit' | 'department'): Card =>
    cardOf({
      id: claimCardId(row._id),
      task: { name: `${by === 'unit' ? '核实' : '审核'}${row.name}的学时申报（${row.title}）`, mayWait: true },
      title: by === 'unit' ? '学时申报待核实' : '学时申报待审核',
      lines: [`${row.name}（${unit}）申报学时，请${by === 'unit' ? '核实是否属实' : '审核，同意后登记'}。`],
      fields: facts(row),
      buttons: [yes(row, by), { label: '不同意', style: 'danger', press: refuseClaim.with({ claim: row._id }) }],
    }),
  vouched: (enters: string) => `已核实，转${enters}审核`,
  entered: (by: string) => `已由${by}同意并登记`,
  enteredReply: (row: CompleteClaim) => `已登记${row.name}${formatCreditHours(row.minutes)}。`,
  askRefusal: (row: HourClaimRow) => `不同意${row.name}的学时申报，请回复理由。回复“取消”则暂不处理。`,
  refused: (by: string) => `${by}未同意`,
  refusedReply: (row: HourClaimRow) => `已将不同意的理由告知${row.name}。`,
  enteredToCadre: (row: CompleteClaim) =>
    `您的学时申报已登记：${row.title}，${formatCreditHours(row.minutes)}。回复“我的学时”可查看。`,
  refusedToCadre: (row: HourClaimRow, words: string) =>
    `您的学时申报“${row.title}”未获同意，理由：${words}。如有疑问，请联系县委组织部干部教育科。`,
  decidedAlready: (row: HourClaimRow) => `这项学时申报${states[row.state]}，无需重复办理。`,
  list: (rows: readonly HourClaimRow[], unitOf: (unitId: string) => string) =>
    rows.length === 0
      ? '目前没有待办理的学时申报。'
      : [
          `待办理的学时申报 ${rows.length} 项：`,
          ...rows.slice(0, 20).map((row) => `${row.name}（${unitOf(row.unitId)}）　${row.title}　${states[row.state]}`),
          ...(rows.length > 20 ? [`……另有 ${rows.length - 20} 项。`] : []),
        ].join('\n'),
} as const;

/** `由单位联络员核实，再由县委组织部审核登记` */
function steps({ vouches, enters }: Deciders): string {
  return vouches === undefined ? `由${enters}审核登记` : `由${vouches}核实，再由${enters}审核登记`;
}

function yes(row: CompleteClaim, by: 'unit' | 'department'): Button {
  const press = (by === 'unit' ? vouchClaim : enterClaim).with({ claim: row._id });
  return { label: by === 'unit' ? '情况属实' : '同意登记', style: 'primary', press };
}

function facts({ title, kind, fromOn, toOn, halfDays, minutes }: CompleteClaim): Card['fields'] {
  return [
    { label: '培训', value: title },
    { label: '方式', value: kind === 'online' ? '网络学习' : '脱产培训' },
    { label: '时间', value: formatDays(fromOn, toOn) },
    { label: '拟登记', value: `${formatCreditHours(minutes)}${halfDays === 0 ? '' : `、${halfDays / 2}天`}` },
  ];
}
