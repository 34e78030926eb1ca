import { type Clock, systemClock } from '../clock.ts';
import { callbackLines } from '../doctor/callbacks.ts';
import { lookAtCounty } from '../doctor/county.ts';
import { dingtalkLines } from '../doctor/dingtalk.ts';
import { type Line, note } from '../doctor/line.ts';
import { configFaults, settingsLines } from '../doctor/settings.ts';
import { wecomLines } from '../doctor/wecom.ts';
import { doctorWords } from '../doctor/words.ts';
import type { Config, ConfigError } from '../start/config.ts';
import { withCounty } from '../start/open-county.ts';
import type { Print } from './fault.ts';

const marks: Readonly<Record<Line['mark'], string>> = { ok: '✓', fault: '✗', note: '–' };

/**
 * `xuece doctor`: walks through all that a real tenant needs. It changes nothing at the vendors and sends nothing to people.
 * @returns 0 when nothing is to be put right, 1 otherwise
 */
export async function doctorCommand(
  _args: readonly string[],
  config: Config,
  print: Print,
  clock: Clock = systemClock,
): Promise<number> {
  const county = await lookAtCounty(config, clock, withCounty);
  const { wecom, wecomAibot, dingtalk } = config;
  let faults = show(doctorWords.settings, settingsLines(config), print);
  if (wecom !== undefined)
    faults += show(doctorWords.wecom, await wecomLines(wecom, clock, county.accounts?.wecom), print);
  if (wecomAibot !== undefined) show(doctorWords.wecom, [note(doctorWords.aibotOnlyAnswers)], print);
  if (dingtalk !== undefined)
    faults += show(doctorWords.dingtalk, await dingtalkLines(dingtalk, clock, county.accounts?.dingtalk), print);
  faults += show(doctorWords.callbacks, await callbackLines(config, clock), print);
  faults += show(doctorWords.county, county.lines, print);
  print(doctorWords.result(faults));
  return faults === 0 ? 0 : 1;
}

/** The checklist of a configuration that cannot be read: nothing else can be tried. @returns 1 */
export function brokenConfigChecklist(error: ConfigError, print: Print): number {
  const faults = show(doctorWords.settings, configFaults(error), print);
  print(doctorWords.result(faults));
  return 1;
}

/** @returns how many of the lines are faults */
function show(heading: string, lines: readonly Line[], print: Print): number {
  if (lines.length > 0) print(heading);
  for (const { mark, text, advice } of lines) {
    print(`  ${marks[mark]} ${text}`);
    if (advice !== undefined) print(`      ${doctorWords.whatToDo(advice)}`);
  }
  return lines.filter(({ mark }) => mark === 'fault').length;
}
