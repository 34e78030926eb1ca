import { randomInt } from 'node:crypto';
import type { Collection } from './collection.ts';
import type { Database } from './database.ts';
import { not, within } from './filter.ts';
import { keysInMemory, openValue, type PassingKeys, sealValue } from './passing-keys.ts';
import { date, list, oneOf, type RowOf, rows, texts } from './row.ts';

/** That somebody has put a ballot in; which one, nothing says. */
export interface BallotMark {
  cadreId: string;
  byUpdate: string;
}

const ballotBoxes = rows(
  'ballotBoxes',
  {
    state: oneOf<'open' | 'closed'>(),
    openedAt: date,
    marks: list<BallotMark>(),
    /** Sealed, in an order that chance makes; none once they are counted. */
    ballots: texts,
  },
  [{ keys: { state: 1, openedAt: 1 }, usedBy: 'leftOpen' }],
);

export type BallotBoxRow = RowOf<typeof ballotBoxes>;

/** What became of a ballot. `voted`: this person put one in by another update. `sealed`: the box has lost its key and takes none. */
export type CastOutcome = 'cast' | 'voted' | 'closed' | 'sealed';

/**
 * Boxes for ballots that nobody can lead back to who put them in (docs/secret-ballots.md). A ballot and the mark that somebody has voted
 * come into the box in one write; the ballot is sealed with the box's own key, lies at a place that chance chose, and has neither id nor
 * time. When the ballots are counted they and the key are destroyed. A box is meant for a class or a survey, up to some thousand ballots.
 */
export class BallotBoxStore {
  readonly #boxes: Collection<BallotBoxRow>;
  readonly #keys: PassingKeys;
  readonly #chance: (below: number) => number;

  constructor(database: Database, keys: PassingKeys = keysInMemory(), chance: (below: number) => number = randomInt) {
    this.#boxes = database.of(ballotBoxes);
    this.#keys = keys;
    this.#chance = chance;
  }

  byId(id: string) {
    return this.#boxes.byId(id);
  }

  /** Opens an empty box; one that was opened before stays as it is. */
  async open(id: string, openedAt: Date): Promise<void> {
    if ((await this.byId(id)) !== null) return;
    this.#keys.make(keyOf(id));
    await this.#boxes.insertNew({ _id: id, state: 'open', openedAt, marks: [], ballots: [] });
  }

  /** Puts a ballot in, once for each person; the update that did may do it again. @param ballot - what was chosen, and nothing of who chose it */
  async cast(id: string, { cadreId, byUpdate }: BallotMark, ballot: object): Promise<CastOutcome> {
    const key = this.#keys.find(keyOf(id));
    const box = await this.byId(id);
    if (box !== null && box.state === 'open' && !hasVoted(box, cadreId)) {
      if (key === undefined) return 'sealed';
      const sealed = sealValue(key, ballot, id);
      const place = this.#chance(box.ballots.length + 1);
      await this.#boxes.updateOne(
        { _id: id, state: 'open', 'marks.cadreId': not(cadreId) },
        { $push: { marks: { cadreId, byUpdate }, ballots: { $each: [sealed], $position: place } } },
      );
    }
    const after = await this.byId(id);
    const mark = after?.marks.find((each) => each.cadreId === cadreId);
    if (mark !== undefined) return mark.byUpdate === byUpdate ? 'cast' : 'voted';
    return 'closed';
  }

  /** Takes no more ballots from now on. */
  async close(id: string): Promise<void> {
    await this.#boxes.updateOne({ _id: id, state: 'open' }, { $set: { state: 'closed' } });
  }

  /** The same of a box that perhaps was never opened: then it never will be. */
  async shut(id: string, now: Date): Promise<void> {
    await this.#boxes.insertNew({ _id: id, state: 'closed', openedAt: now, marks: [], ballots: [] });
    await this.close(id);
  }

  /** The ids of boxes that were opened before then and never closed. */
  async leftOpen(before: Date): Promise<string[]> {
    const left = await this.#boxes.findFields({ state: 'open', openedAt: within({ $lt: before }) }, []);
    return left.map(({ _id }) => _id);
  }

  /**
   * The ballots of a closed box, in an order that chance makes, as often as asked until they are destroyed.
   * @returns `undefined` where they cannot be opened: the key is lost
   */
  async read(id: string): Promise<unknown[] | undefined> {
    const box = await this.byId(id);
    if (box === null || box.state === 'open') throw new Error('only the ballots of a closed box are read');
    const key = this.#keys.find(keyOf(id));
    const opened = box.ballots.map((ballot) => openValue(key, ballot, id));
    return opened.includes(undefined) ? undefined : this.#shuffled(opened);
  }

  /** After counting, or where nothing is to be counted: the ballots and the key are destroyed. The marks stay. */
  async destroy(id: string): Promise<void> {
    await this.#boxes.updateOne({ _id: id }, { $set: { state: 'closed', ballots: [] } });
    this.#keys.destroy(keyOf(id));
  }

  #shuffled(ballots: readonly unknown[]): unknown[] {
    const left = [...ballots];
    return ballots.map(() => left.splice(this.#chance(left.length), 1)[0]);
  }
}

export function hasVoted({ marks }: Pick<BallotBoxRow, 'marks'>, cadreId: string): boolean {
  return marks.some((mark) => mark.cadreId === cadreId);
}

function keyOf(id: string): string {
  return `box:${id}`;
}
