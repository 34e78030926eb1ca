import type { Answer, Question } from './question.ts';

/** `open`: what it depends on is not answered yet. */
type Standing = 'shown' | 'open' | 'hidden';

/**
 * The questions on one person's way through a survey: those that their answers rule out are left out, those of which it is not decided yet are
 * kept, so that the number of questions only falls.
 * @param asked - in their order; a condition is about an earlier question or about what the information base holds
 * @param answers - theirs, with what the information base holds of them
 */
export function pathOf(asked: readonly Question[], answers: readonly Answer[]): Question[] {
  const standing = standings(asked, answers);
  return asked.filter(({ id }) => standing.get(id) !== 'hidden');
}

/** The answers that count: those to questions on the person's way. What was answered before they took another way does not. */
export function answersThatCount<Given extends Answer>(
  questions: readonly Question[],
  answers: readonly Given[],
): Given[] {
  if (questions.every(({ shownIf }) => shownIf === undefined)) return [...answers];
  const standing = standings(questions, answers);
  return answers.filter(({ questionId }) => standing.get(questionId) === 'shown');
}

/** Whether it depends on one of these questions. */
export function dependsOn({ shownIf }: Question, others: readonly Question[]): boolean {
  return shownIf !== undefined && others.some(({ id }) => id === shownIf.question);
}

function standings(questions: readonly Question[], answers: readonly Answer[]): ReadonlyMap<string, Standing> {
  const given = new Map(answers.map((answer) => [answer.questionId, answer]));
  const standing = new Map<string, Standing>();
  for (const { id, shownIf } of questions)
    standing.set(
      id,
      shownIf === undefined
        ? 'shown'
        : standingOf(shownIf, standing.get(shownIf.question), given.get(shownIf.question)),
    );
  return standing;
}

/** @param before - how the question it depends on stands; absent where that is not among those asked of this person */
function standingOf(
  { anyOf }: NonNullable<Question['shownIf']>,
  before: Standing | undefined,
  answer: Answer | undefined,
): Standing {
  if (before === 'hidden' || (before === undefined && answer === undefined)) return 'hidden';
  if (before === 'open' || answer === undefined) return 'open';
  return answer.choices.some((value) => anyOf.includes(value)) ? 'shown' : 'hidden';
}
