import { type Answer, hasOptions, type Question } from './question.ts';

/** One person's answers and the facts by which results may be grouped; never the person. */
export interface AnswerSheet {
  unitId: string;
  answers: readonly Answer[];
}

export interface OptionCount {
  value: string;
  label: string;
  people: number;
}

/** The result of one choice question. */
export interface QuestionTally {
  questionId: string;
  title: string;
  /** How many people answered this question; every share is of this number and shown together with it. */
  answered: number;
  /** Most chosen first, then in the question's order. */
  options: readonly OptionCount[];
}

/** The result of one unit, or of several small ones together. */
export interface UnitTally {
  /** Absent for merged small units. */
  unitId?: string;
  units: number;
  people: number;
  questions: readonly QuestionTally[];
}

/** Counts the choices of every choice question. The order of the sheets does not matter. */
export function tallyByTopic(questions: readonly Question[], sheets: readonly AnswerSheet[]): QuestionTally[] {
  const choice = questions.filter((question) => hasOptions(question) && question.prefilled === undefined);
  return choice.map((question) => {
    const answers = sheets.flatMap((sheet) => sheet.answers.filter((answer) => answer.questionId === question.id));
    const answered = answers.filter((answer) => answer.choices.length > 0);
    const options = question.options.map((option) => ({
      ...option,
      people: answered.filter((answer) => answer.choices.includes(option.value)).length,
    }));
    options.sort((a, b) => b.people - a.people);
    return { questionId: question.id, title: question.title, answered: answered.length, options };
  });
}

/**
 * Results by unit. A unit with fewer than `smallestGroup` sheets is not shown separately: small units are merged, and if they are too few
 * even together, the smallest other units are added, so that no small group can be computed by subtraction from the total.
 * If there are fewer than `smallestGroup` sheets in all, nothing is shown.
 *
 * @param smallestGroup - the rule pack's `survey.smallestGroup`, 5 or more
 * @returns units by id, the merged ones last
 */
export function tallyByUnit(
  questions: readonly Question[],
  sheets: readonly AnswerSheet[],
  smallestGroup: number,
): UnitTally[] {
  const byUnit = new Map<string, AnswerSheet[]>();
  for (const sheet of sheets) byUnit.set(sheet.unitId, [...(byUnit.get(sheet.unitId) ?? []), sheet]);
  const groups = [...byUnit.entries()].sort(([idA, a], [idB, b]) => a.length - b.length || (idA < idB ? -1 : 1));
  const merged: AnswerSheet[] = [];
  let mergedUnits = 0;
  for (let next = groups[0]; next !== undefined; next = groups[0]) {
    const mustMerge = next[1].length < smallestGroup || (mergedUnits > 0 && merged.length < smallestGroup);
    if (!mustMerge) break;
    merged.push(...next[1]);
    mergedUnits += 1;
    groups.shift();
  }
  const shown = groups
    .map(
      ([unitId, own]): UnitTally => ({ unitId, units: 1, people: own.length, questions: tallyByTopic(questions, own) }),
    )
    .sort((a, b) => ((a.unitId ?? '') < (b.unitId ?? '') ? -1 : 1));
  if (merged.length < smallestGroup) return shown;
  return [...shown, { units: mergedUnits, people: merged.length, questions: tallyByTopic(questions, merged) }];
}

/**
 * Written answers to one question, for a result page: only if at least `smallestGroup` people wrote something, and sorted by text, so that
 * the order does not reveal who wrote what.
 */
export function writtenAnswers(questionId: string, sheets: readonly AnswerSheet[], smallestGroup: number): string[] {
  const texts = sheets
    .flatMap((sheet) => sheet.answers.filter((answer) => answer.questionId === questionId))
    .map((answer) => answer.text)
    .filter((text) => text !== '');
  return texts.length < smallestGroup ? [] : texts.sort();
}
