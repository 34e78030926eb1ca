import { formatMoment } from '../calendar/beijing-time.ts';
import { systemClock } from '../clock.ts';
import { backupStore, restoreStore } from '../embedded/backup.ts';
import { dumpStore } from '../embedded/dump.ts';
import { startEmbeddedStore } from '../embedded/index.ts';
import { type LoadedCollection, loadStore } from '../embedded/load.ts';
import { verifyStore } from '../embedded/verify-store.ts';
import type { DumpedCollection } from '../embedded/write-dump.ts';
import type { Config } from '../start/config.ts';
import { heldWords } from '../start/held-words.ts';
import { type Held, holdRestored } from '../start/hold.ts';
import { CommandFault, type Print } from './fault.ts';
import { withProgress } from './progress.ts';
import { storeFault, verifyFaultLines } from './store-faults.ts';
import { storeWords } from './store-words.ts';
import { commandWords } from './words.ts';

const { stages } = commandWords;

const verbs = {
  verify: { run: verify, stage: stages.checking },
  dump: { run: dump, stage: stages.dumping },
  load: { run: load, stage: stages.loading },
  backup: { run: backup, stage: stages.backingUp },
  restore: { run: restore, stage: stages.restoring },
} as const;

/**
 * `xuece store …`: checks, dumps, loads, backs up and restores the data. `dump` and `load` also work on the server `MONGODB_URI` names;
 * only then is the driver loaded.
 * @returns 0 when done, 1 when `verify` or the check after `restore` found faults
 */
export async function storeCommand(args: readonly string[], config: Config, print: Print): Promise<number> {
  const [verb = '', directory = ''] = args;
  const { run, stage } = verbs[verb as keyof typeof verbs];
  try {
    return await withProgress((progress) => {
      progress.at(stage);
      return run(directory, config, print);
    });
  } catch (error) {
    throw error instanceof CommandFault ? error : storeFault(error);
  }
}

async function verify(_directory: string, config: Config, print: Print): Promise<number> {
  refuseServer(config, storeWords.verifyOnServer);
  return report(config.dataDir, print);
}

async function report(dataDir: string, print: Print): Promise<number> {
  const { collections, documents, faults } = await verifyStore(dataDir);
  if (faults.length === 0) {
    print(storeWords.clean(collections, documents));
    return 0;
  }
  print(storeWords.faulty(faults.length));
  for (const line of verifyFaultLines(faults)) print(line);
  print(storeWords.whatToDo);
  return 1;
}

async function dump(directory: string, { mongodbUri, dataDir }: Config, print: Print): Promise<number> {
  const dumped =
    mongodbUri === undefined
      ? await dumpStore(dataDir, directory)
      : await (await import('./server-store.ts')).dumpServer(mongodbUri, directory);
  list(dumped, print);
  print(mongodbUri === undefined ? storeWords.dumped(directory) : storeWords.dumpedFromServer(directory));
  return 0;
}

async function load(directory: string, { mongodbUri, dataDir }: Config, print: Print): Promise<number> {
  const loaded =
    mongodbUri === undefined
      ? await loadStore(directory, dataDir)
      : await (await import('./server-store.ts')).loadServer(mongodbUri, directory);
  list(loaded, print);
  print(mongodbUri === undefined ? storeWords.loaded(dataDir) : storeWords.loadedOnServer);
  return 0;
}

function list(collections: readonly (DumpedCollection | LoadedCollection)[], print: Print): void {
  for (const { namespace, documents } of collections) print(storeWords.collection(namespace, documents));
}

async function backup(directory: string, config: Config, print: Print): Promise<number> {
  refuseServer(config, storeWords.backupOnServer);
  const { bytes } = await backupStore(config.dataDir, directory, systemClock.now());
  print(storeWords.backedUp(directory, bytes));
  return 0;
}

async function restore(directory: string, config: Config, print: Print): Promise<number> {
  refuseServer(config, storeWords.restoreOnServer);
  let held: Held = { messages: 0, updates: 0 };
  const { takenAt } = await restoreStore(directory, config.dataDir, async (within) => {
    const embedded = await startEmbeddedStore({ dataDir: within });
    held = await holdRestored(embedded.uri, systemClock.now()).finally(() => embedded.close());
  });
  print(storeWords.restored(config.dataDir, formatMoment(new Date(takenAt))));
  if (held.messages + held.updates > 0) print(heldWords.afterRestore(held));
  return report(config.dataDir, print);
}

function refuseServer({ mongodbUri }: Config, advice: string): void {
  if (mongodbUri === undefined) return;
  throw new CommandFault(storeWords.onServer(advice));
}
