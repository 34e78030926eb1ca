import { basisOf } from '../../chat/basis.ts';
import type { RankLevel } from '../../county/cadre.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts, words } from '../../store/row.ts';
import type { AudienceGroup } from './audience.ts';
import type { PlannedClass } from './plan-item.ts';

export const PLAN_STATES = ['filed', 'approved', 'returned', 'refused', 'withdrawn', 'merged'] as const;
/** `filed` waits for the organisation department; `returned` waits for the unit; `merged` became part of another item. */
export type PlanState = (typeof PLAN_STATES)[number];

/** One thing that was done to an item. */
export interface PlanStep {
  act: 'file' | 'change' | 'approve' | 'return' | 'refuse' | 'withdraw' | 'merge' | 'split' | 'undo';
  by: string;
  byUpdate: string;
  at: Date;
  from?: PlanState;
  to: PlanState;
  reason?: string;
  /** What was changed, as people read it, e.g. `人数由 40 人改为 50 人`. */
  changed?: string;
  /** What the changed fields held before; `gone` are those that it did not have. */
  before?: Readonly<Record<string, unknown>>;
  gone?: readonly string[];
}

const planItems = rows(
  'planItems',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    /** The update that filed it, alone or with others of one sheet: what is decided together. */
    filing: text,
    filedBy: text,
    filedAt: date,
    /** The update that made it with its place in the filing, so that making it twice makes one. */
    byUpdate: text,
    theme: text,
    topicTags: texts,
    rankLevels: words<RankLevel>(),
    group: optional(oneOf<AudienceGroup>()),
    people: number,
    month: number,
    days: number,
    unitId: text,
    classKind: text,
    feeClass: text,
    yuanPerPersonDay: number,
    lecturerTitle: optional(text),
    yuanPerHour: optional(number),
    need: text,
    needTopics: optional(texts),
    state: oneOf<PlanState>(),
    /** Everything that was done to it, oldest first. */
    history: list<PlanStep>(),
    /** How many these are: what a decision rests on is another item once anything was done to it. */
    steps: number,
    mergedInto: optional(text),
    /** The two items of which it was made. */
    mergedFrom: optional(texts),
    /** The update that put it into a confirmed plan; absent outside one, and in plans of earlier versions. */
    frozenByUpdate: optional(text),
    /** Items with which it is not to be merged: nobody is asked again. */
    keptApartFrom: optional(texts),
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, ofYear' },
    { keys: { filing: 1 }, usedBy: 'ofFiling' },
    { keys: { state: 1 }, usedBy: 'waiting' },
    { keys: { 'history.byUpdate': 1 }, usedBy: 'movedBy' },
    { keys: { frozenByUpdate: 1 }, onlyWith: 'frozenByUpdate', usedBy: 'thaw' },
  ],
);

/** One class of an annual plan. Its number, e.g. `J2026-1`, is its id. */
export type PlanItemRow = RowOf<typeof planItems>;

/** What one update does to an item, unless the item is otherwise. */
export interface PlanMove extends Omit<PlanStep, 'from' | 'to'> {
  from: readonly PlanState[];
  to: PlanState;
  set?: Partial<PlanItemRow>;
  /** What it has no longer. */
  unset?: readonly ('group' | 'mergedInto' | 'needTopics')[];
  /** It may be done to what a confirmed plan holds. */
  evenFrozen?: boolean;
}

export class PlanItemStore {
  readonly #items: Collection<PlanItemRow>;

  constructor(database: Database) {
    this.#items = database.of(planItems);
  }

  byId(id: string) {
    return this.#items.byId(id);
  }

  many(ids: readonly string[]) {
    return this.#items.find({ _id: among(ids) }, { sort: { _id: 1 } });
  }

  /** Inserts a demo's first items; only into an empty collection. */
  async fill(items: readonly PlanItemRow[]): Promise<void> {
    await this.#items.insertMissing(items);
  }

  /** Those of a year, by their numbers. */
  ofYear(year: string) {
    return this.#items.find({ year }, { sort: { year: 1, number: 1 } });
  }

  /** Those that were filed together. */
  async ofFiling(filing: string) {
    return inOrder(await this.#items.find({ filing }));
  }

  /** Those that wait for the organisation department. */
  async waiting() {
    return inOrder(await this.#items.find({ state: 'filed' }));
  }

  /** Those to which an update did something. */
  async movedBy(updateId: string) {
    return inOrder(await this.#items.find({ 'history.byUpdate': updateId }));
  }

  /**
   * Files a class under the year's next free number; the same update and place make the same one.
   * @param filedBy - who has filed what it was made of, if not who makes it
   */
  create(
    wanted: PlannedClass & Pick<PlanItemRow, 'filing' | 'byUpdate' | 'mergedFrom'>,
    step: PlanStep,
    filedBy = step.by,
  ): Promise<PlanItemRow> {
    const { year, rankLevels, ...rest } = wanted;
    return createNumbered(
      this.#items,
      wanted,
      async () => (await this.#items.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (next): PlanItemRow => ({
        ...{ _id: `J${year}-${next}`, number: next, year, ...rest, rankLevels: [...rankLevels] },
        ...{ filedBy, filedAt: step.at, state: step.to, history: [step], steps: 1 },
      }),
    );
  }

  /**
   * Moves an item on from one of these states; the same update does it once.
   * @param basis - what it was like when that was decided (`itemsBasis`): what was changed since is not decided unseen
   * @returns the item as it is now; `isMovedBy` tells whether this update moved it
   */
  move(
    id: string,
    { from, to, set = {}, unset = [], evenFrozen = false, ...step }: PlanMove,
    basis?: string,
  ): Promise<PlanItemRow | null> {
    return once(this.#items, id, 'history.byUpdate', step.byUpdate, (present) => {
      if (!from.includes(present.state) || (basis !== undefined && itemsBasis([present]) !== basis)) return undefined;
      if (present.frozenByUpdate !== undefined && !evenFrozen) return undefined;
      const entry: PlanStep = {
        ...step,
        ...formerly(present, [...Object.keys(set), ...unset]),
        from: present.state,
        to,
      };
      const { steps } = present;
      const gone = Object.fromEntries(unset.map((name) => [name, 1 as const]));
      const change = {
        $set: { ...set, state: to, steps: steps + 1 },
        $push: { history: entry },
        ...(unset.length === 0 ? {} : { $unset: gone }),
      };
      return { given: evenFrozen ? { steps } : { steps, frozenByUpdate: absent() }, change };
    });
  }

  /**
   * Takes back what an update did, as the last to do anything to the item: it is again in the state before.
   * @param set - what follows from it
   */
  takeBack(
    id: string,
    doneByUpdate: string,
    step: Pick<PlanStep, 'by' | 'byUpdate' | 'at'>,
    set: Partial<Pick<PlanItemRow, 'filing'>> = {},
  ): Promise<PlanItemRow | null> {
    return once(this.#items, id, 'history.byUpdate', step.byUpdate, (present) => {
      const last = present.history.at(-1);
      if (last?.byUpdate !== doneByUpdate || last.from === undefined) return undefined;
      // A confirmed plan lets go of an item by withdrawal alone, and takes it back.
      const isHeld = last.act !== 'withdraw';
      if (isHeld && present.frozenByUpdate !== undefined) return undefined;
      const entry: PlanStep = { ...step, act: 'undo', from: present.state, to: last.from };
      const { steps } = present;
      const change = { ...last.before, ...set, state: last.from, steps: steps + 1 };
      const gone = Object.fromEntries((last.gone ?? []).map((name) => [name, 1 as const]));
      const $unset = Object.keys(gone).length === 0 ? {} : { $unset: gone };
      const given = isHeld ? { steps, frozenByUpdate: absent() } : { steps };
      return { given, change: { $set: change, ...$unset, $push: { history: entry } } };
    });
  }

  /**
   * Keeps items as they were read for a plan that this update is about to confirm: nothing is done to them from now on.
   * @returns `false` when something was done to one of them since, or another plan holds it; then `thaw` what was frozen
   */
  async freeze(items: readonly Pick<PlanItemRow, '_id' | 'steps'>[], byUpdate: string): Promise<boolean> {
    for (const { _id, steps } of items) {
      const frozen = await once(this.#items, _id, 'frozenByUpdate', byUpdate, (present) =>
        present.steps === steps && present.state === 'approved' && present.frozenByUpdate === undefined
          ? { given: { steps, frozenByUpdate: absent() }, change: { $set: { frozenByUpdate: byUpdate } } }
          : undefined,
      );
      if (frozen?.frozenByUpdate !== byUpdate) return false;
    }
    return true;
  }

  /** Lets go what this update froze; doing it again changes nothing. */
  async thaw(byUpdate: string): Promise<void> {
    await this.#items.updateMany({ frozenByUpdate: byUpdate }, { $unset: { frozenByUpdate: 1 } });
  }

  /** Notes of which item these are part now; doing it again changes nothing. */
  async noteMergedInto(ids: readonly string[], mergedInto: string): Promise<void> {
    await this.#items.updateEach(ids.map((_id) => ({ filter: { _id }, change: { $set: { mergedInto } } })));
  }

  /** Notes that two items stay apart; doing it again changes nothing. */
  async keepApart(id: string, from: string): Promise<void> {
    await this.#items.change({ _id: id }, { $addToSet: { keptApartFrom: from } });
  }
}

/** What fields hold before they are changed, for taking the change back; what was filed together stays what it is then. */
function formerly(present: PlanItemRow, changed: readonly string[]): Pick<PlanStep, 'before' | 'gone'> {
  const held: Readonly<Record<string, unknown>> = { ...present };
  const names = [...new Set(changed)].filter((name) => name !== 'filing');
  if (names.length === 0) return {};
  const had = names.filter((name) => held[name] !== undefined);
  return {
    before: Object.fromEntries(had.map((name) => [name, held[name]])),
    gone: names.filter((name) => held[name] === undefined),
  };
}

/** What a decision about these items rests on: it is another one once anything was done to any of them. */
export function itemsBasis(items: readonly Pick<PlanItemRow, '_id' | 'steps'>[]): string {
  const all = items.map(({ _id, steps }) => `${_id}:${steps}`).sort();
  return basisOf(all.join(','));
}

/** Whether this update did something to the item. */
export function isMovedBy(row: PlanItemRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}

/** The delivery key of the card that asks for a decision about a filing. */
export function planReviewKey(filing: string, cadreId: string): `plan-review:${string}` {
  return `plan-review:${filing}:${cadreId}`;
}

function inOrder(items: readonly PlanItemRow[]): PlanItemRow[] {
  return [...items].sort((a, b) => (a.year === b.year ? a.number - b.number : a.year < b.year ? -1 : 1));
}
