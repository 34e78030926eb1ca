import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoFiles } from '../demo/demo-files.ts';
import { runningStoreUri } from '../embedded/index.ts';
import type { Config } from '../start/config.ts';
import { CommandFault, type Print } from './fault.ts';
import { commandWords } from './words.ts';

/**
 * `xuece demo reset`: removes what the demo wrote into its data folder, so that the next start begins anew. Never that of a real
 * installation: it must be configured as a demo, hold the demo's own accounts, and be in use by nobody.
 */
export async function demoCommand(_args: readonly string[], config: Config, print: Print): Promise<number> {
  const { dataDir, emulator, demo, mongodbUri } = config;
  const folder = resolve(dataDir);
  if (!emulator || !demo) throw new CommandFault(commandWords.noDemo);
  if (mongodbUri !== undefined) throw new CommandFault(commandWords.demoOnServer);
  if (!existsSync(folder)) return say(print, commandWords.nothingToReset(folder));
  if (!existsSync(join(folder, demoFiles.mark))) throw new CommandFault(commandWords.notADemo(folder));
  if ((await runningStoreUri(dataDir)) !== undefined) throw new CommandFault(commandWords.demoRuns);
  for (const name of readdirSync(folder)) if (demoFiles.has(name)) rmSync(join(folder, name), { recursive: true });
  return say(print, commandWords.reset(folder));
}

function say(print: Print, sentence: string): number {
  print(sentence);
  return 0;
}
