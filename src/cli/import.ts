import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { beijingDateOf } from '../calendar/beijing-time.ts';
import { systemClock } from '../clock.ts';
import { rosterPreview } from '../county/roster/print.ts';
import { applyRosterPlan, planRosterFile } from '../county/roster/roster.ts';
import { demoSeed, makeDemoCounty } from '../demo/county.ts';
import { writeSampleFiles } from '../demo/sample-files.ts';
import { readSheets, SHEET_LIMITS } from '../sheets/sheet.ts';
import type { Config } from '../start/config.ts';
import { withCounty } from '../start/open-county.ts';
import { CommandFault, type Print } from './fault.ts';
import { type Progress, withProgress } from './progress.ts';
import { commandWords } from './words.ts';

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
  const sheets = await readSheets(bytes, basename(file), {
    ...SHEET_LIMITS,
    fileBytes: 50 * 1024 * 1024,
    inflatedBytes: 500 * 1024 * 1024,
    cells: 4_000_000,
    memoryMb: 1024,
  });
  return withCounty(config, async (store, clock) => {
    progress.at(commandWords.stages.comparing);
    const [units, cadres] = await Promise.all([store.roster.units(), store.roster.cadres()]);
    const todayOn = beijingDateOf(clock.now());
    const plan = planRosterFile(sheets, { units, cadres, todayOn });
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
