import { storeCommand } from '../../src/cli/store.ts';
import { readConfig } from '../../src/start/config.ts';

/** A process for tests under limits: runs the commands it is given, one after another, and prints how each was refused. */
const tries = JSON.parse(process.argv[2] ?? '[]') as { args: string[]; dataDir: string }[];
const told: string[] = [];
for (const { args, dataDir } of tries) {
  await storeCommand(args, readConfig({ DATA_DIR: dataDir }), () => undefined).then(
    () => told.push('done'),
    (error: Error) => told.push(error.message),
  );
}
process.stdout.write(JSON.stringify(told));
