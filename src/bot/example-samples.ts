/** What an example may name in braces, as the pages of documents show it. */
export const exampleSamples = {
  class: '2026-01',
  year: '2026',
  /** Trainees of the class, the person who asks left out. */
  trainee: '张三',
  other: '李四',
  /** The latest half-day of the class that has begun. */
  halfDay: '3月4日 上午',
  lessonDay: '今天',
  /** When somebody may have left that lesson. */
  leaving: '今天 16:20',
  /** Who is back from leave, and when; nothing for who says it of themselves. */
  back: '2026-01 张三 今天 10:00',
  /** The next two lessons of the class, by their numbers, and the day of the first of them. */
  lesson: '5',
  nextLesson: '6',
  comingDay: '3月18日',
  /** The next half-day of class of the person who asks. */
  ahead: '明天 上午',
  /** Somebody's leave that was granted, or is asked for. */
  leave: '张三 3月4日',
  /** Somebody's last mark, by its number. */
  mark: '张三 3',
  /** Days on which the class could be held instead. */
  otherDays: '3月23日 4月3日',
  newClass: '2026年中青年干部培训班 2026-12-07 2026-12-18',
  newTeacher: '张三',
  /** A class that others hold, with its days and who holds it. */
  newSending: '乡村振兴专题班 2026-12-07 2026-12-11 市委党校',
  /** A class of which the own unit has seats, and somebody to pick. */
  quotaPick: '2026-01 张三',
  /** A class that others held, and somebody sent to it. */
  sentOut: '2026-02 张三',
  /** Somebody who is not in the class. */
  colleague: '张三',
  evaluator: '张三',
  calledUp: '张三',
  fieldSite: '红色教育现场教学点',
  lecturer: '张三',
  notice: '2026-01-T1',
  /** A class, or the unit of whoever may send to none. */
  noticeTo: '2026-01',
  survey: 'D2026-1',
  closedSurvey: 'D2026-1',
  /** A branch classroom of the class. */
  branch: '青山镇分课堂',
  /** Somebody else of the organisation department or the party school. */
  staff: '张三',
  /** A note of research. */
  note: 'R2026-1',
  /** A round of unit reports. */
  round: 'Z2026-1',
  paper: 'DJ-7K3Q-9MTD-XH2P-W4NV',
  voidedPaper: 'JY-7K3Q-9MTD-XH2P-W4NV',
  suggestion: 'Y2026-1',
  /** Somebody in a round of the follow-up, for whom the person who asks speaks. */
  followed: '张三',
  /** Somebody sent to the front line. */
  frontLine: 'F2026-1',
  /** An honour that was recorded. */
  honour: 'B2026-1',
  /** The newest open assignment of the class, and a work of it that the person who asks may read. */
  assignment: '2026-01-W1',
  work: '2026-01-W1-3',
  test: '2026-01-C1',
  /** Two who may mark the works of a class. */
  twoStaff: '张三、李四',
  today: '2026-11-23',
  inHalfAYear: '2027-05-23',
  /** A unit of which the person who asks is neither head nor liaison. */
  unit: '县财政局',
  /** An item of the plan that waits. */
  planItem: 'J2026-1',
  /** An item made of two. */
  mergedItem: 'J2026-3',
  /** An activity that was held, and a day for one. */
  activity: 'H2026-1',
  activityDay: '2026-12-10',
  /** A pair of exchange shadowing, among whom and when pairs may be made, and another mentor of one. */
  exchange: 'G2026-1',
  exchangeWanted: '全县 2026-12-07 2027-02-06 2',
  exchangeMentor: 'G2026-1 导师 张三',
  /** Two months ahead. */
  planMonth: '5月',
} as const;

export type ExampleName = keyof typeof exampleSamples;

const braces = /\{(\w+)\}/g;

/** What an example names, each once. @throws Error for something that is not known */
export function namesIn(example: string): ExampleName[] {
  return [...new Set([...example.matchAll(braces)].map(([, name = '']) => known(name)))];
}

/** The example with these words in the place of what it names. */
export function filledExample(example: string, words: Readonly<Record<string, string | undefined>>): string {
  return example.replace(braces, (_, name: string) => words[name] ?? exampleSamples[known(name)]).trim();
}

function known(name: string): ExampleName {
  if (!Object.hasOwn(exampleSamples, name)) throw new Error(`an example names ${name}, which is not known`);
  return name as ExampleName;
}
