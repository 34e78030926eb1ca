import { formatCreditHours, formatDate, formatKnownDate } from '../../calendar/beijing-time.ts';
import { rankLevelLabel, sexLabel } from '../../county/cadre.ts';
import type { FileSheet } from '../documents/file-sheet-template.ts';
import { hoursWords } from '../hours/words.ts';
import { outcomeAndPost } from './class-outcome.ts';
import { longDays } from './long-days.ts';
import { type Register, registerFigures } from './register.ts';

/** What the personnel file keeps of a register: the classes somebody took part in to their end, oldest first. */
export function fileSheet(register: Register): FileSheet {
  const { person, unit, dateOn, classes } = register;
  const ended = classes.filter(({ state }) => state === 'completed' || state === 'notCompleted').reverse();
  return {
    person: {
      ...{ name: person.name, sex: sexLabel(person.sex), birth: formatKnownDate(person.birthMonth) },
      ...{ unit, post: person.post, rank: rankLevelLabel(person.rankLevel) },
    },
    printedOn: formatDate(dateOn),
    hours: formatCreditHours(registerFigures(register).minutes),
    trainings: ended.map((each) => ({
      class: each.trainingClass.name,
      organiser: each.trainingClass.organiser ?? hoursWords.school,
      days: longDays(each.trainingClass.opensOn, each.trainingClass.closesOn),
      classHours: formatCreditHours(each.minutes),
      outcome: outcomeAndPost(each),
    })),
  };
}
