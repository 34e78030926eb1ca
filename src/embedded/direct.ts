import { dispatch, errorReply } from './dispatch.ts';
import { asBuffer, type Document, encode } from './document.ts';
import { PlainReader } from './plain-reader.ts';
import type { Store } from './store.ts';
import {
  commandMessage,
  opMessage,
  readMessage,
  readReply,
  replyMessage,
  type Sequence,
  type WireRequest,
} from './wire.ts';

/** The database of the address that a store gives out. */
export const databaseName = 'xuece';

/**
 * Carries out a command in `databaseName` past the socket. The answer is as the server sent it, with values as drivers show them; a refusal is
 * an answer whose `ok` is 0.
 * @param sequence - documents of the command beside its body, as BSON, under their name in it
 */
export type DirectCommand = (body: Document, sequence?: Sequence) => Promise<Document>;

/** Answers the message of one command with a message. */
export async function answerMessage(store: Store, bytes: Uint8Array): Promise<Uint8Array> {
  const message = asBuffer(bytes);
  const request = readCommand(store, message);
  return replyMessage(request, request.failure ?? (await dispatch(store, request)));
}

/** A command that is no BSON or too large gets its answer too. */
function readCommand(store: Store, message: Buffer): WireRequest & { failure?: Document } {
  try {
    return readMessage(message);
  } catch (error) {
    const [requestId, body] = [message.readInt32LE(4), Buffer.alloc(0)];
    const failure = errorReply(store, error);
    return { requestId, operation: opMessage, body, sequences: new Map(), wantsReply: true, failure };
  }
}

/** Sends commands as messages and gives each answer to whoever asked. */
export class DirectClient {
  readonly #send: (message: Uint8Array) => void;
  readonly #reader = new PlainReader();
  readonly #asked = new Map<number, { resolve: (answer: Document) => void; reject: (cause: Error) => void }>();
  #last = 0;
  #ended: Error | undefined;

  /** @param send - its answers come back to `receive` */
  constructor(send: (message: Uint8Array) => void) {
    this.#send = send;
  }

  readonly command: DirectCommand = (body, sequence) => {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    this.#last = (this.#last + 1) % 0x7fffffff;
    const serial = this.#last;
    const message = commandMessage(serial, encode({ ...body, $db: databaseName }), sequence);
    return new Promise((resolve, reject) => {
      this.#asked.set(serial, { resolve, reject });
      this.#send(message);
    });
  };

  receive(message: Uint8Array): void {
    const { requestId, document } = readReply(asBuffer(message));
    const asked = this.#asked.get(requestId);
    this.#asked.delete(requestId);
    asked?.resolve(this.#reader.read(document));
  }

  /** Nothing is answered any more. */
  end(cause: Error): void {
    this.#ended = cause;
    for (const { reject } of this.#asked.values()) reject(cause);
    this.#asked.clear();
  }
}
