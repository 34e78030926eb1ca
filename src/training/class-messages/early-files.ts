import type { FileMessage } from '../../chat/message.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { bytes, date, oneOf, type RowOf, rows, text } from '../../store/row.ts';
import type { Seal } from '../../store/seal.ts';
import { storedBytes } from '../../store/stored-bytes.ts';

/** For how long a file that nothing was done with waits for the notice it may belong to. */
export const earlyFileMinutes = 30;

const earlyFiles = rows(
  'earlyFiles',
  {
    /** The update that sent it. */
    byUpdate: text,
    kind: oneOf<FileMessage['kind']>(),
    sealedName: bytes,
    sealed: bytes,
    /** When it goes. */
    until: date,
  },
  [{ keys: { until: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting what no notice was written for' }],
);

/** The last file somebody sent before there was a notice for it, encrypted; the id is the person's. */
type EarlyFileRow = RowOf<typeof earlyFiles>;

/** What is known of it without opening it. */
export interface EarlyFile extends Pick<EarlyFileRow, 'byUpdate' | 'kind'> {
  name: string;
}

export class EarlyFileStore {
  readonly #files: Collection<EarlyFileRow>;
  readonly #seal: Seal | undefined;

  /** @param seal - absent where there is no key: then nothing is kept */
  constructor(database: Database, seal: Seal | undefined) {
    this.#files = database.of(earlyFiles);
    this.#seal = seal;
  }

  /** Keeps it for half an hour in place of the one before. @returns `false` where there is no key */
  async keep(cadreId: string, sent: EarlyFile & { bytes: Buffer }, sentAt: Date): Promise<boolean> {
    if (this.#seal === undefined) return false;
    const { byUpdate, kind, name } = sent;
    const about = belongsTo(cadreId, byUpdate);
    const row = {
      _id: cadreId,
      byUpdate,
      kind,
      sealedName: this.#seal.seal(Buffer.from(name), about),
      sealed: this.#seal.seal(sent.bytes, about),
      until: new Date(sentAt.getTime() + earlyFileMinutes * 60_000),
    };
    await this.#files.putAll([row]);
    return true;
  }

  /** What this person sent in the last half hour. */
  async waitingOf(cadreId: string, now: Date): Promise<EarlyFile | undefined> {
    const [row] = await this.#files.findFields({ _id: cadreId }, ['byUpdate', 'kind', 'sealedName', 'until']);
    if (row === undefined || row.until <= now) return undefined;
    const name = this.#opened(row, row.sealedName);
    return name === undefined ? undefined : { byUpdate: row.byUpdate, kind: row.kind, name: name.toString() };
  }

  /** The same with its bytes, if it is still the one that this update sent. */
  async open(cadreId: string, byUpdate: string, now: Date): Promise<(EarlyFile & { bytes: Buffer }) | undefined> {
    const row = await this.#files.byId(cadreId);
    if (row?.byUpdate !== byUpdate || row.until <= now) return undefined;
    const [name, bytes] = [this.#opened(row, row.sealedName), this.#opened(row, row.sealed)];
    return name && bytes && { byUpdate, kind: row.kind, name: name.toString(), bytes };
  }

  #opened({ _id, byUpdate }: Pick<EarlyFileRow, '_id' | 'byUpdate'>, sealed: Buffer): Buffer | undefined {
    return this.#seal?.open(storedBytes(sealed), belongsTo(_id, byUpdate)) ?? undefined;
  }
}

/** What the bytes are sealed as belonging to. */
function belongsTo(cadreId: string, byUpdate: string): string {
  return ['early file', cadreId, byUpdate].join('\n');
}
