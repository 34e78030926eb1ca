import { beijingTime } from '../../src/calendar/beijing-time.ts';
import type { Store } from '../../src/stores.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { scoreEvent } from '../../src/training/scoring/score-event.ts';
import { scoreEventRow } from '../../src/training/scoring/score-events.ts';
import type { BareBot } from './bare-bot.ts';
import { teachClass } from './taught-class.ts';

const pack = defaultRulePack();

/** The last session ends at 17:30 on this day. */
export const lastDayOn = '2026-03-27';

/** The working day after the posting, which takes three from the Monday after the class. */
export const publishedOn = '2026-04-03';

/** Marks out of 15, 10 and 8; everything else a trainee may have is full, but for the questions in class: 57 points before the marks. */
export interface Marks {
  research: number;
  practice: number;
  /** 8 unless given. */
  duty?: number;
  /** Questions asked in class, a point each. */
  questions?: number;
}

/** 92, 91, 82, 82, 80, 70, 65 and 66 points; one place for 优秀学员. 沈局长 heads the unit of 李四, 周五 and 吴六. */
export const eightMarks = {
  zhao: { research: 15, practice: 10, questions: 2 },
  qian: { research: 15, practice: 10, questions: 1 },
  sun: { research: 12, practice: 5 },
  li: { research: 11.5, practice: 5.5 },
  zhou: { research: 10, practice: 5 },
  wu: { research: 5, practice: 0 },
  'head-agri': { research: 0, practice: 0 },
  'liaison-fin': { research: 1, practice: 0 },
} satisfies Readonly<Record<string, Marks>>;

/** The class of `teachClass` shortened to its last day, everybody there at every session, with these marks. */
export async function scoredClass(store: Store, marks: Readonly<Record<string, Marks>> = eightMarks): Promise<string> {
  const classId = await teachClass(store, Object.keys(marks));
  const sessions = (await store.sessions.ofClass(classId)).slice(-2);
  await store.sessions.replace(classId, sessions, new Date(0));
  const marked = Object.entries(marks);
  await Promise.all([
    ...marked.flatMap(([cadreId]) => sessions.map((session) => signIn(store, session, cadreId))),
    store.scoreEvents.add(marked.flatMap(([cadreId, each]) => eventsOf(classId, cadreId, each))),
  ]);
  return classId;
}

/** A class like that of `scoredClass`, half an hour after its last session. */
export async function finishedClass(
  { store, clock }: BareBot,
  marks: Readonly<Record<string, Marks>> = eightMarks,
): Promise<void> {
  await scoredClass(store, marks);
  clock.moveTo(beijingTime(lastDayOn, '18:05'));
}

/**
 * A class whose grades are confirmed and released; the list of 优秀学员 is posted on the Monday after, and the results are sent when that is over.
 * 吴六 failed. The jobs have run three times.
 */
export async function publishedClass(bot: BareBot): Promise<void> {
  await finishedClass(bot, { ...eightMarks, wu: { research: 0, practice: 2, duty: 0 } });
  await publishFinished(bot);
}

/** Grades a finished class, releases the results, and lets their posting and their sending run. */
export async function publishFinished(bot: BareBot): Promise<void> {
  await bot.say('team1', '/评定等次 2026-01');
  await bot.press('team1', '提请确认');
  await bot.press('team2', '确认等次');
  await bot.press('org', '公布成绩');
  bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
  for (let run = 0; run < 3; run += 1) await bot.runJob('post-candidates');
  bot.clock.moveTo(beijingTime(publishedOn, '08:05'));
  for (let run = 0; run < 3; run += 1) await bot.runJob('publish-grades');
}

export async function signIn(
  store: Store,
  session: { _id: string; classId: string; startsAt: Date },
  cadreId: string,
): Promise<void> {
  const { _id: sessionId, classId, startsAt: at } = session;
  await store.signIns.add({ sessionId, classId, cadreId, at, byUpdate: `test:${sessionId}:${cadreId}` });
}

export function eventsOf(classId: string, cadreId: string, { research, practice, duty = 8, questions = 0 }: Marks) {
  const entries: [item: string, step: string, times: number, mark?: number][] = [
    ['studyAttitude', 'taskOnTime', 5],
    ['groupActivity', 'activity', 7],
    ['discussionSpeech', 'withOutline', 4],
    ['forumSharing', 'mainSpeaker', 2],
    ['classInteraction', 'interaction', questions],
    ['classDuty', 'duty', 1, duty],
    ['researchOutput', 'paper', 2, research],
    ['practiceGrowth', 'log', 1, Math.min(practice, 4)],
    ['practiceGrowth', 'hostRating', 1, Math.min(Math.max(practice - 4, 0), 4)],
    ['practiceGrowth', 'summary', 1, Math.max(practice - 8, 0)],
  ];
  return entries.flatMap(([item, step, times, mark]) =>
    Array.from({ length: times }, (_, index) => {
      const entry = {
        _id: `${classId}:${cadreId}:${item}:${step}:${index}`,
        cadreId,
        item,
        step,
        reason: '班主任登记',
        source: 'test',
        authorId: item === 'researchOutput' && index === 1 ? 'school' : 'teacher',
        at: new Date('2026-03-20T02:00:00Z'),
        sessionId: `${classId}-20`,
      };
      const more = mark === undefined ? {} : { markHundredths: Math.round(mark * 100) };
      return scoreEventRow(classId, scoreEvent({ ...entry, ...more }, pack.scoring));
    }),
  );
}
