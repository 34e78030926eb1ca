import type { QuestionTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

/** The questions of one matrix, told together, or a question by itself. */
export interface TallyGroup {
  /** What the matrix asks about; absent for a question that is none, or of which one row alone is told. */
  matrix?: string;
  tallies: readonly QuestionTally[];
}

/** Tallies in their order, those of one matrix together. */
export function byMatrix({ questions }: Pick<SurveyRow, 'questions'>, tallies: readonly QuestionTally[]): TallyGroup[] {
  const partOf = new Map(questions.map(({ id, partOf: matrix }) => [id, matrix]));
  const groups: { part: string | undefined; tallies: QuestionTally[] }[] = [];
  for (const tally of tallies) {
    const part = partOf.get(tally.questionId);
    const last = groups.at(-1);
    if (part !== undefined && last?.part === part) last.tallies.push(tally);
    else groups.push({ part, tallies: [tally] });
  }
  return groups.map(({ part, tallies: of }) => ({
    ...(part !== undefined && of.length > 1 && { matrix: part }),
    tallies: of,
  }));
}

/** What a row of a matrix asks, without the name of the matrix in front. */
export function rowOfMatrix(matrix: string, { title }: Pick<QuestionTally, 'title'>): string {
  return title.slice(matrix.length + 1);
}
