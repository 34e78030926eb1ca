import type { Clock } from '../clock.ts';
import type { Catalog } from './catalog.ts';
import type { Command, Reply } from './command.ts';
import type { Cursors } from './cursors.ts';
import type { Documents } from './documents.ts';
import type { Storage } from './storage.ts';

/** Where the store reports what an operator should know; fields are plain values without personal data. */
export type Log = (message: string, fields?: Readonly<Record<string, string | number>>) => void;

/** Everything a command works with. */
export interface Store {
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly documents: Documents;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly log: Log;
  /** Bytes sent by clients, connections and commands since the start, for serverStatus. */
  readonly counters: Counters;
}

/** Carries out a command. @throws StoreError, which the client gets as MongoDB's error document */
export type Handler = (store: Store, command: Command) => Reply | Promise<Reply>;

interface Counters {
  connections: number;
  commands: number;
  readonly startedAt: Date;
}
