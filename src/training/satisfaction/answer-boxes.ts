import type { BallotBoxStore, CastOutcome } from '../../store/ballot-boxes.ts';
import type { AskedQuestion } from './satisfaction-forms.ts';
import type { Vote } from './satisfaction-tally.ts';

const prefix = 'satisfaction:';
const boxesOf = (formId: string) => `${prefix}${formId}:`;
/** Each question has a box of its own, so that nothing holds one person's answers together. */
const boxOf = (formId: string, question: string) => `${boxesOf(formId)}${question}`;

/** Stands for a question somebody leaves out. */
export const LEFT_OUT = 'none';

export interface Boxes {
  ballotBoxes: BallotBoxStore;
}

/** Puts one answer in; what it is, nothing says afterwards. */
export async function putAnswer(
  { ballotBoxes }: Boxes,
  formId: string,
  { question, group, level }: Vote,
  by: { cadreId: string; byUpdate: string; at: Date },
): Promise<CastOutcome> {
  const box = boxOf(formId, question);
  await ballotBoxes.open(box, by.at);
  return ballotBoxes.cast(box, { cadreId: by.cadreId, byUpdate: by.byUpdate }, { group, level });
}

/** Who has answered a question. */
export async function answeredBy({ ballotBoxes }: Boxes, formId: string, question: string): Promise<Set<string>> {
  return new Set((await ballotBoxes.byId(boxOf(formId, question)))?.marks.map(({ cadreId }) => cadreId));
}

/** Closes the boxes of a form, also those nobody answered into. @returns every answer; `undefined` where they cannot be opened any more */
export async function takeOut(
  { ballotBoxes }: Boxes,
  formId: string,
  questions: readonly AskedQuestion[],
  now: Date,
): Promise<Vote[] | undefined> {
  for (const { id } of questions) await ballotBoxes.shut(boxOf(formId, id), now);
  const votes: Vote[] = [];
  for (const { id: question } of questions) {
    const ballots = await ballotBoxes.read(boxOf(formId, question));
    if (ballots === undefined) return undefined;
    for (const ballot of ballots) votes.push({ question, ...(ballot as Omit<Vote, 'question'>) });
  }
  return votes;
}

/** Destroys what was answered before then and is counted by nobody, e.g. of a class that was withdrawn. @param forms - those still to be counted */
export async function destroyLeft({ ballotBoxes }: Boxes, before: Date, forms: readonly string[]): Promise<void> {
  for (const box of await ballotBoxes.leftOpen(before)) {
    const isCounted = forms.some((formId) => box.startsWith(boxesOf(formId)));
    if (box.startsWith(prefix) && !isCounted) await ballotBoxes.destroy(box);
  }
}

/** After they were counted: nothing of them is left. */
export async function destroyAnswers({ ballotBoxes }: Boxes, formId: string, questions: readonly AskedQuestion[]) {
  for (const { id } of questions) await ballotBoxes.destroy(boxOf(formId, id));
}
