import { connect, type Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';
import { crc32c } from '../../src/embedded/wire.ts';

/** Path of the socket in the connection string of a store. */
export function socketPath(uri: string): string {
  return decodeURIComponent(new URL(uri.replace('mongodb://', 'http://h/')).pathname.slice(1).split('/')[0] ?? '');
}

/** Flag bits of OP_MSG, see "MongoDB Wire Protocol", OP_MSG. */
export const flags = { checksumPresent: 1, moreToCome: 2, exhaustAllowed: 1 << 16 };

/** An OP_MSG as bytes. */
export function opMsg(
  requestId: number,
  body: Document,
  options: { flagBits?: number; sequences?: Record<string, Document[]> } = {},
): Buffer {
  const { flagBits = 0, sequences = {} } = options;
  const sections = [Buffer.concat([Buffer.from([0]), serialize(body)])];
  for (const [name, documents] of Object.entries(sequences)) {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((one) => Buffer.from(serialize(one)))]);
    const size = Buffer.alloc(4);
    size.writeInt32LE(content.length + 4);
    sections.push(Buffer.concat([Buffer.from([1]), size, content]));
  }
  const withChecksum = (flagBits & flags.checksumPresent) !== 0;
  const head = Buffer.alloc(20);
  head.writeInt32LE(requestId, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flagBits, 16);
  const message = Buffer.concat([head, ...sections, ...(withChecksum ? [Buffer.alloc(4)] : [])]);
  message.writeInt32LE(message.length, 0);
  if (withChecksum) message.writeUInt32LE(crc32c(message.subarray(0, message.length - 4)), message.length - 4);
  return message;
}

/** A legacy OP_QUERY on `admin.$cmd`, as older drivers greet with. */
export function opQuery(requestId: number, body: Document): Buffer {
  const head = Buffer.alloc(20);
  head.writeInt32LE(requestId, 4);
  head.writeInt32LE(2004, 12);
  const numbers = Buffer.alloc(8);
  numbers.writeInt32LE(-1, 4);
  const message = Buffer.concat([head, Buffer.from('admin.$cmd\0'), numbers, Buffer.from(serialize(body))]);
  message.writeInt32LE(message.length, 0);
  return message;
}

/** One answer as it came. */
interface RawReply {
  readonly responseTo: number;
  readonly flagBits: number;
  readonly body: Document;
}

/** A client that speaks bytes. */
export interface RawClient {
  readonly socket: Socket;
  send(bytes: Buffer): void;
  /** The next answer. */
  receive(): Promise<RawReply>;
  /** Resolves when the server closes the connection. */
  closed(): Promise<void>;
}

export async function rawClient(uri: string): Promise<RawClient> {
  const socket = connect(socketPath(uri));
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let buffered = Buffer.alloc(0);
  const replies: RawReply[] = [];
  const waiting: ((reply: RawReply) => void)[] = [];
  socket.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk as Buffer]);
    while (buffered.length >= 4 && buffered.length >= buffered.readInt32LE(0)) {
      const length = buffered.readInt32LE(0);
      const reply = parse(buffered.subarray(0, length));
      buffered = buffered.subarray(length);
      const next = waiting.shift();
      if (next === undefined) replies.push(reply);
      else next(reply);
    }
  });
  socket.on('error', () => undefined);
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    receive() {
      const reply = replies.shift();
      return reply === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(reply);
    },
    closed: () => new Promise((resolve) => (socket.closed ? resolve() : socket.once('close', () => resolve()))),
  };
}

function parse(message: Buffer): RawReply {
  const isReply = message.readInt32LE(12) === 1;
  const flagBits = isReply ? 0 : message.readUInt32LE(16);
  return { responseTo: message.readInt32LE(8), flagBits, body: deserialize(message.subarray(isReply ? 36 : 21)) };
}
