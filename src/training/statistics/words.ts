import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import type { Figure } from './figure.ts';
import { type Period, yearsOf } from './period.ts';
import { drawStatistics, listFigures, openFigure, sendStatistics } from './presses.ts';

export const statisticsWords = {
  card: (id: string, period: Period, figures: readonly Figure[]): Card => {
    const years = yearsIn(period);
    return cardOf({
      id: `statistics:${id}`,
      title: `干部教育培训统计（${yearsText(period)}）`,
      lines: [`截至${formatDate(period.toOn)}，共 ${figures.length} 项：`, ...figures.map(figureText)],
      buttons: [
        { label: '看明细', press: listFigures.with(years) },
        { label: '发送表格', press: sendStatistics.with(years) },
        { label: '统计图', press: drawStatistics.with(years) },
      ],
    });
  },
  /** @param openable - the figures behind which whoever asks may see the list */
  choose: (id: string, period: Period, openable: readonly Figure[]): Card =>
    cardOf({
      id: `statistics-list:${id}`,
      title: `统计明细（${yearsText(period)}）`,
      lines: ['请选择一项，查看明细和统计口径。'],
      form: {
        kind: 'single',
        options: openable.map((figure) => ({ value: figure.key, label: figureText(figure) })),
        submit: { label: '查看明细', press: openFigure.with(yearsIn(period)) },
      },
    }),
  nothing: (period: Period) => `${yearsText(period)}暂无可查看的明细。`,
  sheet: (period: Period, figures: readonly Figure[], openable: readonly Figure[]): ListSheet => ({
    fileName: `培训统计${yearsText(period)}.xlsx`,
    title: `干部教育培训统计（${yearsText(period)}，截至${formatDate(period.toOn)}）`,
    columns: [
      { header: '项目', width: 24 },
      { header: '合计', width: 10 },
      { header: '单位', width: 8 },
      ...yearsOf(period).map((year) => ({ header: `${year}年`, width: 10 })),
      { header: '统计口径', width: 80 },
    ],
    rows: figures.map(({ label, value, unit, byYear, explanation }) => [
      ...[label, value ?? '—', unit],
      ...yearsOf(period).map((year) => byYear?.[year] ?? ''),
      explanation,
    ]),
    opens: figures.map((figure) => (openable.includes(figure) ? figure.key : undefined)),
    isFigures: true,
  }),
  /** A short list in words, below what it counts. */
  opened: (figure: Figure, period: Period) =>
    [
      `${yearsText(period)}${figureText(figure)}。`,
      figure.explanation,
      ...(figure.rows?.rows.map((row) => row.filter((cell) => cell !== '').join('　')) ?? []),
    ].join('\n'),
  openedHead: (figure: Figure, period: Period) => `${yearsText(period)}${figureText(figure)}。${figure.explanation}`,
  openedSheet: ({ label, rows }: Figure, period: Period): ListSheet => ({
    fileName: `${label}${yearsText(period)}.xlsx`,
    title: `${label}（${yearsText(period)}）`,
    columns: rows?.columns ?? [],
    rows: rows?.rows ?? [],
    ...(rows?.people && { people: rows.people }),
  }),
  badPeriod: (typed: string) => `“${typed}”请写成年份，如 2026 或 2024-2026；不能晚于今年，最多 10 年。`,
} as const;

export function yearsText({ fromYear, toYear }: Pick<Period, 'fromYear' | 'toYear'>): string {
  return fromYear === toYear ? `${toYear}年` : `${fromYear}—${toYear}年`;
}

const yearsIn = ({ fromYear, toYear }: Period) => ({ fromYear, toYear });

/** `专题班 27 期`. */
function figureText({ label, value, unit }: Pick<Figure, 'label' | 'value' | 'unit'>): string {
  return value === undefined ? `${label} 暂无` : `${label} ${value} ${unit}`;
}
