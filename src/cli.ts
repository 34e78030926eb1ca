import { deliveriesCommand } from './cli/deliveries.ts';
import { CommandFault, type Print } from './cli/fault.ts';
import { importCommand } from './cli/import.ts';
import { jobCommand } from './cli/job.ts';
import { simulateCommand } from './cli/simulate.ts';
import { type Config, ConfigError, configFromProcess } from './config.ts';
import { RuleError } from './errors.ts';
import { importWords } from './import/words.ts';
import { sentenceOf } from './words/errors.ts';
import { commandFaultSentence, commandWords } from './words/operator.ts';

type Command = (args: readonly string[], config: Config, print: Print) => Promise<number>;

const commands: Readonly<Record<string, { run: Command; about: string }>> = {
  import: {
    run: importCommand,
    about: 'people <文件> [--apply] | samples <目录>　导入干部名册、企业微信或钉钉通讯录；写出样表',
  },
  job: { run: jobCommand, about: 'list | run <名称> [--dry-run]　查看、运行或试运行定时任务' },
  deliveries: { run: deliveriesCommand, about: '[retry <编号>]　查看未能送达的消息和未能处理的来信，重新投递' },
  simulate: { run: simulateCommand, about: '[--seed <数字>] [--data <目录>]　无人值守演练一个班次的全过程' },
};

const [name, ...args] = process.argv.slice(2);
const print: Print = (text) => process.stdout.write(`${text}\n`);

process.exitCode = await run();

async function run(): Promise<number> {
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined) {
    if (name !== undefined && name !== 'help' && name !== '--help') print(commandWords.unknown(name));
    print(commandWords.usage);
    for (const [each, { about }] of Object.entries(commands)) print(`  ${each} ${about}`);
    return name === undefined || name === 'help' || name === '--help' ? 0 : 2;
  }
  try {
    return await command.run(args, configFromProcess(), print);
  } catch (error) {
    process.stderr.write(`${faultSentence(error)}\n`);
    return 2;
  }
}

function faultSentence(error: unknown): string {
  if (error instanceof CommandFault || error instanceof ConfigError) return error.message;
  if (error instanceof RuleError) return importWords[error.code]?.(error.facts) ?? sentenceOf(error);
  return commandFaultSentence(error);
}
