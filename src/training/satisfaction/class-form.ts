import type { CadreRow } from '../../county/cadres.ts';
import type { ClassRow } from '../class/classes.ts';
import { classQuestions, classRatedUntil, raterGroups } from './class-questions.ts';
import { type AskedQuestion, classFormId, type SatisfactionFormRow } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

/** What a class is asked: its own questions, where it has some. @param own - `QuestionSetStore.ownOf` */
export function askedOfClass(
  { kind }: Pick<ClassRow, 'kind'>,
  own: readonly AskedQuestion[],
  { questions, mostQuestions }: Pick<SatisfactionRules, 'questions' | 'mostQuestions'>,
): AskedQuestion[] {
  if (own.length > 0) return [...own];
  return classQuestions(questions, kind)
    .slice(0, mostQuestions)
    .map(({ id, part, name, rankLevels }) => ({ id, part, name, ...(rankLevels === undefined ? {} : { rankLevels }) }));
}

/** What a class is asked at its end; nothing where too few people are in it for anything to be told. */
export function classForm(
  trainingClass: Pick<ClassRow, '_id' | 'name' | 'kind' | 'closesOn'>,
  own: readonly AskedQuestion[],
  trainees: readonly Pick<CadreRow, 'rankLevel'>[],
  rules: SatisfactionRules,
): Omit<SatisfactionFormRow, 'state'> | undefined {
  const { _id: classId, name, closesOn } = trainingClass;
  const questions = askedOfClass(trainingClass, own, rules);
  if (trainees.length < rules.smallestGroup || questions.length === 0) return undefined;
  return {
    ...{ _id: classFormId(classId), classId, kind: 'class', title: name, lecturer: '', place: '', heldOn: closesOn },
    questions,
    groups: raterGroups(
      trainees.map(({ rankLevel }) => rankLevel),
      rules,
    ),
    closesAt: classRatedUntil({ closesOn }, rules),
    asked: trainees.length,
  };
}
