import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { beijingDateOf } from '../calendar/beijing-time.ts';
import { systemClock } from '../clock.ts';
import { writeWorkbook } from '../sheets/write-workbook.ts';
import type { Config } from '../start/config.ts';
import { withCounty } from '../start/open-county.ts';
import { blankPlanSheet } from '../training/annual-plan/plan-sheet.ts';
import { checkPlanTemplate, defaultPlanTemplate } from '../training/documents/plan-template.ts';
import { shippedRulePacks } from '../training/rule-packs.ts';
import { CommandFault, type Print } from './fault.ts';
import { writeRosterTemplates } from './roster-templates.ts';
import { commandWords } from './words.ts';

/**
 * `xuece template annual-plan FILE` writes the sheet in which units file their classes of the annual plan, `template plan-document FILE` the
 * template of the plan's document; `template put FILE` puts the county's own in its place, if it can be filled;
 * `template rosters DIR` writes the sheets of the imports.
 */
export async function templateCommand(args: readonly string[], config: Config, print: Print): Promise<number> {
  const [what, file = ''] = args;
  if (what === 'rosters') return writeRosterTemplates(file, print);
  if (what === 'put') return put(file, config, print);
  const todayOn = beijingDateOf(systemClock.now());
  const sheet = () => writeWorkbook(blankPlanSheet(todayOn.slice(0, 4), '', shippedRulePacks().nearest(todayOn)));
  const bytes = what === 'annual-plan' ? sheet() : defaultPlanTemplate();
  await writeFile(file, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFault(error.code === 'EEXIST' ? commandWords.fileThere(file) : commandWords.unwritableFile(file));
  });
  print(what === 'annual-plan' ? commandWords.templateWritten(file) : commandWords.documentTemplateWritten(file));
  return 0;
}

async function put(file: string, config: Config, print: Print): Promise<number> {
  const bytes = await readFile(file).catch(() => {
    throw new CommandFault(commandWords.unreadableFile(file));
  });
  checkPlanTemplate(bytes);
  return withCounty(config, async (store, clock) => {
    await store.templates.put('plan', { name: basename(file), bytes, putAt: clock.now() });
    print(commandWords.templatePut(basename(file)));
    return 0;
  });
}
