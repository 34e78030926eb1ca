import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { beijingDateOf } from '../calendar/beijing-time.ts';
import { systemClock } from '../clock.ts';
import { type SheetToWrite, writeWorkbook } from '../sheets/write-workbook.ts';
import type { Config } from '../start/config.ts';
import { withCounty } from '../start/open-county.ts';
import { blankPlanSheet } from '../training/annual-plan/plan-sheet.ts';
import { checkedTemplate, shippedTemplate } from '../training/documents/kinds.ts';
import type { TemplateOf } from '../training/documents/templates.ts';
import { blankNeedSheet } from '../training/needs/need-sheet.ts';
import { menuTopics } from '../training/needs/topics.ts';
import { surveyFormWords } from '../training/needs-survey/form-words.ts';
import type { Question } from '../training/needs-survey/question.ts';
import { surveyForm } from '../training/needs-survey/survey-form.ts';
import { shippedRulePacks } from '../training/rule-packs.ts';
import { SCHEME_SHEET, schemeSheet } from '../training/scoring/scheme-sheet.ts';
import { CommandFault, type Print } from './fault.ts';
import { blankAppointments, writeRosterTemplates } from './roster-templates.ts';
import { commandWords } from './words.ts';

/** The templates of documents that are no plans, by the names of their commands. */
const documents: Readonly<Record<string, TemplateOf>> = {
  'call-up-notice': 'call-up',
  posting: 'posting',
  'file-sheet': 'file-sheet',
};

/**
 * `xuece template annual-plan FILE` writes the sheet in which units file their classes of the annual plan, `template needs FILE` the one for
 * what training they need, `template appointments FILE` the one of appointments, `template scheme FILE` the scoring table of a class, `template survey FILE` the one in which a
 * survey is written, `template plan-document FILE`, `template call-up-notice
 * FILE`, `template posting FILE` and `template file-sheet FILE` the template of a document; `template put FILE` puts the county's own in its place, if it can be filled;
 * `template rosters DIR` writes the sheets of the imports.
 */
export async function templateCommand(args: readonly string[], config: Config, print: Print): Promise<number> {
  const [what, file = ''] = args;
  if (what === 'rosters') return writeRosterTemplates(file, print);
  if (what === 'put') return put(file, config, print);
  const todayOn = beijingDateOf(systemClock.now());
  const rules = shippedRulePacks().nearest(todayOn);
  const sheets: Readonly<Record<string, () => SheetToWrite>> = {
    'annual-plan': () => blankPlanSheet(todayOn.slice(0, 4), '', rules),
    appointments: blankAppointments,
    needs: () => blankNeedSheet(menuTopics(rules)),
    scheme: () => schemeSheet(SCHEME_SHEET, rules.scoring),
    survey: () => blankSurvey(todayOn.slice(0, 4), rules.survey.questions),
  };
  const sheet = sheets[what ?? ''];
  const bytes = sheet === undefined ? shippedTemplate(documents[what ?? ''] ?? 'plan') : writeWorkbook(sheet());
  await writeFile(file, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFault(error.code === 'EEXIST' ? commandWords.fileThere(file) : commandWords.unwritableFile(file));
  });
  print(writtenWords(what, file, sheet !== undefined));
  return 0;
}

function blankSurvey(year: string, questions: readonly Question[]): SheetToWrite {
  return surveyForm({ name: surveyFormWords.usualName(year), scope: '全县', closesOn: '7天', questions });
}

function writtenWords(what: string | undefined, file: string, isSheet: boolean): string {
  if (what === 'survey') return commandWords.surveyTemplateWritten(file);
  return isSheet ? commandWords.templateWritten(file) : commandWords.documentTemplateWritten(file);
}

async function put(file: string, config: Config, print: Print): Promise<number> {
  const bytes = await readFile(file).catch(() => {
    throw new CommandFault(commandWords.unreadableFile(file));
  });
  const of = checkedTemplate(bytes);
  return withCounty(config, async (store, clock) => {
    await store.templates.put(of, { name: basename(file), bytes, putAt: clock.now() });
    print(commandWords.templatePut(basename(file), of));
    return 0;
  });
}
