import { RuleError } from '../../errors.ts';
import { writeZip } from '../../sheets/write-zip.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { bytes, date, number, oneOf, optional, type RowOf, rows, text, texts, yes } from '../../store/row.ts';
import type { Seal } from '../../store/seal.ts';
import { storedBytes } from '../../store/stored-bytes.ts';
import type { ProofMatter } from './matter.ts';
import { type SealedType, sentAs } from './proof-type.ts';

/** For how long something that was sent waits for the answer what it is. */
const shownHours = 24;
const removedAtOnce = 500;

/** `shown` until the person says what it is for, then `kept`; what is `dropped` or `takenBack` has no bytes any more. */
type ProofState = 'shown' | 'kept' | 'dropped' | 'takenBack';

const proofs = rows(
  'proofs',
  {
    /** Who sent it. */
    cadreId: text,
    sentAt: date,
    type: oneOf<SealedType>(),
    sizeBytes: number,
    state: oneOf<ProofState>(),
    /** Every update that changed its state. */
    moves: texts,
    /** The picture or file, encrypted; its name, which might tell an illness, is not kept at all. */
    sealed: optional(bytes),
    /** The key it is sealed with. */
    keyId: text,
    /** Under the key; the same picture sent twice is known by it. */
    digest: text,
    about: optional(text),
    /** It was sent as a work to hand in, and is shown as one. */
    asWork: optional(yes),
    classId: optional(text),
    /** The Beijing day on which it is removed. */
    forgetOn: optional(text),
    /** While it is only shown. */
    shownUntil: optional(date),
  },
  [
    { keys: { about: 1, state: 1 }, onlyWith: 'about', usedBy: 'of, takeBack' },
    { keys: { cadreId: 1, sentAt: 1 }, usedBy: 'shownWith, keptBy' },
    { keys: { classId: 1, state: 1 }, onlyWith: 'classId', usedBy: 'countsIn' },
    { keys: { forgetOn: 1 }, onlyWith: 'forgetOn', usedBy: 'dueToGo, countDueToGo' },
    { keys: { shownUntil: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting what nobody said was a proof' },
  ],
);

/** One picture or file; its id is the update that sent it. */
type ProofRow = RowOf<typeof proofs>;

/** What is known of a proof without opening it. */
export interface Proof
  extends Pick<
    ProofRow,
    '_id' | 'cadreId' | 'sentAt' | 'type' | 'state' | 'moves' | 'about' | 'asWork' | 'classId' | 'forgetOn'
  > {
  /** Whether it is sealed with the present key. */
  opens: boolean;
  digest: string;
}

const facts = [
  ...([
    'cadreId',
    'sentAt',
    'type',
    'state',
    'moves',
    'keyId',
    'digest',
    'about',
    'asWork',
    'classId',
    'forgetOn',
  ] as const),
] as const;

/** How many proofs belong to something, and how many of these nobody can open any more. */
export interface ProofCount {
  count: number;
  unreadable: number;
}

/** What messages carry in place of a SHA-256: a proof is opened when it is sent, and lies nowhere in clear. */
const sentPrefix = 'proof:';

/** Pictures and files that people send as proof of something, encrypted under a key that is not in the store. */
export class ProofStore {
  readonly #proofs: Collection<ProofRow>;
  readonly #seal: Seal | undefined;

  /** @param seal - absent where there is no key: then nothing is taken and nothing opens */
  constructor(database: Database, seal: Seal | undefined) {
    this.#proofs = database.of(proofs);
    this.#seal = seal;
  }

  /** Keeps what was sent until the person says what it is for; the same update does it once. @throws RuleError `proof.no-key` */
  async show(sent: {
    update: string;
    cadreId: string;
    type: SealedType;
    bytes: Buffer;
    sentAt: Date;
    asWork?: true;
  }): Promise<void> {
    const { update: _id, cadreId, type, sentAt, asWork } = sent;
    const seal = this.#needSeal();
    const shownUntil = new Date(sentAt.getTime() + shownHours * 3600_000);
    const sealed = seal.seal(sent.bytes, belongsTo({ _id, cadreId }));
    const of = { keyId: seal.keyId, digest: seal.digest(sent.bytes), sizeBytes: sent.bytes.length };
    const shown = { state: 'shown' as const, moves: [_id], shownUntil, ...(asWork === undefined ? {} : { asWork }) };
    const row = { _id, cadreId, type, sentAt, ...of, sealed, ...shown };
    await this.#proofs.insertMissing([row]);
  }

  /** One proof; `null` when there is none with this id. */
  async byId(id: string): Promise<Proof | null> {
    const [found = null] = await this.#facts({ _id: id });
    return found;
  }

  /** What this person sent up to then and was not said to be anything, or this update dealt with. The oldest first. */
  async shownWith(cadreId: string, until: Date, updateId: string): Promise<Proof[]> {
    const since = new Date(until.getTime() - shownHours * 3600_000);
    const sent = await this.#facts({ cadreId, sentAt: within({ $gte: since, $lte: until }) });
    return sent.filter(
      ({ asWork, state, ...each }) =>
        asWork === undefined && (state === 'shown' || (state !== 'takenBack' && isMovedBy(each, updateId))),
    );
  }

  /** The bytes of what waits to be said to be something; `undefined` where they are gone or cannot be opened. */
  async openShown(id: string): Promise<{ type: SealedType; bytes: Buffer } | undefined> {
    const row = await this.#proofs.byId(id);
    const bytes = row?.state === 'shown' ? this.#opened(row) : undefined;
    return row === null || bytes === undefined ? undefined : { type: row.type, bytes };
  }

  /** What was taken for a work is shown as a proof. */
  async showAsProof(id: string): Promise<void> {
    await this.#proofs.updateOne({ _id: id, state: 'shown' }, { $unset: { asWork: 1 } });
  }

  /**
   * Makes what was shown a proof of this, sealed anew as belonging to it; the same update does it once.
   * @returns it as it is now; `isMovedBy` tells whether this update made it so
   */
  async keep(
    id: string,
    byUpdate: string,
    { about, classId }: Pick<ProofMatter, 'about' | 'classId'>,
    forgetOn: string,
  ): Promise<ProofRow | null> {
    const seal = this.#needSeal();
    return once(this.#proofs, id, 'moves', byUpdate, (present) => {
      const { state, sealed } = present;
      if (state !== 'shown' || sealed === undefined) return undefined;
      const opened = seal.open(storedBytes(sealed), belongsTo(present));
      if (opened === null) throw new RuleError('proof.gone', {});
      const again = seal.seal(opened, belongsTo({ ...present, about }));
      const set = { state: 'kept' as const, about, classId, forgetOn, sealed: again };
      return { given: { state }, change: { $set: set, $unset: { shownUntil: 1 }, $push: { moves: byUpdate } } };
    });
  }

  /** Drops what was only shown, bytes and all; the same update does it once. */
  async drop(ids: readonly string[], byUpdate: string): Promise<void> {
    await this.#proofs.updateMany({ _id: among(ids), state: 'shown' }, removed('dropped', byUpdate));
  }

  /** The proofs of something, the oldest first. */
  of(about: string): Promise<Proof[]> {
    return this.#facts({ about, state: 'kept' });
  }

  async countOf(about: string): Promise<ProofCount> {
    return counted(await this.of(about));
  }

  /** How many there are in one class, by what they are about; what has none is left out. */
  async countsIn(classId: string): Promise<ReadonlyMap<string, ProofCount>> {
    const groups = byMatter(await this.#facts({ classId, state: 'kept' }));
    return new Map([...groups].map(([about, each]) => [about, counted(each)]));
  }

  /** Everything this person sent that is kept, the oldest first. */
  async keptBy(cadreId: string): Promise<Proof[]> {
    return (await this.#facts({ cadreId })).filter(({ state }) => state === 'kept');
  }

  /** Takes back the proofs of something, bytes and all; the same update does it once. @returns how many this update took back */
  async takeBack(about: string, byUpdate: string): Promise<number> {
    await this.#proofs.updateMany({ about, state: 'kept' }, removed('takenBack', byUpdate));
    return (await this.takenBackOf(about)).filter((each) => isMovedBy(each, byUpdate)).length;
  }

  takenBackOf(about: string): Promise<Proof[]> {
    return this.#facts({ about, state: 'takenBack' });
  }

  /** What a message carries that sends this proof. @param name - as the receiver sees it, without extension */
  message({ _id, type }: Pick<Proof, '_id' | 'type'>, name: string) {
    const { kind, extension } = sentAs(type);
    return { kind, name: `${name}.${extension}`, sha256: `${sentPrefix}${_id}` };
  }

  /** The bytes to be sent for what a message carries; `null` where it cannot be opened, `undefined` for what is no proof. */
  async load(carried: string): Promise<Buffer | null | undefined> {
    if (!carried.startsWith(sentPrefix)) return undefined;
    const row = await this.#proofs.byId(carried.slice(sentPrefix.length));
    const opened = row?.state === 'kept' ? this.#opened(row) : undefined;
    if (row === null || opened === undefined) return null;
    return row.type === 'webp' ? writeZip([['picture.webp', opened]]) : opened;
  }

  /** The bytes of what is kept; `undefined` where they are gone or cannot be opened. */
  async bytesOf(id: string): Promise<Buffer | undefined> {
    const row = await this.#proofs.byId(id);
    return row?.state === 'kept' ? this.#opened(row) : undefined;
  }

  /** Some of the proofs that are to be removed by this day. */
  async dueToGo(todayOn: string, most: number): Promise<Proof[]> {
    return this.#facts({ forgetOn: within({ $lte: todayOn }) }, most);
  }

  countDueToGo(todayOn: string): Promise<number> {
    return this.#proofs.count({ forgetOn: within({ $lte: todayOn }) });
  }

  /** Proofs of a class that ends later than was known. */
  async keepLonger(ids: readonly string[], forgetOn: string): Promise<void> {
    await this.#proofs.updateMany({ _id: among(ids) }, { $set: { forgetOn } });
  }

  /** Removes these for good, as far as their day has come. */
  async remove(ids: readonly string[], todayOn: string): Promise<void> {
    for (let from = 0; from < ids.length; from += removedAtOnce)
      await this.#proofs.deleteMany({
        _id: among(ids.slice(from, from + removedAtOnce)),
        forgetOn: within({ $lte: todayOn }),
      });
  }

  /** How many are kept, and how many of these the present key does not open. */
  async health(): Promise<ProofCount & { hasKey: boolean }> {
    const kept = await this.#proofs.count({ state: 'kept' });
    const own = this.#seal === undefined ? 0 : await this.#proofs.count({ state: 'kept', keyId: this.#seal.keyId });
    return { count: kept, unreadable: kept - own, hasKey: this.#seal !== undefined };
  }

  #opened(row: ProofRow): Buffer | undefined {
    return row.sealed === undefined
      ? undefined
      : (this.#seal?.open(storedBytes(row.sealed), belongsTo(row)) ?? undefined);
  }

  #needSeal(): Seal {
    if (this.#seal === undefined) throw new RuleError('proof.no-key', {});
    return this.#seal;
  }

  async #facts(filter: Parameters<Collection<ProofRow>['findFields']>[0], limit?: number): Promise<Proof[]> {
    const found = await this.#proofs.findFields(filter, facts, limit === undefined ? {} : { limit });
    return found
      .map(({ keyId, ...proof }) => ({ ...proof, opens: keyId === this.#seal?.keyId }))
      .sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a._id < b._id ? -1 : 1));
  }
}

/** Proofs by what they are about, in their order. */
export function byMatter(kept: readonly Proof[]): ReadonlyMap<string, Proof[]> {
  const groups = new Map<string, Proof[]>();
  for (const each of kept) groups.set(each.about ?? '', [...(groups.get(each.about ?? '') ?? []), each]);
  return groups;
}

export function counted(kept: readonly Proof[]): ProofCount {
  return { count: kept.length, unreadable: kept.filter(({ opens }) => !opens).length };
}

/** Whether this update changed the state of the proof. */
export function isMovedBy(proof: Pick<Proof, 'moves'>, updateId: string): boolean {
  return isNoted(proof, 'moves', updateId);
}

/** What the bytes are sealed as belonging to. */
function belongsTo({ _id, cadreId, about = '' }: { _id: string; cadreId: string; about?: string }): string {
  return [about, cadreId, _id].join('\n');
}

function removed(state: 'dropped' | 'takenBack', byUpdate: string) {
  return { $set: { state }, $unset: { sealed: 1 as const }, $push: { moves: byUpdate } };
}
