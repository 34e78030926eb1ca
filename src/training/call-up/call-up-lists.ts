import type { RankLevel } from '../../county/cadre.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, not, present } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, value, words } from '../../store/row.ts';
import { type Approval, isSubmitted, type ListStep } from './approval.ts';
import type { PassedOver } from './call-up.ts';
import type { CallUpGroup } from './call-up-rules.ts';
import type { UnitView } from './consultation.ts';

/** Everybody who was passed over for the same reasons; most reasons hold for many. */
interface PassedOverAlike {
  reasons: readonly string[];
  cadreIds: readonly string[];
  /** Absent in lists of earlier versions. */
  because?: PassedOver['because'];
  /** These would have been called by several at once, or again; absent in lists of earlier versions. */
  overlaps?: true;
}

const callUpLists = rows(
  'callUpLists',
  {
    classId: text,
    proposedBy: text,
    proposedAt: date,
    seats: number,
    reserveSeats: number,
    /** The quota call whose picks it gathers. */
    quotaCall: optional(text),
    /** Whom the list was for; empty = all levels, any reason. */
    rankLevels: words<RankLevel>(),
    groups: words<CallUpGroup>(),
    passedOver: list<PassedOverAlike>(),
    /** The update that asked the units about their people, and until when they answer. */
    consultedByUpdate: optional(text),
    consultBy: optional(date),
    /** What units said, oldest first; the last of each holds. */
    unitViews: optional(list<UnitView>()),
    /** How it was handed over for approval and sent back, oldest first. */
    steps: optional(list<ListStep>()),
    /** The last of these. */
    stage: optional(oneOf<ListStep['what']>()),
    approval: optional(value<Approval>()),
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

  /** Hands it to others for approval, or sends it back to whoever drew it. @returns the list as it is now */
  take(proposal: string, step: ListStep): Promise<CallUpListRow | null> {
    return once(this.#lists, proposal, 'steps.byUpdate', step.byUpdate, (list) => {
      if (list.approval !== undefined || isSubmitted(list) === (step.what === 'submitted')) return undefined;
      const given = { approval: absent(), stage: list.stage ?? absent() };
      return { given, change: { $set: { stage: step.what }, $push: { steps: step } } };
    });
  }

  /** Freezes it under its number; the first approval stands. @returns the list as it is now */
  approve(proposal: string, approval: Approval): Promise<CallUpListRow | null> {
    return once(this.#lists, proposal, 'approval.byUpdate', approval.byUpdate, (list) =>
      list.approval === undefined ? { given: { approval: absent() }, change: { $set: { approval } } } : undefined,
    );
  }

  /** Takes the approval back with what was issued. */
  async takeApprovalBack(proposal: string): Promise<void> {
    await this.#lists.updateOne({ _id: proposal, approval: present() }, { $unset: { approval: 1, stage: 1 } });
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
  const alike = new Map<string, PassedOverAlike & { cadreIds: string[] }>();
  for (const { cadreId, because, reasons, overlaps } of passedOver) {
    const same = alike.get(reasons.join('\n'));
    if (same === undefined)
      alike.set(reasons.join('\n'), { because, reasons, cadreIds: [cadreId], ...(overlaps && { overlaps }) });
    else same.cadreIds.push(cadreId);
  }
  return [...alike.values()];
}

/** Why this person was not put on the list then; nothing for those on it and those who were not in the base. */
export function passedOverOn(list: CallUpListRow | null, cadreId: string): readonly string[] {
  return list?.passedOver.find(({ cadreIds }) => cadreIds.includes(cadreId))?.reasons ?? [];
}
