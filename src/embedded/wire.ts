import { checkDocument, maxRequestDocumentBytes } from './check-document.ts';
import { type Document, encode } from './document.ts';

/** Operation codes of the MongoDB wire protocol that are understood. */
const opReply = 1;
const opQuery = 2004;
export const opMessage = 2013;

/** Bytes of every message before its content: length, request id, response id, operation. */
export const headerBytes = 16;

/** Largest message accepted, in bytes, as MongoDB tells its clients. */
export const maxMessageBytes = 48_000_000;

const checksumPresent = 1;
const moreToCome = 2;
/** Flag bits below 16 that are unknown must be refused. */
const unknownRequiredBits = 0xffff & ~(checksumPresent | moreToCome);

/** A message that breaks the protocol; the connection cannot go on after it. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** One request as it came over the wire; the bytes are checked to be BSON. */
export interface WireRequest {
  readonly requestId: number;
  readonly operation: typeof opQuery | typeof opMessage;
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** False when the client does not want an answer (`w: 0`). */
  readonly wantsReply: boolean;
}

/** Reads one whole message. @throws WireError when it breaks the protocol, StoreError 22 when it holds bad BSON */
export function readMessage(message: Buffer): WireRequest {
  const requestId = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === opMessage) return readOpMessage(message, requestId);
  if (operation === opQuery) return readOpQuery(message, requestId);
  throw new WireError(`operation ${operation} is not supported`);
}

function readOpMessage(message: Buffer, requestId: number): WireRequest {
  if (message.length < headerBytes + 4 + 1 + 5) throw new WireError('message too short');
  const flags = message.readUInt32LE(headerBytes);
  if ((flags & unknownRequiredBits) !== 0) throw new WireError('unknown required flag');
  const end = (flags & checksumPresent) === 0 ? message.length : checkedEnd(message);
  const sequences = new Map<string, readonly Buffer[]>();
  let body: Buffer | undefined;
  for (let at = headerBytes + 4; at < end; ) {
    const kind = message[at];
    if (kind === 0) {
      if (body !== undefined) throw new WireError('two bodies');
      const after = checkDocument(message, at + 1, maxRequestDocumentBytes);
      body = message.subarray(at + 1, after);
      at = after;
    } else if (kind === 1) at = readSequence(message, at + 1, end, sequences);
    else throw new WireError(`section kind ${kind} is not supported`);
    if (at > end) throw new WireError('section longer than its message');
  }
  if (body === undefined) throw new WireError('no body');
  return { requestId, operation: opMessage, body, sequences, wantsReply: (flags & moreToCome) === 0 };
}

function checkedEnd(message: Buffer): number {
  const end = message.length - 4;
  if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) throw new WireError('checksum does not match');
  return end;
}

/** The documents of a sequence are not checked here: the command answers for each of them. */
function readSequence(message: Buffer, start: number, end: number, sequences: Map<string, readonly Buffer[]>): number {
  if (start + 4 > end) throw new WireError('section too short');
  const sectionEnd = start + message.readInt32LE(start);
  const nameEnd = message.indexOf(0, start + 4);
  if (sectionEnd > end || nameEnd < 0 || nameEnd >= sectionEnd) throw new WireError('section of a wrong length');
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < sectionEnd) {
    if (at + 5 > sectionEnd) throw new WireError('document cut off');
    const length = message.readInt32LE(at);
    if (length < 5 || at + length > sectionEnd) throw new WireError('document of a wrong length');
    documents.push(message.subarray(at, at + length));
    at += length;
  }
  sequences.set(message.toString('utf8', start + 4, nameEnd), documents);
  return sectionEnd;
}

/** OP_QUERY is left for the first `hello` of a connection only. */
function readOpQuery(message: Buffer, requestId: number): WireRequest {
  const nameEnd = message.indexOf(0, headerBytes + 4);
  if (nameEnd < 0 || nameEnd + 9 > message.length) throw new WireError('message too short');
  const start = nameEnd + 9;
  const end = checkDocument(message, start);
  if (!message.toString('utf8', headerBytes + 4, nameEnd).endsWith('.$cmd'))
    throw new WireError('OP_QUERY is for commands only');
  return { requestId, operation: opQuery, body: message.subarray(start, end), sequences: new Map(), wantsReply: true };
}

/** Documents of a command that stand beside its body, under their name in it. */
export interface Sequence {
  readonly name: string;
  readonly documents: readonly Uint8Array[];
}

/** The message of a command. */
export function commandMessage(requestId: number, body: Uint8Array, sequence: Sequence | undefined): Uint8Array {
  const name = sequence === undefined ? 0 : Buffer.byteLength(sequence.name);
  const documents = sequence?.documents ?? [];
  const section = sequence === undefined ? 0 : documents.reduce((sum, { length }) => sum + length, 4 + name + 1);
  const length = headerBytes + 5 + body.length + (sequence === undefined ? 0 : 1 + section);
  const message = Buffer.alloc(length);
  message.writeInt32LE(length, 0);
  message.writeInt32LE(requestId, 4);
  message.writeInt32LE(opMessage, 12);
  message.set(body, headerBytes + 5);
  if (sequence === undefined) return message;
  let at = message.writeUInt8(1, headerBytes + 5 + body.length);
  at = message.writeInt32LE(section, at);
  at += message.write(sequence.name, at) + 1;
  for (const document of documents) {
    message.set(document, at);
    at += document.length;
  }
  return message;
}

/** Which request a message answers, and with which document. */
export function readReply(message: Buffer): { requestId: number; document: Buffer } {
  return { requestId: message.readInt32LE(8), document: message.subarray(headerBytes + 5) };
}

/** The message that answers a request. */
export function replyMessage(request: WireRequest, reply: Document | Buffer): Buffer {
  const document = Buffer.isBuffer(reply) ? reply : encode(reply);
  const isQuery = request.operation === opQuery;
  const before = headerBytes + (isQuery ? 20 : 5);
  const message = Buffer.allocUnsafe(before + document.length);
  message.fill(0, headerBytes, before);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(0, 4);
  message.writeInt32LE(request.requestId, 8);
  message.writeInt32LE(isQuery ? opReply : opMessage, 12);
  if (isQuery) message.writeInt32LE(1, headerBytes + 16);
  document.copy(message, before);
  return message;
}

/** The Castagnoli polynomial, bits reversed. */
const polynomial = 0x82f63b78;

const crcTable = new Uint32Array(256).map((_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
  return value >>> 0;
});

/** CRC-32C, the checksum an OP_MSG may end with. @see RFC 3720 appendix B.4 for test vectors */
export function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
