import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, list, number, oneOf, type RowOf, rows, text, texts } from '../../store/row.ts';

/** What somebody set out to do, and when. */
interface PlanWriting {
  goals: readonly string[];
  byUpdate: string;
  at: Date;
}

/** That the unit's head stood behind the goals, or took that back. */
export interface PlanConfirmation {
  what: 'confirmed' | 'takenBack';
  by: string;
  byUpdate: string;
  at: Date;
  words?: string;
}

/** How it goes, as the person said it. */
export interface PlanProgress {
  /** The question it answers: so many days after the end of the class. */
  day: number;
  words: string;
  byUpdate: string;
  at: Date;
}

const actionPlans = rows(
  'actionPlans',
  {
    classId: text,
    cadreId: text,
    name: text,
    goals: texts,
    /** `written` until the head of the unit confirms it, and again after the goals were changed. */
    state: oneOf<'written' | 'confirmed'>(),
    writtenAt: date,
    /** All oldest first. */
    writings: list<PlanWriting>(),
    confirmations: list<PlanConfirmation>(),
    progress: list<PlanProgress>(),
    revision: number,
    updates: texts,
  },
  [
    { keys: { classId: 1 }, usedBy: 'ofClass' },
    { keys: { cadreId: 1 }, usedBy: 'ofCadre' },
  ],
);

/** What a trainee sets out to do after a class (行动计划); the id is `<class>:<cadre>`. */
export type ActionPlanRow = RowOf<typeof actionPlans>;

export class ActionPlanStore {
  readonly #plans: Collection<ActionPlanRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#plans = database.of(actionPlans, { asRead: presentNames });
  }

  byId(classId: string, cadreId: string) {
    return this.#plans.byId(`${classId}:${cadreId}`);
  }

  ofClass(classId: string) {
    return this.#plans.find({ classId });
  }

  ofCadre(cadreId: string) {
    return this.#plans.find({ cadreId });
  }

  async fill(plans: readonly ActionPlanRow[]): Promise<void> {
    await this.#plans.insertMissing(plans);
  }

  /** Keeps the goals in place of those before; a confirmation of others ends. The same update does it once. @returns the plan as it is now */
  async write(
    { classId, cadreId, name }: Pick<ActionPlanRow, 'classId' | 'cadreId' | 'name'>,
    writing: PlanWriting,
  ): Promise<ActionPlanRow | null> {
    const { goals, byUpdate, at } = writing;
    const set = { goals, state: 'written' as const, writtenAt: at };
    const _id = `${classId}:${cadreId}`;
    const first = { _id, classId, cadreId, name, ...set, writings: [writing], confirmations: [], progress: [] };
    await this.#plans.insertNew({ ...first, revision: 1, updates: [byUpdate] });
    return once(this.#plans, _id, 'updates', byUpdate, (present) =>
      nextRevision(present, byUpdate, set, { writings: writing }),
    );
  }

  /** Notes that the head confirms, or takes it back; nothing where it is so already. @returns the plan as it is now */
  confirm(classId: string, cadreId: string, entry: PlanConfirmation): Promise<ActionPlanRow | null> {
    const state = entry.what === 'confirmed' ? ('confirmed' as const) : ('written' as const);
    return once(this.#plans, `${classId}:${cadreId}`, 'updates', entry.byUpdate, (present) =>
      present.state === state ? undefined : nextRevision(present, entry.byUpdate, { state }, { confirmations: entry }),
    );
  }

  /** Keeps what somebody says of how it goes; of two answers to one question the later holds. @returns the plan as it is now */
  report(classId: string, cadreId: string, entry: PlanProgress): Promise<ActionPlanRow | null> {
    return once(this.#plans, `${classId}:${cadreId}`, 'updates', entry.byUpdate, (present) =>
      nextRevision(present, entry.byUpdate, {}, { progress: entry }),
    );
  }
}

/** What holds of what was said to each question, in the order of the questions. */
export function progressOf({ progress }: Pick<ActionPlanRow, 'progress'>): PlanProgress[] {
  const byDay = new Map(progress.map((each) => [each.day, each]));
  return [...byDay.values()].sort((a, b) => a.day - b.day);
}

/** What the head said to the goals as they are now. */
export function headsWords({ state, confirmations }: Pick<ActionPlanRow, 'state' | 'confirmations'>): string {
  return state === 'confirmed' ? (confirmations.at(-1)?.words ?? '') : '';
}
