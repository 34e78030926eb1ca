import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchCommands } from './commands.ts';
import { canPin } from './cores.ts';
import { benchGrades } from './grades.ts';
import { benchGrowth } from './growth.ts';
import { benchHandling } from './handling.ts';
import { benchPoison } from './poison.ts';
import { benchReceiving, benchReceivingWhileHandling } from './receiving.ts';
import { benchRules } from './rules.ts';
import { benchSheets } from './sheets.ts';
import { benchSignIn } from './signin.ts';
import { benchStart } from './start.ts';
import { benchSurvey } from './survey.ts';

// `npm run bench`, or some of its parts by name: `npm run bench -- receiving handling start growth`.
const parts: Readonly<Record<string, (directory: string) => Promise<void>>> = {
  receiving: benchReceiving,
  'receiving-while-handling': benchReceivingWhileHandling,
  handling: benchHandling,
  poison: benchPoison,
  commands: benchCommands,
  start: benchStart,
  growth: benchGrowth,
  survey: benchSurvey,
  signin: benchSignIn,
  rules: benchRules,
  grades: benchGrades,
  sheets: benchSheets,
};

const asked = process.argv.slice(2);
const load = loadavg()[0]?.toFixed(1);
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load before the run ${load}${canPin ? '; a server on one core, its callers on the other' : ''}`,
);
for (const name of asked.length === 0 ? Object.keys(parts) : asked) {
  const directory = mkdtempSync(join(tmpdir(), 'xuece-bench-'));
  try {
    await parts[name]?.(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
console.log(`load after the run ${loadavg()[0]?.toFixed(1)}`);
