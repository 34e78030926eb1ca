import { joinSecrets } from '../chat/secrets.ts';
import type { Identity } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { absent, among, type Change, type Filter, noneOf, within } from '../store/filter.ts';
import { forget } from '../store/forget.ts';
import { spansOver, whereOver } from '../store/lease-over.ts';
import { type Outcome, Together } from '../store/together.ts';
import { type Answer, keepSeconds, type ReceiptRow, receipts, type SealedAnswer } from './receipt-row.ts';
import { ReceiptSeals } from './receipt-seals.ts';

/** No update waits longer for its next run. */
const longestWaitMs = 12 * 60_000;

/** How long handled receipts wait for those that are being marked. */
const patienceMs = 5;

/** What a receipt has only until its update is handled or given up. */
const notOpen = { openFor: 1, putOff: 1, secret: 1, sealed: 1, suspect: 1, alone: 1 } as const;

/** A receipt that somebody has taken. */
export type ClaimedReceipt = ReceiptRow & { claim: string };
type Claimed = Pick<ClaimedReceipt, '_id' | 'claim'>;

/** A claimed receipt whose update is handled. */
interface Ended {
  receipt: Claimed;
  now: Date;
}

/** Accepted updates: taken by one worker at a time, handled, put off, or given up. */
export class ReceiptStore {
  readonly #receipts: Collection<ReceiptRow>;
  readonly #done = new Together<Ended, boolean>((ended) => this.#allDone(ended), patienceMs);

  readonly #seals: ReceiptSeals;

  constructor(database: Database, seals = new ReceiptSeals()) {
    this.#receipts = database.of(receipts);
    this.#seals = seals;
  }

  /** Stores receipts in one flush; what was chosen in secret is sealed. @returns positions of updates that were already there */
  add(rows: readonly ReceiptRow[]) {
    return this.#receipts.insertGathered(rows.map((row) => this.#seals.sealed(row)));
  }

  async byId(id: string): Promise<ReceiptRow | null> {
    const row = await this.#receipts.byId(id);
    return row === null ? null : this.#seals.opened(row);
  }

  /**
   * The oldest that are due, in the order of their index, so that only these are read however many wait; then those that were put off before
   * the clock was set back. @param notFrom - user ids whose receipts wait, so that one person's updates are handled in order
   */
  async due(now: Date, most: number, notFrom: readonly string[]): Promise<ReceiptRow[]> {
    const others = notFrom.length === 0 ? {} : { 'update.from.userId': noneOf(notFrom) };
    const found: ReceiptRow[] = [];
    for (const dueAt of spansOver(longestWaitMs, now)) {
      if (found.length >= most) break;
      const next = await this.#receipts.find(
        { state: 'new', dueAt, ...others },
        { sort: { state: 1, dueAt: 1, order: 1 }, limit: most - found.length },
      );
      found.push(...next.map((row) => this.#seals.opened(row)));
    }
    return found;
  }

  /**
   * Takes these, as far as they still are as they were read; nobody else gets them before `leaseUntil`.
   * @param claim - unique
   * @param alone - handled with nothing beside it
   * @returns those that were taken
   */
  async claim(due: readonly ReceiptRow[], claim: string, leaseUntil: Date, alone: boolean): Promise<ClaimedReceipt[]> {
    const $set = { state: 'working' as const, claim, leaseUntil, ...(alone ? { alone: true as const } : {}) };
    const before = new Set(due.map((receipt) => receipt.claim));
    const counts = [...before].map((last) => {
      const ids = due.filter((receipt) => receipt.claim === last).map(({ _id }) => _id);
      return this.#receipts.updateAll({ _id: among(ids), state: 'new', claim: last ?? absent() }, { $set });
    });
    const taken = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    const mine = taken === due.length ? due : await this.#of(due, claim);
    return mine.map((receipt) => this.#seals.opened(asTyped({ ...receipt, ...$set })));
  }

  async #of(receipts: readonly ReceiptRow[], claim: string): Promise<ReceiptRow[]> {
    const own = await this.#receipts.findFields({ _id: among(receipts.map(({ _id }) => _id)), claim }, []);
    const ids = new Set(own.map(({ _id }) => _id));
    return receipts.filter(({ _id }) => ids.has(_id));
  }

  /**
   * What else the same people have sent before these that is not handled yet, oldest first: it comes first, whoever is about it. What was
   * never put off is due in the order it came, so that only what is being handled and what was put off is looked at: receipts need no
   * index of their people until then.
   */
  async openBefore(
    receipts: readonly ReceiptRow[],
  ): Promise<Pick<ReceiptRow, 'openFor' | 'order' | 'state' | 'dueAt'>[]> {
    const last = new Map<string, number>();
    for (const { openFor, order } of receipts)
      if (openFor !== undefined) last.set(openFor, Math.max(order, last.get(openFor) ?? 0));
    if (last.size === 0) return [];
    const theirs = { openFor: among([...last.keys()]) };
    const found = await this.#receipts.findFields(
      {
        $or: [
          { ...theirs, state: 'working' },
          { ...theirs, putOff: true },
        ],
        _id: noneOf(receipts.map(({ _id }) => _id)),
      },
      ['openFor', 'order', 'state', 'dueAt'],
    );
    return found
      .filter(({ openFor = '', order }) => order < (last.get(openFor) ?? 0))
      .sort((a, b) => a.order - b.order);
  }

  /** Gives a claimed receipt back untried. */
  async putBack({ _id, claim }: Claimed, dueAt: Date): Promise<void> {
    await this.#receipts.change(mine(_id, claim), {
      $set: { state: 'new', dueAt, putOff: true },
      $unset: { alone: 1 },
    });
  }

  /** Its handler got further than any before: what comes now counts anew. */
  async progressed({ _id, claim }: Claimed): Promise<void> {
    await this.#receipts.change(mine(_id, claim), { $set: { attempts: 0 } });
  }

  /** Keeps receipts whose handlers take long from being taken over. */
  async extend(receipts: readonly Claimed[], leaseUntil: Date): Promise<void> {
    if (receipts.length === 0) return;
    const ids = receipts.map(({ _id }) => _id);
    const claims = [...new Set(receipts.map(({ claim }) => claim))];
    await this.#receipts.updateMany(
      { _id: among(ids), claim: among(claims), state: 'working' },
      { $set: { leaseUntil } },
    );
  }

  /** Keeps one whose time may be over; `false` when somebody else has it by now. */
  renew({ _id, claim }: Claimed, leaseUntil: Date): Promise<boolean> {
    return this.#receipts.updateOne(mine(_id, claim), { $set: { leaseUntil } });
  }

  /** Ends the attempt that holds the claim; `false` when someone else has the receipt by now. */
  done(receipt: Claimed, now: Date): Promise<boolean> {
    return this.#done.ask({ receipt, now });
  }

  async #allDone(ended: readonly Ended[]): Promise<Outcome<boolean>[]> {
    const claims = new Set(ended.map(({ receipt }) => receipt.claim));
    const done = await Promise.all([...claims].map((claim) => this.#doneOf(claim, ended)));
    const ids = new Set(done.flat());
    return ended.map(({ receipt }) => ({ answer: ids.has(receipt._id) }));
  }

  /** @returns the ids of those that were still held by this claim */
  async #doneOf(claim: string, ended: readonly Ended[]): Promise<string[]> {
    const own = ended.filter(({ receipt }) => receipt.claim === claim);
    const ids = own.map(({ receipt }) => receipt._id);
    const doneAt = own[0]?.now ?? new Date(0);
    const count = await this.#receipts.updateAll(
      { _id: among(ids), claim, state: 'working' },
      { $set: { state: 'done', doneAt }, $unset: notOpen },
    );
    if (count === ids.length) return ids;
    const done = await this.#receipts.findFields({ _id: among(ids), claim, state: 'done' }, []);
    return done.map(({ _id }) => _id);
  }

  /** Counts a failure and puts the receipt back until `dueAt`, or on the dead-letter list when `dead`. */
  failed({ _id, claim }: Claimed, error: string, next: { dueAt: Date } | 'dead'): Promise<boolean> {
    const change: Change<ReceiptRow> =
      next === 'dead'
        ? { $set: { state: 'dead', error }, $unset: notOpen }
        : { $set: { state: 'new', dueAt: next.dueAt, error, putOff: true }, $unset: { alone: 1 } };
    return this.#receipts.updateOne(mine(_id, claim), { ...change, $inc: { attempts: 1 } });
  }

  /** Keeps what an update means; the first meaning stays, whoever else works one out. @returns what is kept */
  async keepAnswer(id: string, answer: Answer, now: Date): Promise<Answer | SealedAnswer> {
    const kept = this.#seals.sealedAnswer(id, answer, now);
    await this.#receipts.change({ _id: id, answer: absent() }, { $set: { answer: kept } });
    return (await this.byId(id))?.answer ?? answer;
  }

  /** Destroys the keys of what was chosen in secret some hours ago and is handled. @returns how many */
  async destroyOldKeys(now: Date): Promise<number> {
    let destroyed = 0;
    for (const key of this.#seals.oldKeys(now)) {
      const open = { state: among(['new', 'working', 'held'] as const), 'sealed.key': key };
      if ((await this.#receipts.count(open)) > 0) continue;
      this.#seals.destroy(key);
      destroyed += 1;
    }
    return destroyed;
  }

  /** After a crash of the only process that owns the store: what it was working on is due again. @returns how many */
  releaseAll(now: Date): Promise<number> {
    return this.#release({ state: 'working' }, now);
  }

  /** What a process was working on that died is due again. @param leaseMs - how long a claim lasts @returns how many */
  releaseAbandoned(now: Date, leaseMs: number): Promise<number> {
    const over = whereOver(leaseMs, now, (until) => ({ leaseUntil: until }));
    return this.#release({ state: 'working', ...over }, now);
  }

  /** Which of several updates ended the process nobody knows; one that was alone did. */
  async #release(rows: Filter<ReceiptRow>, now: Date): Promise<number> {
    const working = await this.#receipts.count(rows);
    if (working === 0) return 0;
    const $set = { state: 'new' as const, leaseUntil: now, suspect: true as const };
    const guilty = working === 1 ? rows : { ...rows, alone: true as const };
    const counted = await this.#receipts.updateMany(guilty, { $set, $unset: { alone: 1 }, $inc: { attempts: 1 } });
    return counted + (await this.#receipts.updateMany(rows, { $set, $unset: { alone: 1 } }));
  }

  dead(limit: number) {
    return this.#receipts.find({ state: 'dead' }, { sort: { dueAt: 1 }, limit });
  }

  /** How many are on the dead-letter list since before then. */
  countDeadBefore(before: Date): Promise<number> {
    return this.#receipts.count(whereDead(before));
  }

  /** Removes these for good. @returns how many */
  forgetDeadBefore(before: Date, most: number): Promise<number> {
    return forget(this.#receipts, whereDead(before), most);
  }

  /** Gives a dead receipt another run; `false` when it is not on the dead-letter list. */
  retry(id: string, now: Date): Promise<boolean> {
    return this.#receipts.updateOne(
      { _id: id, state: 'dead' },
      { $set: { state: 'new', dueAt: now, attempts: 0 }, $unset: { suspect: 1 } },
    );
  }

  /**
   * What people did with cards, by tapping or typing, from `from` until before `to`; a form is one in which something was chosen or written.
   * @returns `undefined` where some of that time is longer ago than handled receipts are kept
   */
  async tapsBetween(from: Date, to: Date, now: Date): Promise<{ by: Identity; isForm: boolean }[] | undefined> {
    if (from.getTime() < now.getTime() - keepSeconds * 1000) return undefined;
    const rows = await this.#receipts.findFields({ doneAt: within({ $gte: from, $lt: to }) }, ['update', 'answer']);
    return rows.flatMap(({ update, answer }) => {
      const meaning = answer?.kind === 'answer' ? answer.meaning : undefined;
      if (answer?.kind === 'sealed') return [{ by: update.from, isForm: answer.isForm }];
      if (update.kind !== 'pressed' && meaning === undefined) return [];
      const chosen = update.kind === 'pressed' ? update.choices : (meaning?.choices ?? []);
      return [{ by: update.from, isForm: chosen.length > 0 || meaning?.words !== undefined }];
    });
  }

  /** How many texts people wrote, for the check of the simulation. */
  countSaid() {
    return this.#receipts.count({ 'update.kind': 'said' });
  }

  /** When the next receipt is due that waits; `null` when none does. */
  async nextDueAt(): Promise<Date | null> {
    const [row] = await this.#receipts.findFields({ state: 'new' }, ['dueAt'], {
      sort: { state: 1, dueAt: 1, order: 1 },
      limit: 1,
    });
    return row?.dueAt ?? null;
  }

  /** Holds back every update that waits; nobody's later ones wait behind it. @returns how many */
  hold(): Promise<number> {
    const waiting = { state: among(['new', 'working']) };
    return this.#receipts.updateMany(waiting, { $set: { state: 'held' }, $unset: { openFor: 1, putOff: 1 } });
  }

  countHeld(): Promise<number> {
    return this.#receipts.count({ state: 'held' });
  }

  /** Has handled what is held back. @returns how many */
  releaseHeld(): Promise<number> {
    return this.#receipts.updateMany({ state: 'held' }, { $set: { state: 'new' } });
  }

  /** Never handles what is held back. @returns how many */
  dropHeld(now: Date): Promise<number> {
    return this.#receipts.updateMany(
      { state: 'held' },
      { $set: { state: 'done', doneAt: now }, $unset: { secret: 1 } },
    );
  }

  /** When the oldest was received that is not yet handled; `null` when all are. */
  async waitingSince(): Promise<Date | null> {
    const [row] = await this.#receipts.findFields({ state: among(['new', 'working']) }, ['receivedAt'], {
      sort: { receivedAt: 1 },
      limit: 1,
    });
    return row?.receivedAt ?? null;
  }

  /** How many receipts are not yet handled. */
  open() {
    return this.#receipts.count({ state: among(['new', 'working']) });
  }
}

/** The receipt with the words as they were typed, for the handler. */
function asTyped(row: ClaimedReceipt): ClaimedReceipt {
  const { update, secret } = row;
  if (update.kind !== 'said' || secret === undefined) return row;
  return { ...row, update: { ...update, text: joinSecrets(update.text, secret) } };
}

/** As long as the claim holds. */
function mine(_id: string, claim: string) {
  return { _id, claim, state: 'working' as const };
}

function whereDead(before: Date) {
  return { state: 'dead' as const, dueAt: within({ $lte: before }) };
}
