import { bsonType } from './bson-types.ts';
import { checkDocument, maxRequestDocumentBytes } from './check-document.ts';
import { asNumber, type Document, decode, isPlainObject, isTruthy } from './document.ts';
import { documentsOfArray, findField } from './element-walker.ts';
import { StoreError } from './errors.ts';

/** Most documents or statements in one write command, as MongoDB tells its clients. */
export const maxWriteBatch = 100_000;

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

/** The documents of a write command, from a document sequence or from the body, not decoded. @throws StoreError 14, 40414 */
export function rawDocuments(command: Command, field: string): readonly Buffer[] {
  const sequence = command.sequences.get(field);
  if (sequence !== undefined) return sequence;
  const value = findField(command.bodyBytes, Buffer.from(field));
  if (value === undefined) throw missingField(command.name, field);
  if (value.type !== bsonType.array) throw wrongType(field, 'array');
  return documentsOfArray(value);
}

/** The same documents, decoded. @throws StoreError 22 or 10334 as well */
export function decodedDocuments(command: Command, field: string): Document[] {
  const sequence = command.sequences.get(field);
  if (sequence !== undefined) return sequence.map(checkedAndDecoded);
  const value = command.body[field];
  if (value === undefined) throw missingField(command.name, field);
  if (!Array.isArray(value) || !value.every(isPlainObject)) throw wrongType(field, 'array of objects');
  return value;
}

/** The statements of `update` or `delete`. @throws StoreError as `decodedDocuments` and `checkBatch` */
export function writeStatements(command: Command, field: string): Document[] {
  const statements = decodedDocuments(command, field);
  checkBatch(statements);
  return statements;
}

/** @throws StoreError 16 on a write command of nothing or of too much */
export function checkBatch({ length }: readonly unknown[]): void {
  if (length === 0 || length > maxWriteBatch)
    throw new StoreError(16, `Write batch sizes must be between 1 and ${maxWriteBatch}. Got ${length} operations.`);
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
  if (!isPlainObject(value)) throw wrongType(field, 'object');
  return value;
}

/** An optional whole number. @throws StoreError 14 when it is no number, 51024 when it is below `smallest` */
export function countArgument(holder: Document, field: string, smallest = 0): number | undefined {
  const value = holder[field];
  if (value === undefined || value === null) return undefined;
  const number = asNumber(value);
  if (number === undefined || !Number.isFinite(number)) throw wrongType(field, 'number');
  if (number < smallest)
    throw new StoreError(51024, `BSON field '${field}' value must be >= ${smallest}, actual value '${number}'`);
  return Math.trunc(number);
}

/** An optional switch. @throws StoreError 14 when it is neither boolean nor number */
export function flagArgument(holder: Document, field: string, otherwise = false): boolean {
  const value = holder[field];
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'boolean' && asNumber(value) === undefined) throw wrongType(field, 'bool');
  return isTruthy(value);
}

/** A field of a command has a value of another type than the server takes. */
export function wrongType(field: string, expected: string): StoreError {
  return new StoreError(14, `BSON field '${field}' is the wrong type, expected type '${expected}'`);
}

/** A command lacks a field that it needs. */
export function missingField(path: string, field: string): StoreError {
  return new StoreError(40414, `BSON field '${path}.${field}' is missing but a required field`);
}
