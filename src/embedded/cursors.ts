import { randomInt } from 'node:crypto';
import { Long } from 'bson';
import type { Clock } from '../clock.ts';
import type { Collection } from './collection.ts';
import { StoreError } from './errors.ts';

/** Gives documents one after another; `pause` is called before other commands may run. */
export interface Source {
  /** Key spaces it still reads from: of a collection and its indexes. */
  readonly spaces: readonly number[];
  next(): Buffer | undefined;
  pause(): void;
}

interface OpenCursor {
  readonly namespace: string;
  readonly source: Source;
  usedAt: number;
}

/** A cursor that nobody read from for this long is closed, as in MongoDB. */
const idleLimitMs = 10 * 60_000;
/** Most bytes of documents in one answer. */
const maxBatchBytes = 16 * 1024 * 1024 - 16 * 1024;
const defaultFirstBatch = 101;

/** Open cursors of all clients. */
export class Cursors {
  readonly #clock: Clock;
  readonly #open = new Map<string, OpenCursor>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Reads the first batch and keeps the rest for `more`. @param batchSize - documents wanted; 0 opens without reading */
  first(namespace: string, source: Source, batchSize: number | undefined, single: boolean): Buffer {
    const { documents, finished } = readBatch(source, batchSize ?? defaultFirstBatch);
    if (finished || single) return cursorReply('firstBatch', documents, Long.ZERO, namespace);
    this.#closeIdle();
    source.pause();
    const id = Long.fromBits(randomInt(1, 0x7fffffff), randomInt(1, 0x7fffffff));
    this.#open.set(id.toString(), { namespace, source, usedAt: this.#clock.now().getTime() });
    return cursorReply('firstBatch', documents, id, namespace);
  }

  /**
   * @param collection - what the namespace means now
   * @throws StoreError 43 when there is no such cursor on that collection, 175 when the collection or the index it reads was dropped
   */
  more(id: Long, namespace: string, batchSize: number | undefined, collection: Collection | undefined): Buffer {
    const cursor = this.#open.get(id.toString());
    if (cursor === undefined || cursor.namespace !== namespace)
      throw new StoreError(43, `cursor id ${id.toString()} not found`);
    if (!isThere(cursor.source.spaces, collection)) {
      this.#open.delete(id.toString());
      throw new StoreError(175, `query plan killed :: collection or index dropped: ${namespace}`);
    }
    const { documents, finished } = readBatch(cursor.source, batchSize ?? Number.POSITIVE_INFINITY);
    cursor.usedAt = this.#clock.now().getTime();
    cursor.source.pause();
    if (finished) this.#open.delete(id.toString());
    return cursorReply('nextBatch', documents, finished ? Long.ZERO : id, namespace);
  }

  /** @returns false when there is no such cursor */
  kill(id: Long): boolean {
    return this.#open.delete(id.toString());
  }

  get size(): number {
    return this.#open.size;
  }

  #closeIdle(): void {
    const oldest = this.#clock.now().getTime() - idleLimitMs;
    for (const [id, cursor] of this.#open) if (cursor.usedAt < oldest) this.#open.delete(id);
  }
}

function isThere(spaces: readonly number[], collection: Collection | undefined): boolean {
  const present = new Set([collection?.space, ...(collection?.indexes.map(({ record }) => record.space) ?? [])]);
  return spaces.every((space) => present.has(space));
}

function readBatch(source: Source, wanted: number): { documents: Buffer[]; finished: boolean } {
  const documents: Buffer[] = [];
  let bytes = 0;
  while (documents.length < wanted && bytes < maxBatchBytes) {
    const next = source.next();
    if (next === undefined) return { documents, finished: true };
    documents.push(next);
    bytes += next.length + 16;
  }
  return { documents, finished: false };
}

/** A source over documents that are all there already. */
export function listSource(documents: readonly Buffer[]): Source {
  let at = 0;
  return { spaces: [], next: () => documents[at++], pause() {} };
}

/** `{ cursor: { <batch>: [...], id, ns }, ok: 1 }` without decoding the documents. */
function cursorReply(
  batch: 'firstBatch' | 'nextBatch',
  documents: readonly Buffer[],
  id: Long,
  namespace: string,
): Buffer {
  let total = 0;
  for (const [at, document] of documents.entries()) total += document.length + String(at).length + 2;
  const ns = Buffer.byteLength(namespace);
  const arrayBytes = total + 5;
  const cursorBytes = 4 + (1 + batch.length + 1) + arrayBytes + (1 + 3 + 8) + (1 + 3 + 4 + ns + 1) + 1;
  const reply = Buffer.allocUnsafe(4 + (1 + 7) + cursorBytes + (1 + 3 + 8) + 1);
  let at = reply.writeInt32LE(reply.length, 0);
  at = writeName(reply, at, 0x03, 'cursor');
  at = reply.writeInt32LE(cursorBytes, at);
  at = writeName(reply, at, 0x04, batch);
  at = reply.writeInt32LE(arrayBytes, at);
  for (const [position, document] of documents.entries()) {
    at = writeName(reply, at, 0x03, String(position));
    at += document.copy(reply, at);
  }
  at = reply.writeUInt8(0, at);
  at = writeName(reply, at, 0x12, 'id');
  at = reply.writeBigInt64LE(id.toBigInt(), at);
  at = writeName(reply, at, 0x02, 'ns');
  at = reply.writeInt32LE(ns + 1, at);
  at += reply.write(namespace, at);
  at = reply.writeUInt8(0, at);
  at = reply.writeUInt8(0, at);
  at = writeName(reply, at, 0x01, 'ok');
  at = reply.writeDoubleLE(1, at);
  reply.writeUInt8(0, at);
  return reply;
}

function writeName(target: Buffer, start: number, type: number, name: string): number {
  let at = target.writeUInt8(type, start);
  at += target.write(name, at, 'latin1');
  return target.writeUInt8(0, at);
}
