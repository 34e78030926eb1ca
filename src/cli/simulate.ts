import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { simulate } from '../simulate/simulation.ts';
import type { Config } from '../start/config.ts';
import { CommandFault, type Print } from './fault.ts';
import { commandWords } from './words.ts';

const standardSeed = 20260101;

/**
 * `xuece simulate`: plays a whole class unattended. Without `--data` everything is kept in a temporary folder and removed at the end;
 * with it, a run that was interrupted goes on where it was.
 * @returns 0 when every promise held, 1 otherwise
 */
export async function simulateCommand(args: readonly string[], _config: Config, print: Print): Promise<number> {
  const options = readOptions(args);
  const dataDir = options.data ?? mkdtempSync(join(tmpdir(), 'xuece-simulate-'));
  try {
    const broken = await simulate({ seed: options.seed, dataDir, log: faultsOnly(print), print });
    return broken.length === 0 ? 0 : 1;
  } finally {
    if (options.data === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

function readOptions(args: readonly string[]): { seed: number; data?: string } {
  const options: { seed: number; data?: string } = { seed: standardSeed };
  for (let index = 0; index < args.length; index += 2) {
    const [name, value] = [args[index], args[index + 1] ?? ''];
    if (name === '--data') options.data = value;
    else if (/^\d{1,9}$/.test(value)) options.seed = Number(value);
    else throw new CommandFault(commandWords.seed);
  }
  return options;
}

function faultsOnly(print: Print): Log {
  const quiet = () => undefined;
  const fault = (facts: Readonly<Record<string, unknown>>, sentence: string) =>
    print(`  [${sentence}] ${JSON.stringify(facts)}`);
  return { debug: quiet, info: quiet, warn: fault, error: fault };
}
