import type { Handler } from '../command.ts';
import { aggregate } from './aggregate.ts';
import { collMod } from './coll-mod.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import { count, distinct } from './count.ts';
import { deleteDocuments } from './delete.ts';
import { explain } from './explain.ts';
import { find, getMore, killCursors } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, connectionStatus, endSessions, hello, ping } from './hello.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { collStats, dbStats, serverStatus, validate } from './server-info.ts';
import { update } from './update.ts';

/** Every command this store knows, by name; anything else is answered with code 59. */
export const commands: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['hello', hello],
  ['isMaster', hello],
  ['ismaster', hello],
  ['ping', ping],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['connectionStatus', connectionStatus],
  ['endSessions', endSessions],
  ['insert', insert],
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['update', update],
  ['delete', deleteDocuments],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['count', count],
  ['distinct', distinct],
  ['aggregate', aggregate],
  ['createIndexes', createIndexes],
  ['dropIndexes', dropIndexes],
  ['listIndexes', listIndexes],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['collMod', collMod],
  ['explain', explain],
  ['serverStatus', serverStatus],
  ['dbStats', dbStats],
  ['dbstats', dbStats],
  ['collStats', collStats],
  ['validate', validate],
]);
