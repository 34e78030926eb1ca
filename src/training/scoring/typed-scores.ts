import { withNameWhole } from '../../chat/command.ts';
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

/** The events for lines such as `李四 课堂互动 提问 主动提问`, each with the session that began last. */
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
    const [name = '', ...words] = withNameWhole(line.split(/\s+/));
    const cadreId = traineeNamed(trainees, name, classId);
    const { markHundredths, ...meant } = readScoreLine(words, scheme);
    const entry = {
      eventId: `${updateId}:${index + 1}`,
      cadreId,
      ...meant,
      source: `entry:${updateId}`,
      authorId,
      at,
      ...(markHundredths === undefined ? {} : { markHundredths }),
      ...(session === undefined ? {} : { sessionId: session._id }),
    };
    return scoreEventRow(classId, scoreEvent(entry, scheme));
  };
  const events: ScoreEventRow[] = [];
  const faults: { line: number; error: RuleError }[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      events.push(read(line, index));
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      faults.push({ line: index + 1, error });
    }
  }
  return { events, faults };
}

function traineeNamed(trainees: readonly EnrollmentRow[], name: string, classId: string): string {
  const meant = namedAs(trainees, name);
  if (meant[0] === undefined) throw new RuleError('trainee.unknown', { name, classId });
  if (meant.length > 1)
    throw new RuleError('person.ambiguous', { name, choices: meant.map((each) => each.cadreId).join('、') });
  return meant[0].cadreId;
}
