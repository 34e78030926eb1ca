import { isSameWord, typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { lineText, typedText } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { type CellValue, firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import type { SchemePoints } from '../class/scheme-versions.ts';
import { ownPoints } from './class-scheme.ts';
import { readSchemePoints } from './scheme-points.ts';
import type { Indicator, ScoringScheme } from './scoring-scheme.ts';

/** What the sheet is called in its title and in the name of its file. */
export const SCHEME_SHEET = '量化考核方案';

const VETO = '一票否决';
const MODES = { deduct: '扣分', earn: '得分', rate: '评分' } as const;

/** The table of a class, to be looked at or to be changed: a row per indicator, and one for each of its steps and parts. */
export function schemeSheet(title: string, scheme: ScoringScheme): SheetToWrite {
  const boardOf = (indicator: Indicator) => scheme.boards.find(({ id }) => id === indicator.board)?.name ?? '';
  return {
    name: SCHEME_SHEET,
    rows: [
      [title],
      ['板块', '指标', '计分方式', '满分', '记分档', '分值', '依据', '变更理由'],
      ...scheme.indicators.flatMap((indicator) => [
        [
          boardOf(indicator),
          indicator.name,
          MODES[indicator.mode],
          indicator.maxHundredths / 100,
          '',
          '',
          indicator.evidence,
        ],
        ...partsOf(indicator).map(({ name, maxHundredths }) => ['', indicator.name, '', '', name, maxHundredths / 100]),
        ...indicator.steps.map(({ name, deltaHundredths, veto }) => [
          ...['', indicator.name, '', '', name],
          veto === undefined ? deltaHundredths / 100 : VETO,
        ]),
      ]),
    ],
    headerRow: 2,
    widths: [14, 20, 10, 8, 34, 10, 40, 30],
  };
}

const kind: TableKind<'item' | 'most' | 'step' | 'points' | 'reason'> = {
  marks: ['item', 'most', 'step'],
  columns: [
    { field: 'item', label: '指标', required: true },
    { field: 'most', label: '满分' },
    { field: 'step', label: '记分档' },
    { field: 'points', label: '分值' },
    { field: 'reason', label: '变更理由', synonyms: ['理由'] },
  ],
};

const EXPECTED = `“${SCHEME_SHEET}”首行为标题，第二行为表头（板块、指标、计分方式、满分、记分档、分值、依据、变更理由），请不要改动表头。`;

/**
 * The points of a filled-in table that differ from the rule pack's, and the reason for the change. Every indicator, step and veto of the
 * table must be there.
 * @param base - the table of the rule pack
 * @throws RuleError `import.no-table`
 */
export function readSchemeSheet(
  sheet: Sheet,
  base: ScoringScheme,
): { points: SchemePoints[]; reason: string; problems: Problem[] } {
  const table = findTable(sheet, kind);
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: EXPECTED });
  const problems: Problem[] = [...table.problems];
  const points: SchemePoints[] = [];
  const seen = new Set<string>();
  const reasons: string[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const name = reader.read('item', lineText(60)) ?? '';
    const reason = reader.read('reason', lineText(200));
    if (reason !== undefined && !reasons.includes(reason)) reasons.push(reason);
    const indicator = base.indicators.find((each) => isSameWord(each.name, name));
    if (indicator === undefined) {
      reader.reject('item', '表中没有这项指标，指标名称不能改动');
      continue;
    }
    const stepName = reader.read('step', lineText(80));
    const step =
      stepName === undefined ? undefined : valuesOf(indicator).find((each) => isSameWord(each.name, stepName));
    if (stepName !== undefined && step === undefined) {
      reader.reject('step', '这项指标没有这一档，记分档不能增加');
      continue;
    }
    const key = `${indicator.id} ${step?.id ?? ''}`;
    if (seen.has(key)) reader.reject('item', '这一行重复');
    seen.add(key);
    if (step?.veto !== undefined) continue;
    const hundredths = reader.read(step === undefined ? 'most' : 'points', numberFor(indicator, step?.id));
    if (hundredths === undefined) {
      if (reader.isEmpty(step === undefined ? 'most' : 'points'))
        reader.reject(step === undefined ? 'most' : 'points', '应填分值；本班不设这项指标的，满分填 0');
      continue;
    }
    points.push({ item: indicator.id, ...(step === undefined ? {} : { step: step.id }), hundredths });
  }
  problems.push(
    ...missingRows(base, seen, points).map((message) => ({ row: 0, column: '', header: '', message, value: '' })),
  );
  return { points: settled(base, points), reason: reasons.join('；'), problems };
}

/** What is missing: of an indicator that the class does not have its vetoes alone are needed. */
function missingRows(base: ScoringScheme, seen: ReadonlySet<string>, points: readonly SchemePoints[]): string[] {
  return base.indicators.flatMap((indicator) => {
    if (!seen.has(`${indicator.id} `))
      return [`缺少指标“${indicator.name}”。四个板块、十项指标不能删减，本班不设的，满分填 0`];
    const isGivenUp = points.some(
      ({ item, step, hundredths }) => item === indicator.id && step === undefined && hundredths === 0,
    );
    return valuesOf(indicator)
      .filter(({ id, veto }) => !seen.has(`${indicator.id} ${id}`) && (veto !== undefined || !isGivenUp))
      .map(({ name, veto }) =>
        veto === undefined ? `缺少“${indicator.name}”的记分档“${name}”` : `缺少一票否决项“${name}”，一票否决项不能删减`,
      );
  });
}

/** Without what is as in the rule pack. Parts are said where one of them is not as there. */
function settled(base: ScoringScheme, points: readonly SchemePoints[]): SchemePoints[] {
  return ownPoints(base, points).filter(({ item, step }) => {
    const indicator = base.indicators.find(({ id }) => id === item);
    const parts = indicator?.mode === 'rate' ? indicator.parts : [];
    if (!parts.some(({ id }) => id === step)) return true;
    return (
      parts.length > 1 &&
      parts.some(({ id, maxHundredths }) =>
        points.some((each) => each.item === item && each.step === id && each.hundredths !== maxHundredths),
      )
    );
  });
}

/** Parts are rows of their own where there are several; a single one is the indicator. */
function partsOf(indicator: Indicator) {
  return indicator.mode === 'rate' && indicator.parts.length > 1 ? indicator.parts : [];
}

function valuesOf(indicator: Indicator): { id: string; name: string; veto?: string | undefined }[] {
  return [...partsOf(indicator), ...indicator.steps];
}

function numberFor(indicator: Indicator, step: string | undefined): (cell: CellValue) => Reading<number> {
  return (cell) => {
    const typed = typedText(cell);
    if ('message' in typed) return typed;
    try {
      return { value: readSchemePoints(typedWord(typed.value), indicator, step) };
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      return { message: '应填分值，如 15 或 0.5' };
    }
  };
}
