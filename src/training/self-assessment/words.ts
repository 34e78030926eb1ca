import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { sendAssessment, sendEvidence } from './presses.ts';
import { QUALITY_SHEET } from './quality-sheet.ts';
import type { AssessedIndicator, IndicatorStanding } from './self-assessment.ts';
import type { QualityIndicator } from './self-assessment-rules.ts';

const mostShown = 8;

const standings: Readonly<Record<IndicatorStanding, string>> = {
  met: '达标',
  short: '未达标',
  noted: '无标准，供参考',
  missing: '缺',
};

export const selfAssessmentWords = {
  card: (year: string, all: readonly AssessedIndicator[]): Card => {
    const of = (wanted: IndicatorStanding) => all.filter(({ standing }) => standing === wanted);
    const [short, missing] = [of('short'), of('missing')];
    return cardOf({
      id: `self-assessment:${year}`,
      title: `办学质量评估（${year}年）`,
      lines: [
        `指标 ${all.length} 项：达标 ${of('met').length} 项，未达标 ${short.length} 项，缺 ${missing.length} 项，其余供参考。`,
        ...short.slice(0, mostShown).map((each) => `未达标：${valueLine(each)}`),
        ...(missing.length === 0 ? [] : [`缺：${missing.map(({ indicator }) => indicator.name).join('、')}。`]),
        ...missing.slice(0, 1).map(({ indicator }) => whatToDo(indicator)),
      ],
      buttons: [
        { label: '发送自评表', press: sendAssessment.with({ year }) },
        { label: '发送佐证表', press: sendEvidence.with({ year }) },
      ],
    });
  },
  sheet: (year: string, all: readonly AssessedIndicator[]): ListSheet => ({
    fileName: `${year}年办学质量自评表.xlsx`,
    title: `${year}年${QUALITY_SHEET}`,
    columns: [
      { header: '方面', width: 14 },
      { header: '指标', width: 26 },
      { header: '数值', width: 10 },
      { header: '单位', width: 8 },
      { header: '标准', width: 12 },
      { header: '情况', width: 14 },
      { header: '说明', width: 30 },
      { header: '佐证', width: 50 },
      { header: '缺项办理', width: 50 },
      { header: '依据', width: 40 },
    ],
    rows: all.map((each) => {
      const { aspect, name, unit, atLeast, source } = each.indicator;
      return [
        ...[aspect, name, each.value ?? '', unit, atLeast === undefined ? '' : `不低于 ${atLeast}`],
        ...[
          standings[each.standing],
          each.entry?.note ?? '',
          evidenceOf(each),
          each.standing === 'missing' ? whatToDo(each.indicator) : '',
        ],
        source,
      ];
    }),
    gaps: all.map(({ standing }) => standing === 'missing' || standing === 'short'),
    opens: all.map((each) => (evidenceRows(each).length > 0 ? each.indicator.name : undefined)),
  }),
  /** Each row is a record that is counted; lists that name people stay where those may see them who may. */
  evidence: (year: string, all: readonly AssessedIndicator[]): ListSheet => ({
    fileName: `${year}年办学质量评估佐证表.xlsx`,
    title: `${year}年办学质量评估佐证表`,
    columns: [
      { header: '指标', width: 26 },
      { header: '序号', width: 8 },
      { header: '记录', width: 100 },
    ],
    rows: all.flatMap((each) => evidenceRows(each).map((row, index) => [each.indicator.name, index + 1, row])),
  }),
  entered: (year: string, { name, unit }: QualityIndicator, value: number) =>
    `已填报${year}年“${name}”${value} ${unit}，计入办学质量评估。更正请再填一次，有误的用“/填评估 ${name} 撤销 ${year}年”。`,
  takenBack: (year: string, { name }: QualityIndicator) =>
    `已撤销${year}年“${name}”的填报。需要时用“/填评估 ${name} 数值 ${year}年”再填。`,
} as const;

function valueLine({ indicator: { name, unit, atLeast }, value }: AssessedIndicator): string {
  return `${name} ${value ?? ''} ${unit}，标准不低于 ${atLeast ?? ''} ${unit}。`;
}

/** What has to be done about a number that is not there. */
function whatToDo(indicator: QualityIndicator): string {
  return indicator.from === 'people'
    ? `用“/填评估 ${indicator.name} 数值 说明”填报：${indicator.hint}。`
    : '尚无相应记录，形成记录后自动计入。';
}

/** Where a number comes from, in a few words. */
function evidenceOf({ figure, entry }: AssessedIndicator): string {
  if (entry !== undefined)
    return `${entry.byName} ${formatDate(beijingDateOf(entry.enteredAt))}填报${entry.note === '' ? '' : `：${entry.note}`}`;
  if (figure === undefined) return '';
  const listed = figure.rows?.rows.length ?? 0;
  const where = figure.rows?.namesPeople === true ? '名单用“/统计”查看' : '见佐证表';
  return `${figure.explanation}${listed === 0 ? '' : `记录 ${listed} 条，${where}。`}`;
}

function evidenceRows(each: AssessedIndicator): string[] {
  const { figure, entry } = each;
  if (entry !== undefined) return [evidenceOf(each)];
  if (figure?.rows === undefined || figure.rows.namesPeople) return [];
  const headers = figure.rows.columns.map(({ header }) => header);
  return figure.rows.rows.map((row) => row.map((cell, at) => `${headers[at] ?? ''}：${cell}`).join('　'));
}
