import { writeFile } from 'node:fs/promises';
import { beijingDateOf } from '../calendar/beijing-time.ts';
import { systemClock } from '../clock.ts';
import { writeWorkbook } from '../sheets/write-workbook.ts';
import type { Config } from '../start/config.ts';
import { blankPlanSheet } from '../training/annual-plan/plan-sheet.ts';
import { shippedRulePacks } from '../training/rule-packs.ts';
import { CommandFault, type Print } from './fault.ts';
import { writeRosterTemplates } from './roster-templates.ts';
import { commandWords } from './words.ts';

/** `xuece template annual-plan FILE`: writes the sheet in which units file their classes of the annual plan; `rosters DIR`: those of the imports. */
export async function templateCommand(args: readonly string[], _config: Config, print: Print): Promise<number> {
  const [what, file = ''] = args;
  if (what === 'rosters') return writeRosterTemplates(file, print);
  const todayOn = beijingDateOf(systemClock.now());
  const bytes = writeWorkbook(blankPlanSheet(todayOn.slice(0, 4), '', shippedRulePacks().nearest(todayOn)));
  await writeFile(file, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFault(error.code === 'EEXIST' ? commandWords.fileThere(file) : commandWords.unwritableFile(file));
  });
  print(commandWords.templateWritten(file));
  return 0;
}
