import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type JsonObject, objectOf, parseJson, withoutNulls } from './json.ts';

/** One call of the bot to a vendor's API. */
export interface ApiCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** The body as it came, for uploads. */
  raw: Buffer;
  /** Where the call came from. */
  address: string;
}

export interface ApiAnswer {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Readonly<Record<string, string>>;
  /** `0`, `ok` or the error code, for the list of calls. */
  result: string;
}

/** The JSON object in the body; an empty one for anything else. */
export function bodyOf(call: ApiCall): JsonObject {
  return objectOf(withoutNulls(parseJson(call.body)));
}

/** Where a bot opens a WebSocket. */
export interface SocketEndpoint {
  readonly path: string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}
