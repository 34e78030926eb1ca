import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type ListSheet, listCard } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SchemeVersion } from '../class/scheme-versions.ts';
import type { SchemeChange } from './class-scheme.ts';
import { formatDelta, formatPoints } from './points.ts';
import { askScheme, askSchemeRefusal, confirmScheme, dropScheme, sendScheme, sendSchemeScores } from './presses.ts';
import type { SchemeProposalRow } from './scheme-proposals.ts';
import type { SchemeEffect, TouchedEntries } from './scheme-standing.ts';
import { isKept, type ScoringScheme } from './scoring-scheme.ts';

export const schemeWords = {
  /** @param versions - the class's own, the last of which holds */
  /** @param mayChange - whoever may propose another is told how */
  shown: (trainingClass: ClassRow, scheme: ScoringScheme, mayChange = false): Card =>
    listCard(
      {
        id: `scheme:${trainingClass._id}`,
        title: '量化考核方案',
        lines: [
          `“${trainingClass.name}”：四个板块、十项指标，常规项合计100分，加分项另计。`,
          ...boardLines(scheme),
          versionLine(trainingClass),
          ...(mayChange ? ['要调整的，改好表格后发回，或用“/改考核方案”；先预览，县委组织部确认后执行。'] : []),
        ],
      },
      sendScheme.with({ classId: trainingClass._id }),
    ),
  /** For one's own score: which version it is counted by. */
  version: (trainingClass: ClassRow) => `${versionLine(trainingClass)}查看方案请回复“考核方案”。`,
  noClass: '您目前没有参加的班次，暂无考核方案。',
  sheetOffer: '量化考核方案（.xlsx）：回复“/考核方案 <班号>”领取，改好后发回',
  sheetWithoutClass: '未能识别量化考核方案属于哪个班，未作改动。请保留表格首行的标题，或在标题中写明班号后重新发送。',
  badSheet: (problems: readonly Problem[]) =>
    [
      `量化考核方案有 ${problems.length} 处需要更正，未作改动：`,
      ...problemLines(problems.filter(({ row }) => row > 0)),
      ...problems.filter(({ row }) => row === 0).map(({ message }) => `${message}。`),
    ].join('\n'),
  faults: (faults: readonly string[]) => ['量化考核方案不符合要求，未作改动：', ...faults].join('\n'),
  touched: (touched: readonly TouchedEntries[]) =>
    [
      '以下指标已按原方案评分或记分，不能再改，未作改动：',
      ...touched.map(({ name, entries }) => `${name}：已有 ${entries} 笔`),
      '确需改的，请先用“/撤销记分”撤销，改后重新登记。',
    ].join('\n'),

  preview: (trainingClass: ClassRow, row: SchemeProposalRow, effect: SchemeEffect): Card =>
    cardOf({
      id: `scheme-draft:${row._id}`,
      title: '考核方案预览',
      lines: [...effectLines(trainingClass, row, effect), '提请县委组织部确认，确认后执行，并告知全班学员。'],
      buttons: [
        { label: '提请确认', style: 'primary', press: askScheme.with({ proposal: row._id }) },
        ...scoresButton(row, effect),
        { label: '取消', press: dropScheme.with({ proposal: row._id }) },
      ],
    }),
  dropped: '已取消，考核方案未改',
  asked: (trainingClass: ClassRow) => `“${trainingClass.name}”考核方案已提请县委组织部确认。确认以前仍按现行方案记分。`,
  askedSettled: '已提请县委组织部确认',
  toDepartment: (trainingClass: ClassRow, row: SchemeProposalRow, effect: SchemeEffect, proposer: string): Card => ({
    kind: 'card',
    id: `scheme-asked:${row._id}`,
    task: { name: `确认考核方案（${trainingClass.name}）`, mayWait: true, classId: trainingClass._id },
    title: '考核方案待确认',
    lines: [`${proposer}提出${effectLines(trainingClass, row, effect).join('\n')}`],
    fields: [],
    buttons: [
      { label: '确认执行', style: 'primary', press: confirmScheme.with({ proposal: row._id }) },
      { label: '不同意', style: 'danger', press: askSchemeRefusal.with({ proposal: row._id }) },
      ...scoresButton(row, effect),
    ],
  }),
  scoresSheet: (trainingClass: ClassRow, { scores }: SchemeEffect): ListSheet => ({
    fileName: `${trainingClass._id}班考核方案对照.xlsx`,
    kept: { matter: 'results' },
    title: `${trainingClass._id}　${trainingClass.name}　按现行方案和新方案计算的总分（仅供工作使用）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '现行方案总分', width: 14 },
      { header: '新方案总分', width: 14 },
      { header: '增减', width: 10 },
    ],
    rows: scores.map(({ name, fromHundredths, toHundredths }) => [
      name,
      fromHundredths / 100,
      toHundredths / 100,
      (toHundredths - fromHundredths) / 100,
    ]),
  }),
  confirmed: (by: string) => `已由${by}确认执行`,
  confirmedReply: (trainingClass: ClassRow, { version }: SchemeVersion, people: number) =>
    `“${trainingClass.name}”考核方案第 ${version} 版已执行，将告知 ${people} 名学员。需要再改的，由县委党校用“/改考核方案”提出。`,
  askRefusal: '请写明不同意的理由。',
  refused: (by: string) => `${by}不同意`,
  refusedReply: '已退回县委党校，现行方案不变。',
  withdrawn: (by: string) => `${by}已撤回`,
  withdrawnReply: '已撤回，现行方案不变',
  replaced: '已有新的方案代替',
  /** Why an entry was taken back that was made at the moment of the change. */
  movedReason: '考核方案同时变更',
  toProposer: (trainingClass: ClassRow, by: string, why: string | undefined) =>
    why === undefined
      ? `${by}已确认“${trainingClass.name}”的考核方案，即日执行。`
      : `${by}不同意您提出的“${trainingClass.name}”考核方案，现行方案不变。理由：${withoutStop(why)}。`,
  /** Told once. @param changes - compared with what held before */
  toTrainee: (trainingClass: ClassRow, { version, fromAt, reason }: SchemeVersion, changes: readonly SchemeChange[]) =>
    [
      `【考核方案】“${trainingClass.name}”量化考核方案第 ${version} 版自${formatMoment(fromAt)}起执行：`,
      ...changes.map(changeLine),
      ...(reason === '' ? [] : [`理由：${withoutStop(reason)}。`, '此前的记分保持原分值。']),
      '查看全部指标请回复“考核方案”。',
    ].join('\n'),
} as const;

function boardLines({ boards, indicators }: ScoringScheme): string[] {
  return boards.map(({ id, name }) => {
    const own = indicators.filter(({ board }) => board === id);
    const sum = own.reduce((all, { maxHundredths }) => all + maxHundredths, 0);
    const each = own.map((one) => `${one.name}${isKept(one) ? formatPoints(one.maxHundredths) : '（本班不设）'}`);
    return `${name}${formatPoints(sum)}分：${each.join('、')}`;
  });
}

function versionLine({ schemes = [] }: Pick<ClassRow, 'schemes'>): string {
  const last = schemes.at(-1);
  if (last === undefined) return '按全县通用的量化考核方案执行。';
  const why = last.reason === '' ? '' : `，理由：${withoutStop(last.reason)}`;
  return `按本班量化考核方案第 ${last.version} 版执行，自${formatMoment(last.fromAt)}起${why}。`;
}

function effectLines({ name }: ClassRow, row: SchemeProposalRow, { changes, entries, scores }: SchemeEffect): string[] {
  const moved = scores.filter(({ fromHundredths, toHundredths }) => fromHundredths !== toHundredths).length;
  return [
    `“${name}”考核方案第 ${row.after + 1} 版：`,
    ...changes.map(changeLine),
    '四个板块、十项指标，常规项合计100分，一票否决项不变。',
    ...(entries === 0 ? [] : [`此前记分 ${entries} 笔保持原分值；按新方案重新计算，${moved} 人总分有变化。`]),
    ...(row.reason === '' ? [] : [`理由：${withoutStop(row.reason)}。`]),
  ];
}

function scoresButton(row: SchemeProposalRow, { entries }: SchemeEffect) {
  return entries === 0 ? [] : [{ label: '发送对照表', press: sendSchemeScores.with({ proposal: row._id }) }];
}

function changeLine({ name, step, of, fromHundredths, toHundredths }: SchemeChange): string {
  if (step === undefined && toHundredths === 0) return `${name}：本班不设（原满分${formatPoints(fromHundredths)}分）`;
  if (of === 'points') return `${name}：${formatDelta(fromHundredths)}改为${formatDelta(toHundredths)}`;
  return `${name}：满分${formatPoints(fromHundredths)}分改为${formatPoints(toHundredths)}分`;
}
