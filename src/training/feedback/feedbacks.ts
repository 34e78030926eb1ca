import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among, not, present, within } from '../../store/filter.ts';
import { date, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';

const feedbacks = rows(
  'feedbacks',
  {
    classId: text,
    cadreId: text,
    name: text,
    unitId: text,
    /** `nobody`: the trainee is the head, or the unit has none; the organisation department informs them itself. */
    state: oneOf<'sent' | 'acknowledged' | 'nobody'>(),
    /** The head who has it: the one it was sent to, or who heads the unit since. */
    headId: optional(text),
    /** How often it went on to another head. */
    handOvers: optional(number),
    /** The last reopening of the class that changed the result; it is acknowledged anew. */
    corrected: optional(number),
    /** Since when nobody heads the unit, or the head is not reached; absent while somebody is. */
    vacantOn: optional(text),
    sentAt: date,
    /** Who acknowledged it; not `headId` if the unit's head has changed. */
    acknowledgedBy: optional(text),
    acknowledgedAt: optional(date),
    /** What whoever acknowledged it answered, if anything. */
    words: optional(text),
    /** How it was told without a card, by whom, whom and when; `acknowledgedBy` is whoever of the organisation department noted it. */
    toldHow: optional(text),
    /** The update that noted it, or took it back. */
    toldByUpdate: optional(text),
  },
  [
    { keys: { classId: 1, unitId: 1 }, usedBy: 'ofClass, ofUnit' },
    { keys: { state: 1, sentAt: 1 }, usedBy: 'unacknowledged, withoutHead' },
  ],
);

/** The feedback on one trainee to the head of their unit; the id is `<class>:<cadre>`. */
export type FeedbackRow = RowOf<typeof feedbacks>;

export class FeedbackStore {
  readonly #feedbacks: Collection<FeedbackRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#feedbacks = database.of(feedbacks, { asRead: presentNames });
  }

  byId(classId: string, cadreId: string) {
    return this.#feedbacks.byId(`${classId}:${cadreId}`);
  }

  /** The feedbacks of a class, unit by unit. */
  ofClass(classId: string) {
    return this.#feedbacks.find({ classId }, { sort: { classId: 1, unitId: 1 } });
  }

  /** The feedbacks of a class to one unit. */
  ofUnit(classId: string, unitId: string) {
    return this.#feedbacks.find({ classId, unitId }, { sort: { classId: 1, unitId: 1 } });
  }

  /** Adds feedbacks; no change to those that exist. */
  async open(list: readonly FeedbackRow[]): Promise<void> {
    await this.#feedbacks.insertMissing(list);
  }

  /** Sends the feedback on corrected results once more; it is acknowledged anew, and what was answered before stands with the former result. */
  async correct(list: readonly (FeedbackRow & { corrected: number })[]): Promise<void> {
    await this.#feedbacks.updateEach(
      list.map(({ _id, state, sentAt, headId, corrected }) => ({
        filter: { _id, corrected: not(corrected) },
        change: {
          $set: { state, sentAt, corrected, ...(headId === undefined ? {} : { headId }) },
          $unset: {
            acknowledgedBy: 1,
            acknowledgedAt: 1,
            words: 1,
            toldHow: 1,
            toldByUpdate: 1,
            vacantOn: 1,
            ...(headId === undefined ? { headId: 1 } : {}),
          },
        },
      })),
    );
  }

  /** Feedbacks sent since then and not acknowledged yet, oldest first. */
  unacknowledged(since: Date) {
    const waiting = { state: 'sent' as const, sentAt: within({ $gte: since }) };
    return this.#feedbacks.find(waiting, { sort: { state: 1, sentAt: 1 } });
  }

  /** Feedbacks since then that no head has, oldest first. */
  withoutHead(since: Date) {
    const nobody = { state: 'nobody' as const, sentAt: within({ $gte: since }) };
    return this.#feedbacks.find(nobody, { sort: { state: 1, sentAt: 1 } });
  }

  /** It goes on from one head, or from nobody, to the next, or to nobody; nothing where it was acknowledged meanwhile or has gone on already. */
  async handOver({ _id, state, headId, handOvers = 0 }: FeedbackRow, to: string | undefined): Promise<void> {
    const asRead = { _id, state, headId: headId ?? absent(), handOvers: handOvers === 0 ? absent() : handOvers };
    const set = to === undefined ? { state: 'nobody' as const } : { state: 'sent' as const, headId: to };
    await this.#feedbacks.updateOne(asRead, { $set: { ...set, handOvers: handOvers + 1 }, $unset: { vacantOn: 1 } });
  }

  /** Notes since when nobody heads the unit, or that somebody does again. */
  async noteVacancy(ids: readonly string[], vacantOn: string | undefined): Promise<void> {
    const change = vacantOn === undefined ? { $unset: { vacantOn: 1 as const } } : { $set: { vacantOn } };
    await this.#feedbacks.updateMany({ _id: among(ids), state: 'sent' }, change);
  }

  /** Acknowledges a feedback; only the first time counts. @returns the feedback as it is now */
  async acknowledge(
    classId: string,
    cadreId: string,
    set: Required<Pick<FeedbackRow, 'acknowledgedBy' | 'acknowledgedAt'>>,
  ): Promise<FeedbackRow | null> {
    const waiting = { _id: `${classId}:${cadreId}`, state: 'sent' as const };
    await this.#feedbacks.updateOne(waiting, { $set: { ...set, state: 'acknowledged' } });
    return this.byId(classId, cadreId);
  }

  /** Notes that it was told without a card, also where a head has it; only the first time counts. @returns the feedback as it is now */
  async tell(
    { _id, classId, cadreId }: FeedbackRow,
    set: Required<Pick<FeedbackRow, 'acknowledgedBy' | 'acknowledgedAt' | 'toldHow' | 'toldByUpdate'>>,
  ): Promise<FeedbackRow | null> {
    const open = { _id, state: among<FeedbackRow['state']>(['sent', 'nobody']) };
    await this.#feedbacks.updateOne(open, { $set: { ...set, state: 'acknowledged' } });
    return this.byId(classId, cadreId);
  }

  /** Takes back that it was told; it waits as before. */
  async takeBackTold({ _id, headId }: FeedbackRow, toldByUpdate: string): Promise<void> {
    await this.#feedbacks.updateOne(
      { _id, state: 'acknowledged', toldHow: present() },
      {
        $set: { state: headId === undefined ? 'nobody' : 'sent', toldByUpdate },
        $unset: { acknowledgedBy: 1, acknowledgedAt: 1, toldHow: 1 },
      },
    );
  }

  /** Keeps what was answered to an acknowledged feedback, whoever acknowledged it, in place of what was answered before. */
  async answer(classId: string, cadreId: string, words: string): Promise<void> {
    const acknowledged = { _id: `${classId}:${cadreId}`, state: 'acknowledged' as const };
    await this.#feedbacks.updateOne(acknowledged, { $set: { words } });
  }
}

/** The card with all feedback of one class to one unit, whoever has it. */
export function feedbackCardId(classId: string, unitId: string): string {
  return `feedback:${classId}:${unitId}`;
}

/** The delivery key of the card of whoever has it now, which holds all feedback of one class to one unit. */
export function feedbackCardKey({
  classId,
  unitId,
  headId = '',
  handOvers = 0,
  corrected,
}: Pick<FeedbackRow, 'classId' | 'unitId' | 'headId' | 'handOvers' | 'corrected'>): `feedback:${string}` {
  const first = `feedback:${classId}:${unitId}` as const;
  const handed = handOvers === 0 ? first : (`${first}:${handOvers}:${headId}` as const);
  return corrected === undefined ? handed : `${handed}:corrected-${corrected}`;
}

/** Earlier versions sent a card for each trainee, under this key. */
export function formerFeedbackCardKey({ _id }: Pick<FeedbackRow, '_id'>): string {
  return `feedback:${_id}`;
}
