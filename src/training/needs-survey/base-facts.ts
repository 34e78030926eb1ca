import { beijingDateOf } from '../../calendar/beijing-time.ts';
import type { CadreRow } from '../../county/cadres.ts';
import { ageOn } from '../../county/groups.ts';
import type { Answer, Question } from './question.ts';

/** What the information base knows of a person that a survey need not ask. */
export type BaseFacts = Pick<CadreRow, 'birthMonth' | 'rankLevel' | 'cadreCategory' | 'inPostSince'>;

/** The answers to the questions that are never asked, as the information base has them on this day. */
export function knownAnswers(questions: readonly Question[], person: BaseFacts, day: Date): Answer[] {
  const todayOn = beijingDateOf(day);
  return questions.flatMap((question) => {
    const value = question.prefilled === undefined ? undefined : factOf(question, person, todayOn);
    return value === undefined ? [] : [{ questionId: question.id, choices: [value], text: '' }];
  });
}

function factOf({ id, options }: Question, person: BaseFacts, todayOn: string): string | undefined {
  switch (id) {
    case 'rankLevel':
      return options.find(({ value }) => value === person.rankLevel)?.value;
    case 'cadreCategory':
      return options.find(({ value }) => value === person.cadreCategory)?.value;
    case 'yearsInPost':
      return bandOf(options, ageOn(person.inPostSince, todayOn));
    case 'ageBand':
      return bandOf(options, ageOn(person.birthMonth, todayOn));
    default:
      return undefined;
  }
}

/** The band of `under30`, `from30to40`, `over50` into which so many full years fall; where two meet, the upper one. */
function bandOf(options: Question['options'], years: number): string | undefined {
  return options.find(({ value }) => {
    const [, under] = /^under(\d+)$/.exec(value) ?? [];
    const [, from, to] = /^from(\d+)to(\d+)$/.exec(value) ?? [];
    const [, over] = /^over(\d+)$/.exec(value) ?? [];
    if (under !== undefined) return years < Number(under);
    if (over !== undefined) return years >= Number(over);
    return from !== undefined && years >= Number(from) && years < Number(to);
  })?.value;
}
