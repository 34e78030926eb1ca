/** What has to be done before a class is closed (结班), in the order in which it is done. */
export const CLOSING_STEPS = [
  'timetable',
  'lessons',
  'rolls',
  'minutes',
  'leave',
  'stay',
  'works',
  'tests',
  'marks',
  'bonuses',
  'vetoes',
  'objections',
  'grading',
  'posting',
  'results',
  'feedback',
  'plans',
] as const;
export type ClosingStepName = (typeof CLOSING_STEPS)[number];

/** A class as its closing sees it; every number counts what is still missing. */
export interface ClosingFacts {
  sessions: number;
  sessionsAhead: number;
  /** Half-days that are over without a mark of anybody: the whole class would count as absent. */
  rolls: number;
  /** Activities that took place and have no minutes. */
  minutes: number;
  /** Requests for leave that nobody decided. */
  leave: number;
  /** Trainees of whom has to be decided whether they stay. */
  stay: number;
  /** Works that were not handed in, and that were not marked; tests that are still open. */
  works: number;
  tests: number;
  /** Trainees with an empty mark. */
  marks: number;
  bonuses: number;
  vetoes: number;
  objections: number;
  grading: 'none' | 'proposed' | 'returned' | 'confirmed' | 'released' | 'published';
  /** Whether a posting of 优秀学员 is needed or goes on. */
  isPosting: boolean;
  /** Results that no head has acknowledged and nobody has told in person. */
  feedback: number;
  /** Trainees who have not written an action plan, from the last day on. */
  plans: number;
}

/** One step: done, or how much of it is left. */
export interface ClosingStep {
  name: ClosingStepName;
  /** 0 when it is done. */
  left: number;
}

/** All steps of a class; a step that the class has nothing of is done. */
export function closingSteps(facts: ClosingFacts): ClosingStep[] {
  const { grading } = facts;
  const isGraded = grading === 'confirmed' || grading === 'released' || grading === 'published';
  const left: Readonly<Record<ClosingStepName, number>> = {
    timetable: facts.sessions === 0 ? 1 : 0,
    lessons: facts.sessionsAhead,
    // Once the class is graded nobody can be marked any more.
    rolls: isGraded ? 0 : facts.rolls,
    minutes: facts.minutes,
    leave: facts.leave,
    stay: facts.stay,
    works: facts.works,
    tests: facts.tests,
    marks: facts.marks,
    bonuses: facts.bonuses,
    vetoes: facts.vetoes,
    objections: facts.objections,
    grading: isGraded ? 0 : 1,
    posting: facts.isPosting ? 1 : 0,
    results: grading === 'published' ? 0 : 1,
    feedback: grading === 'published' ? facts.feedback : 0,
    plans: facts.plans,
  };
  return CLOSING_STEPS.map((name) => ({ name, left: left[name] }));
}
