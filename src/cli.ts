import { sentenceOf } from './bot/refusals.ts';
import { CommandFault, type Print } from './cli/fault.ts';
import { commandWords } from './cli/words.ts';
import { RuleError } from './errors.ts';
import { type Config, ConfigError, configFromProcess } from './start/config.ts';
import { commandFaultSentence } from './start/words.ts';

type Command = (args: readonly string[], config: Config, print: Print) => Promise<number>;

interface Row {
  run: Command;
  about: string;
  /** What to do with a configuration that cannot be read, in place of naming its faults. */
  onBrokenConfig?: (error: ConfigError, print: Print) => Promise<number>;
}

const store: Command = async (...given) => (await import('./cli/store.ts')).storeCommand(...given);

/** Each command is loaded only when it is called: most need little of the whole. */
const commands: Readonly<Record<string, Row>> = {
  doctor: {
    run: async (...given) => (await import('./cli/doctor.ts')).doctorCommand(...given),
    onBrokenConfig: async (...given) => (await import('./cli/doctor.ts')).brokenConfigChecklist(...given),
    about: '　逐项检查连接真实平台所需的配置、凭据、回调和数据，只看不改',
  },
  import: {
    run: async (...given) => (await import('./cli/import.ts')).importCommand(...given),
    about: 'people <文件> [--apply] [--all] | samples <目录>　导入干部名册、企业微信或钉钉通讯录；写出样表',
  },
  job: {
    run: async (...given) => (await import('./cli/job.ts')).jobCommand(...given),
    about: 'list | run <名称> [--dry-run]　查看、运行或试运行定时任务',
  },
  deliveries: {
    run: async (...given) => (await import('./cli/deliveries.ts')).deliveriesCommand(...given),
    about:
      '[retry <编号>] | hold | release | drop　查看未能送达的消息和未能处理的来信，重新投递；恢复备份后放行或作废当时的消息',
  },
  store: {
    run: store,
    about: 'verify | dump <目录> | load <目录> | backup <目录> | restore <目录>　检查、导出、导入、备份、恢复数据',
  },
  backup: { run: (args, config, print) => store(['backup', ...args], config, print), about: '<目录>　备份数据' },
  restore: {
    run: (args, config, print) => store(['restore', ...args], config, print),
    about: '<备份目录>　把备份恢复到空的数据目录',
  },
  words: {
    run: async (_args, _config, print) => {
      print((await import('./words-review/review.ts')).reviewPage());
      return 0;
    },
    about: '　列出机器人会说的每一句话，填入示例，供校阅',
  },
  simulate: {
    run: async (...given) => (await import('./cli/simulate.ts')).simulateCommand(...given),
    about: '[--seed <数字>] [--data <目录>]　无人值守演练一个班次的全过程',
  },
};

const [name, ...args] = process.argv.slice(2);
const print: Print = (text) => process.stdout.write(`${text}\n`);

// Who reads may stop early (`xuece job list | head`); what was begun is finished all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

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
    if (error instanceof ConfigError && command.onBrokenConfig !== undefined)
      return command.onBrokenConfig(error, print);
    process.stderr.write(`${faultSentence(error)}\n`);
    return 2;
  }
}

function faultSentence(error: unknown): string {
  if (error instanceof CommandFault || error instanceof ConfigError) return error.message;
  if (error instanceof RuleError) return sentenceOf(error);
  return commandFaultSentence(error);
}
