import { joinedPeople, withNameWhole } from '../../chat/command.ts';
import { namedAs } from '../../county/people-meant.ts';
import { RuleError } from '../../errors.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import type { SessionStore } from '../class/sessions.ts';
import { scoreEvent } from './score-event.ts';
import { type ScoreEventRow, scoreEventRow } from './score-events.ts';
import { readScoreLine } from './score-line.ts';
import type { ScoringScheme } from './scoring-scheme.ts';

/** The update that enters marks, its author and time. */
export interface Entry {
  updateId: string;
  authorId: string;
  at: Date;
}

/** The marks in typed lines, and which lines cannot be read and why. */
export interface TypedScores {
  events: readonly ScoreEventRow[];
  faults: readonly { line: number; error: RuleError }[];
}

/** The events for lines such as `李四、王五 课堂互动 提问 主动提问`, each with the session that began last. */
export async function readScores(
  store: { enrollments: EnrollmentStore; sessions: SessionStore },
  classId: string,
  lines: readonly string[],
  scheme: ScoringScheme,
  { updateId, authorId, at }: Entry,
): Promise<TypedScores> {
  const trainees = await store.enrollments.traineesOf(classId);
  const session = (await store.sessions.ofClass(classId)).filter((each) => each.startsAt <= at).at(-1);
  const read = (line: string, index: number) => {
    const { names, words } = namesAhead(line, trainees);
    const { markHundredths, ...meant } = readScoreLine(words, scheme);
    return names.map((name, place) => {
      const entry = {
        _id: `${updateId}:${index + 1}${names.length > 1 ? `.${place + 1}` : ''}`,
        cadreId: traineeNamed(trainees, name, classId),
        ...meant,
        source: `entry:${updateId}`,
        authorId,
        at,
        ...(markHundredths === undefined ? {} : { markHundredths }),
        ...(session === undefined ? {} : { sessionId: session._id }),
      };
      return scoreEventRow(classId, scoreEvent(entry, scheme));
    });
  };
  const events: ScoreEventRow[] = [];
  const faults: { line: number; error: RuleError }[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      events.push(...read(line, index));
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      faults.push({ line: index + 1, error });
    }
  }
  return { events, faults };
}

/** The names a line begins with, joined by `、` or commas, or by spaces where each is a trainee's. */
function namesAhead(line: string, trainees: readonly EnrollmentRow[]): { names: string[]; words: string[] } {
  const [first = '', ...words] = withNameWhole(line.split(/\s+/));
  const names = joinedPeople(first);
  while (words[0] !== undefined && namedAs(trainees, withNameWhole(words)[0] ?? '').length > 0) {
    const [next = '', ...rest] = withNameWhole(words);
    names.push(next);
    words.splice(0, words.length, ...rest);
  }
  return { names, words };
}

function traineeNamed(trainees: readonly EnrollmentRow[], name: string, classId: string): string {
  const meant = namedAs(trainees, name);
  if (meant[0] === undefined) throw new RuleError('trainee.unknown', { name, classId });
  if (meant.length > 1)
    throw new RuleError('person.ambiguous', { name, choices: meant.map((each) => each.cadreId).join('、') });
  return meant[0].cadreId;
}
