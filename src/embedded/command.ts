import { bsonType } from './bson-types.ts';
import { checkDocument, maxRequestDocumentBytes } from './check-document.ts';
import { asNumber, type Document, decode, isPlainObject } from './document.ts';
import { documentsOfArray, findField } from './element-walker.ts';
import { StoreError } from './errors.ts';
import type { Store } from './store.ts';

/** One request of a client. */
export interface Command {
  /** The first field, which names the command. */
  readonly name: string;
  readonly database: string;
  readonly body: Document;
  /** The body as received, for documents that need not be decoded. */
  readonly bodyBytes: Buffer;
  /** Document sequences (OP_MSG sections of kind 1) by their name. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

/** An answer: a document to encode, or one that is encoded already. */
export type Reply = Document | Buffer;

/** Carries out a command. @throws StoreError, which the client gets as MongoDB's error document */
export type Handler = (store: Store, command: Command) => Reply | Promise<Reply>;

/** The collection a command names. @throws StoreError 73 when the name is not a string */
export function collectionName(command: Command): string {
  const name = command.body[command.name];
  if (typeof name !== 'string' || name === '')
    throw new StoreError(73, `collection name has invalid type for ${command.name}`);
  return name;
}

/** `database.collection` of a command. */
export function namespaceOf(command: Command): string {
  return `${command.database}.${collectionName(command)}`;
}

/** The documents of a write command, from a document sequence or from the body, not decoded. @throws StoreError 9 */
export function rawDocuments(command: Command, field: string): readonly Buffer[] {
  const sequence = command.sequences.get(field);
  if (sequence !== undefined) return sequence;
  const value = findField(command.bodyBytes, Buffer.from(field));
  if (value === undefined || value.type !== bsonType.array)
    throw new StoreError(9, `BSON field '${command.name}.${field}' is missing but a required field`);
  return documentsOfArray(value);
}

/** The same documents, decoded. @throws StoreError 22 or 10334 as well */
export function decodedDocuments(command: Command, field: string): Document[] {
  const sequence = command.sequences.get(field);
  if (sequence !== undefined) return sequence.map(checkedAndDecoded);
  const value = command.body[field];
  if (!Array.isArray(value) || !value.every(isPlainObject))
    throw new StoreError(9, `BSON field '${command.name}.${field}' is missing but a required field`);
  return value;
}

/** The body of a message was checked when it came, its sequences were not. */
function checkedAndDecoded(bytes: Buffer): Document {
  checkDocument(bytes, 0, maxRequestDocumentBytes);
  return decode(bytes);
}

/** An optional document among the arguments; empty when it is missing. @throws StoreError 14 when it is something else */
export function documentArgument(holder: Document, field: string): Document {
  const value = holder[field];
  if (value === undefined || value === null) return {};
  if (!isPlainObject(value))
    throw new StoreError(14, `BSON field '${field}' is the wrong type, expected type 'object'`);
  return value;
}

/** An optional whole number of 0 or more. @throws StoreError 2 */
export function countArgument(holder: Document, field: string): number | undefined {
  const value = holder[field];
  if (value === undefined || value === null) return undefined;
  const number = asNumber(value);
  if (number === undefined || !Number.isFinite(number))
    throw new StoreError(14, `BSON field '${field}' is the wrong type, expected a number`);
  return Math.trunc(number);
}

/** Refuses options that would change the result and are not offered. @throws StoreError 72 */
export function refuseCollation(holder: Document): void {
  const collation = holder.collation;
  if (collation === undefined) return;
  if (isPlainObject(collation) && (collation.locale === 'simple' || Object.keys(collation).length === 0)) return;
  throw new StoreError(72, 'collation is not supported by the embedded store');
}
