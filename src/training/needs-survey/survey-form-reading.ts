import { isSameWord, plainTitle, plainWord } from '../../chat/plain-text.ts';
import { findTable } from '../../sheets/find-table.ts';
import { valueAbove } from '../../sheets/heading-above.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import { type Problem, RowReader, type Table } from '../../sheets/table.ts';
import type { Question } from './question.ts';
import { FORM, type FormField, HEADINGS } from './survey-form.ts';
import { readFormRow } from './survey-form-row.ts';
import type { SurveyRules } from './survey-rules.ts';

/** A survey as a sheet says it; the questions are of use only where there are no problems. */
export interface SurveyReading {
  name: string;
  scope: string;
  /** As it was written: a day or a number of days. */
  closesOn: string;
  /** With those that the information base answers. */
  questions: readonly Question[];
  problems: readonly Problem[];
  /** The rows in which scope and last day stand. */
  headingRows: { scope: number; closesOn: number };
}

const mostNameLetters = 30;

const empty: SurveyReading = {
  ...{ name: '', scope: '', closesOn: '', questions: [], problems: [] },
  headingRows: { scope: 1, closesOn: 1 },
};

export function isSurveyForm(sheet: Sheet): boolean {
  return findTable(sheet, FORM) !== undefined;
}

/** Reads a survey written as a sheet, a question to a row; what is wrong is told by row. */
export function readSurveyForm(sheet: Sheet, rules: SurveyRules): SurveyReading {
  const table = findTable(sheet, FORM);
  if (table === undefined) return empty;
  const problems: Problem[] = [...table.problems];
  const headings = readHeadings(sheet, table, problems);
  const questions = rules.questions.filter(({ prefilled }) => prefilled !== undefined);
  const knownAlready = questions.length;
  const byNumber = new Map<string, Question | undefined>();
  for (const [at, row] of [...table.rows].entries()) {
    const reader = new RowReader(table, row, problems);
    const number = numberOf(row.cells.get(table.columns.get('number')?.at ?? 0)) ?? String(at + 1);
    const read = readFormRow(reader, { rules, before: questions, byNumber, number });
    byNumber.set(number, read.length === 1 ? read[0] : undefined);
    questions.push(...read);
  }
  const asked = questions.length - knownAlready;
  if (table.rows.length === 0) problems.push(about(table.headerRow, '题目', '表中没有题目，请至少填写一题'));
  if (asked > rules.mostQuestions)
    problems.push(
      about(table.headerRow, '题目', `共 ${asked} 题，最多 ${rules.mostQuestions} 题（矩阵每行算一题），请精简`),
    );
  return { ...headings, questions, problems: problems.sort((a, b) => a.row - b.row) };
}

/** Name, scope and last day, which stand above the table. */
function readHeadings(sheet: Sheet, table: Table<FormField>, problems: Problem[]) {
  const read = (heading: string, example: string): { value: string; row: number } => {
    const found = valueAbove(sheet, table.headerRow, (text) => isHeading(text, heading));
    if (found.value === '') problems.push(about(found.row, heading, `请在题目上方写明“${heading}”，例如：${example}`));
    return found;
  };
  const name = plainTitle(read(HEADINGS.name, '2026年培训需求调查').value).replaceAll(/\s/g, '');
  if ([...name].length > mostNameLetters) problems.push(about(1, HEADINGS.name, `超过 ${mostNameLetters} 个字`));
  const scope = read(HEADINGS.scope, '全县');
  const closesOn = read(HEADINGS.closesOn, '7天');
  const headingRows = { scope: scope.row, closesOn: closesOn.row };
  return { name, scope: scope.value, closesOn: closesOn.value, headingRows };
}

function isHeading(text: string, heading: string): boolean {
  return [heading, `调查${heading}`, `${heading}日期`, `发放${heading}`, `调查${heading}名`].some((each) =>
    isSameWord(text, each),
  );
}

/** `3` of `3`, `3.`, `第3题`; the number by which conditions name the question. */
function numberOf(cell: CellValue | undefined): string | undefined {
  return /^第?(\d{1,3})[题.、]?$/.exec(plainWord(cell?.text ?? ''))?.[1];
}

function about(row: number, header: string, message: string): Problem {
  return { row, column: '', header, message, value: '' };
}
