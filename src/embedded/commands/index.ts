import { generalFields } from '../command-fields.ts';
import type { Handler } from '../store.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import { count, distinct } from './count.ts';
import { deleteDocuments } from './delete.ts';
import { explain } from './explain.ts';
import { find, getMore, killCursors } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, connectionStatus, endSessions, hello, ping, serverStatus } from './hello.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { update } from './update.ts';

/** A command that is served. */
interface Served {
  readonly handler: Handler;
  /** Its own fields; undefined for greetings, in which newer drivers may say more than older servers know. */
  readonly fields: ReadonlySet<string> | undefined;
}

function served(name: string, handler: Handler, fields?: string): [string, Served] {
  if (fields === undefined) return [name, { handler, fields }];
  return [name, { handler, fields: new Set([...generalFields, name, ...fields.split(' ')]) }];
}

const findAndModifyFields = 'query sort remove update new fields upsert arrayFilters hint bypassDocumentValidation';

/** Every command this store knows with its fields, by name; anything else is answered with code 59. */
export const commands: ReadonlyMap<string, Served> = new Map([
  served('hello', hello),
  served('isMaster', hello),
  served('ismaster', hello),
  served('ping', ping, '$db'),
  served('buildInfo', buildInfo, '$db'),
  served('buildinfo', buildInfo, '$db'),
  served('connectionStatus', connectionStatus, 'showPrivileges'),
  served('serverStatus', serverStatus),
  served('endSessions', endSessions, '$db'),
  served('insert', insert, 'documents ordered bypassDocumentValidation'),
  served('find', find, 'filter projection sort hint skip limit batchSize singleBatch allowDiskUse allowPartialResults'),
  served('getMore', getMore, 'collection batchSize'),
  served('killCursors', killCursors, 'cursors'),
  served('update', update, 'updates ordered bypassDocumentValidation'),
  served('delete', deleteDocuments, 'deletes ordered'),
  served('findAndModify', findAndModify, findAndModifyFields),
  served('findandmodify', findAndModify, findAndModifyFields),
  served('count', count, 'query skip limit hint'),
  served('distinct', distinct, 'key query'),
  served('aggregate', aggregate, 'pipeline cursor hint allowDiskUse bypassDocumentValidation'),
  served('createIndexes', createIndexes, 'indexes'),
  served('dropIndexes', dropIndexes, 'index'),
  served('listIndexes', listIndexes, 'cursor'),
  served('listCollections', listCollections, 'filter nameOnly authorizedCollections cursor'),
  served('listDatabases', listDatabases, 'filter nameOnly authorizedDatabases'),
  served('create', create, '$db'),
  served('drop', drop, '$db'),
  served('dropDatabase', dropDatabase, '$db'),
  served('explain', explain, 'verbosity'),
]);
