import { typedWord } from '../../chat/plain-text.ts';
import { RANK_LEVELS, type RankLevel, rankLevelLabel } from '../../county/cadre.ts';
import { levelsCalled } from '../../county/rank-level-words.ts';
import { RuleError } from '../../errors.ts';
import { lineText, oneOf } from '../../sheets/cells.ts';
import { findTable } from '../../sheets/find-table.ts';
import { firstRowOf, type Sheet } from '../../sheets/sheet.ts';
import { type Problem, type Reading, RowReader, type TableKind } from '../../sheets/table.ts';
import type { SheetToWrite } from '../../sheets/write-workbook.ts';
import { classSheetTitle } from '../class/class-sheet.ts';
import type { ClassRow } from '../class/classes.ts';
import type { AskedQuestion } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

/** What the sheet is called in its title and in the name of its file. */
export const QUESTION_SHEET = '满意度题目';

const everybody = '全体';
const mostLetters = 60;
const parts = new Map([
  ['办班', 'class'],
  ['后勤', 'logistics'],
] as const);

const kind: TableKind<'part' | 'name' | 'levels'> = {
  marks: ['name', 'part'],
  columns: [
    { field: 'part', label: '类别', required: true },
    { field: 'name', label: '题目', required: true },
    { field: 'levels', label: '适用对象' },
  ],
};

/** The questions of a class, to be changed and sent back. */
export function questionSheet(trainingClass: ClassRow, questions: readonly AskedQuestion[]): SheetToWrite {
  return {
    name: QUESTION_SHEET,
    rows: [
      [classSheetTitle(QUESTION_SHEET, trainingClass)],
      kind.columns.map(({ label }) => label),
      ...questions.map(({ part, name, rankLevels }) => [
        [...parts].find(([, id]) => id === part)?.[0] ?? '',
        name,
        askedOf(rankLevels),
      ]),
    ],
    headerRow: 2,
    widths: [10, 48, 30],
  };
}

/** `全体`, or the levels it is asked of. */
export function askedOf(rankLevels: readonly RankLevel[] | undefined): string {
  return rankLevels === undefined ? everybody : rankLevels.map(rankLevelLabel).join('、');
}

/**
 * The questions of a sheet, all or none.
 * @throws RuleError `import.no-table`, `import.no-rows`; `satisfaction.too-many` beyond the most a class is asked
 */
export function readQuestionSheet(
  sheet: Sheet,
  rules: Pick<SatisfactionRules, 'questions' | 'mostQuestions'>,
): { questions: AskedQuestion[]; problems: Problem[] } {
  const table = findTable(sheet, kind);
  if (table === undefined) throw new RuleError('import.no-table', { found: firstRowOf(sheet), known: EXPECTED });
  const problems: Problem[] = [...table.problems];
  const questions: AskedQuestion[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const part = reader.read('part', oneOf(parts, '办班或后勤'));
    const name = reader.read('name', lineText(mostLetters));
    const rankLevels = reader.read('levels', readLevels);
    if (part === undefined || name === undefined) continue;
    if (questions.some((each) => typedWord(each.name) === typedWord(name))) reader.reject('name', '题目重复');
    const known = rules.questions.find((each) => each.part === part && typedWord(each.name) === typedWord(name));
    const id = known?.id ?? `own${questions.length + 1}`;
    questions.push({ id, part, name, ...(rankLevels === undefined || rankLevels === 'all' ? {} : { rankLevels }) });
  }
  if (questions.length === 0 && problems.length === 0) throw new RuleError('import.no-rows');
  if (questions.length > rules.mostQuestions)
    throw new RuleError('satisfaction.too-many', { count: questions.length, most: rules.mostQuestions });
  const inOrder = [...parts.values()].flatMap((part) => questions.filter((each) => each.part === part));
  return { questions: problems.length > 0 ? [] : inOrder, problems };
}

const EXPECTED = `“${QUESTION_SHEET}”首行为标题，第二行为表头（类别、题目、适用对象），请不要改动表头。`;

function readLevels(cell: Parameters<ReturnType<typeof lineText>>[0]): Reading<RankLevel[] | 'all'> {
  const typed = lineText(mostLetters)(cell);
  if ('message' in typed) return typed;
  if (typedWord(typed.value) === everybody) return { value: 'all' };
  const meant = typed.value.split(/[、，,；;]/u).map((word) => levelsCalled(typedWord(word)));
  if (meant.some((each) => each === undefined)) return { message: `应填${everybody}或职务层次，如乡科级正职` };
  const named = new Set(meant.flatMap((each) => each ?? []));
  return { value: RANK_LEVELS.filter((level) => named.has(level)) };
}
