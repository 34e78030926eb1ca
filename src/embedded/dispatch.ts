import { BSONError } from 'bson';
import { isDatabaseName } from './collection.ts';
import type { Command, Reply } from './command.ts';
import { checkCommandFields, refuseOtherFields } from './command-fields.ts';
import { commands } from './commands/index.ts';
import { type Document, decode, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import type { Store } from './store.ts';
import type { WireRequest } from './wire.ts';

/** Carries out one request. Never throws: every failure becomes an error document. */
export async function dispatch(store: Store, request: WireRequest): Promise<Reply> {
  try {
    const command = commandOf(request);
    store.counters.commands++;
    const served = commands.get(command.name);
    if (served === undefined) {
      store.log('unknown command', { command: command.name.slice(0, 64) });
      throw new StoreError(59, `no such command: '${command.name}'`);
    }
    if (served.fields !== undefined) checkCommandFields(command, served.fields);
    if (command.name === 'explain') checkExplained(command.body.explain);
    return await served.handler(store, command);
  } catch (error) {
    return errorReply(store, error);
  }
}

/** The command inside an `explain` is as strict as it is alone. */
function checkExplained(explained: unknown): void {
  if (!isPlainObject(explained)) return;
  const [name = ''] = Object.keys(explained);
  const fields = commands.get(name)?.fields;
  if (fields !== undefined) refuseOtherFields(name, explained, fields);
}

function commandOf(request: WireRequest): Command {
  const decoded = decode(request.body);
  const wrapped = decoded.$query;
  const body = isPlainObject(wrapped) ? wrapped : decoded;
  const [name = ''] = Object.keys(body);
  const database = typeof body.$db === 'string' ? body.$db : 'admin';
  if (!isDatabaseName(database)) throw new StoreError(73, `Invalid database name: '${database}'`);
  return { name, database, body, bodyBytes: request.body, sequences: request.sequences };
}

/** The error document of what went wrong. */
export function errorReply(store: Store, error: unknown): Document {
  if (error instanceof StoreError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
  }
  // What only decoding shows, such as text that is not UTF-8.
  if (error instanceof BSONError) return errorReply(store, new StoreError(22, `invalid BSON: ${error.message}`));
  store.log('fault in the embedded store', {
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return { ok: 0, errmsg: 'internal error of the embedded store', code: 1, codeName: 'InternalError' };
}
