import type { Socket } from 'node:net';
import type { Reply } from './command.ts';
import { StoreError } from './errors.ts';
import { headerBytes, maxMessageBytes, readMessage, replyMessage, WireError, type WireRequest } from './wire.ts';

/** Answers one request. */
export type Answer = (request: WireRequest) => Promise<Reply>;

/** Most requests that may wait on one connection before it is no longer read. */
const maxWaiting = 64;

/**
 * Serves one client: cuts its bytes into messages, answers them one after another in the order they came, and stops
 * reading while the client does not read its answers or has too many requests waiting.
 */
export function serveConnection(socket: Socket, answer: Answer, onFault: (why: string) => void): void {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let needed = headerBytes;
  const waiting: WireRequest[] = [];
  let busy = false;

  const fail = (error: unknown): void => {
    if (!(error instanceof WireError || error instanceof StoreError)) throw error;
    onFault(error.message);
    socket.destroy();
  };

  const work = async (): Promise<void> => {
    busy = true;
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      const reply = await answer(request);
      if (socket.destroyed) break;
      if (request.wantsReply && !socket.write(replyMessage(request, reply))) await drained(socket);
      if (waiting.length < maxWaiting) socket.resume();
    }
    busy = false;
  };

  const take = (message: Buffer): void => {
    waiting.push(readMessage(message));
    if (waiting.length >= maxWaiting) socket.pause();
    if (!busy) void work();
  };

  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    buffered += chunk.length;
    if (buffered < needed) return;
    try {
      let bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks, buffered);
      for (needed = messageLength(bytes); bytes.length >= needed; needed = messageLength(bytes)) {
        take(bytes.subarray(0, needed));
        bytes = bytes.subarray(needed);
      }
      chunks = bytes.length === 0 ? [] : [bytes];
      buffered = bytes.length;
    } catch (error) {
      fail(error);
    }
  });
  socket.on('error', () => socket.destroy());
}

/** The length of the message that starts here, or of a header while there is none. @throws WireError */
function messageLength(bytes: Buffer): number {
  if (bytes.length < headerBytes) return headerBytes;
  const length = bytes.readInt32LE(0);
  if (length < headerBytes || length > maxMessageBytes) throw new WireError(`message length ${length}`);
  return length;
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
