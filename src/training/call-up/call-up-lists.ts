import type { RankLevel } from '../../county/cadre.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, not } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, number, optional, type RowOf, rows, text, words } from '../../store/row.ts';
import type { PassedOver } from './call-up.ts';
import type { CallUpGroup } from './call-up-rules.ts';
import type { UnitView } from './consultation.ts';

/** Everybody who was passed over for the same reasons; most reasons hold for many. */
interface PassedOverAlike {
  reasons: readonly string[];
  cadreIds: readonly string[];
}

const callUpLists = rows(
  'callUpLists',
  {
    classId: text,
    proposedBy: text,
    proposedAt: date,
    seats: number,
    reserveSeats: number,
    /** Whom the list was for; empty = all levels, any reason. */
    rankLevels: words<RankLevel>(),
    groups: words<CallUpGroup>(),
    passedOver: list<PassedOverAlike>(),
    /** The update that asked the units about their people, and until when they answer. */
    consultedByUpdate: optional(text),
    consultBy: optional(date),
    /** What units said, oldest first; the last of each holds. */
    unitViews: optional(list<UnitView>()),
  },
  [{ keys: { classId: 1, proposedAt: -1 }, usedBy: 'ofClass' }],
);

/** What a list was drawn from and why the others are not on it, as it was decided then; the id is the update that proposed it. */
export type CallUpListRow = RowOf<typeof callUpLists>;

export class CallUpListStore {
  readonly #lists: Collection<CallUpListRow>;

  constructor(database: Database) {
    this.#lists = database.of(callUpLists);
  }

  /** The list that stands, or waits to be issued. */
  ofClass(classId: string) {
    return this.#lists.findOne({ classId }, { sort: { classId: 1, proposedAt: -1 } });
  }

  byId(proposal: string) {
    return this.#lists.byId(proposal);
  }

  /** Notes that the units are asked; once for a list. @returns the list as it is now */
  consult(proposal: string, byUpdate: string, consultBy: Date): Promise<CallUpListRow | null> {
    return once(this.#lists, proposal, 'consultedByUpdate', byUpdate, ({ consultedByUpdate }) => {
      if (consultedByUpdate !== undefined) return undefined;
      return { given: { consultedByUpdate: absent() }, change: { $set: { consultedByUpdate: byUpdate, consultBy } } };
    });
  }

  /** Keeps what a unit said. */
  giveView(proposal: string, view: UnitView): Promise<CallUpListRow | null> {
    return once(this.#lists, proposal, 'unitViews.byUpdate', view.byUpdate, () => ({
      given: {},
      change: { $push: { unitViews: view } },
    }));
  }

  /** Keeps a list in place of those proposed before it; repeating it changes nothing. */
  async propose(list: CallUpListRow): Promise<void> {
    await this.#lists.deleteMany({ classId: list.classId, _id: not(list._id) });
    await this.#lists.insertMissing([list]);
  }

  /** Forgets a list that was not issued. */
  async drop(proposal: string): Promise<void> {
    await this.#lists.deleteMany({ _id: proposal });
  }
}

/** Those passed over, under their reasons. */
export function passedOverAlike(passedOver: readonly PassedOver[]): PassedOverAlike[] {
  const alike = new Map<string, { reasons: readonly string[]; cadreIds: string[] }>();
  for (const { cadreId, reasons } of passedOver) {
    const same = alike.get(reasons.join('\n'));
    if (same === undefined) alike.set(reasons.join('\n'), { reasons, cadreIds: [cadreId] });
    else same.cadreIds.push(cadreId);
  }
  return [...alike.values()];
}

/** Why this person was not put on the list then; nothing for those on it and those who were not in the base. */
export function passedOverOn(list: CallUpListRow | null, cadreId: string): readonly string[] {
  return list?.passedOver.find(({ cadreIds }) => cadreIds.includes(cadreId))?.reasons ?? [];
}
