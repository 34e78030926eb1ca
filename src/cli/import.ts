import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { beijingDateOf } from '../calendar/beijing-time.ts';
import { systemClock } from '../clock.ts';
import { planRoster } from '../county/roster/plan-roster.ts';
import { rosterPreview } from '../county/roster/print.ts';
import { applyRosterPlan } from '../county/roster/roster.ts';
import { demoSeed, makeDemoCounty } from '../demo/county.ts';
import { writeSampleFiles } from '../demo/sample-files.ts';
import { readSheets } from '../sheets/read-sheets.ts';
import { SHEET_LIMITS } from '../sheets/sheet.ts';
import type { Config } from '../start/config.ts';
import { withCounty } from '../start/open-county.ts';
import { CommandFault, type Print } from './fault.ts';
import { type Progress, withProgress } from './progress.ts';
import { commandWords } from './words.ts';

const megabyte = 1024 * 1024;
/** Of a file on the command line: a roster of 100,000 people, and more. */
const limits = {
  ...SHEET_LIMITS,
  fileBytes: 50 * megabyte,
  inflatedBytes: 500 * megabyte,
  cells: 4_000_000,
  memoryMb: 1024,
};

/**
 * `xuece import people FILE`: shows what the file would change; `--apply` changes it, all or nothing. `--all` prints full lists.
 * @returns the exit code: 0 fine, 1 the file has problems
 */
export async function importCommand(args: readonly string[], config: Config, print: Print): Promise<number> {
  const [what, file = ''] = args.filter((arg) => !arg.startsWith('--'));
  if (what === 'samples') return writeSamples(file, print);
  return withProgress((progress) => importPeople(file, args, config, print, progress));
}

async function importPeople(
  file: string,
  options: readonly string[],
  config: Config,
  print: Print,
  progress: Pick<Progress, 'at'>,
): Promise<number> {
  const bytes = await readFile(file).catch(() => {
    throw new CommandFault(commandWords.unreadableFile(file));
  });
  progress.at(commandWords.stages.readingSheet);
  const sheets = await readSheets(bytes, basename(file), limits);
  return withCounty(config, async (store, clock) => {
    progress.at(commandWords.stages.comparing);
    const plan = await planRoster(sheets, store.roster, beijingDateOf(clock.now()), limits);
    print(rosterPreview(plan, options.includes('--all')));
    if (plan.problems.length > 0) return 1;
    const { addUnits, addCadres, change } = plan.changes;
    if (addUnits.length + addCadres.length + change.length === 0) return 0;
    if (!options.includes('--apply')) {
      print(commandWords.preview);
      return 0;
    }
    progress.at(commandWords.stages.importing);
    await applyRosterPlan(store.roster, plan, { at: clock.now() });
    print(commandWords.imported);
    return 0;
  });
}

/** Sample sheets of the demo's own county, so that they can be imported there: what a roster or a timetable may look like. */
async function writeSamples(folder: string, print: Print): Promise<number> {
  const todayOn = beijingDateOf(systemClock.now());
  const names = await writeSampleFiles(folder, makeDemoCounty(demoSeed), todayOn);
  print(commandWords.samples(folder, names));
  return 0;
}
