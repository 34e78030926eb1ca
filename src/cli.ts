import { checkArguments, usageOf } from './cli/arguments.ts';
import { CommandFault, type Print } from './cli/fault.ts';
import { commandWords } from './cli/words.ts';
import { RuleError } from './errors.ts';
import { type Config, ConfigError, configFromProcess } from './start/config.ts';
import { nearest } from './start/nearest.ts';
import { commandFaultSentence } from './start/words.ts';

type Command = (args: readonly string[], config: Config, print: Print) => Promise<number>;

interface Row {
  /** What may follow the name, as `checkArguments` reads it. */
  forms: readonly string[];
  about: string;
  run: Command;
  /** What to do with a configuration that cannot be read, in place of naming its faults. */
  onBrokenConfig?: (error: ConfigError, print: Print) => Promise<number>;
}

const store: Command = async (...given) => (await import('./cli/store.ts')).storeCommand(...given);

/** Each command is loaded only when it is called rightly: most need little of the whole. */
const commands: Readonly<Record<string, Row>> = {
  doctor: {
    forms: [''],
    about: '逐项检查连接真实平台所需的配置、凭据、回调和数据，只看不改',
    run: async (...given) => (await import('./cli/doctor.ts')).doctorCommand(...given),
    onBrokenConfig: async (...given) => (await import('./cli/doctor.ts')).brokenConfigChecklist(...given),
  },
  import: {
    forms: ['people <文件> [--apply] [--all]', 'samples <目录>'],
    about: '导入单位名册、干部名册、企业微信或钉钉通讯录；写出样表',
    run: async (...given) => (await import('./cli/import.ts')).importCommand(...given),
  },
  template: {
    forms: [
      'annual-plan <文件>',
      'needs <文件>',
      'appointments <文件>',
      'survey <文件>',
      'rosters <目录>',
      'plan-document <文件>',
      'call-up-notice <文件>',
      'posting <文件>',
      'put <文件>',
    ],
    about:
      '写出年度培训计划申报表、培训需求申报表、任免表、需求调查问卷表、计划文档模板；采用本县自己的文档模板；写出单位名册、干部名册、任职经历、任免、历年学时的空白模板',
    run: async (...given) => (await import('./cli/template.ts')).templateCommand(...given),
  },
  job: {
    forms: ['list', 'run <名称> [--dry-run]'],
    about: '查看、运行或试运行定时任务',
    run: async (...given) => (await import('./cli/job.ts')).jobCommand(...given),
  },
  deliveries: {
    forms: ['', 'retry <编号>', 'hold', 'release', 'drop'],
    about: '查看未能送达的消息和未能处理的来信，重新投递；恢复备份后放行或作废当时的消息',
    run: async (...given) => (await import('./cli/deliveries.ts')).deliveriesCommand(...given),
  },
  store: {
    forms: ['verify', 'dump <目录>', 'load <目录>', 'backup <目录>', 'restore <目录>'],
    about: '检查、导出、导入、备份、恢复数据',
    run: store,
  },
  backup: { forms: ['<目录>'], about: '备份数据', run: (args, ...more) => store(['backup', ...args], ...more) },
  restore: {
    forms: ['<备份目录>'],
    about: '把备份恢复到空的数据目录',
    run: (args, ...more) => store(['restore', ...args], ...more),
  },
  archive: {
    forms: ['verify <文件> [--sum <校验值>]'],
    about: '离线核验班次档案：逐个文件核对，有改动、缺失或多出的列出',
    run: async (...given) => (await import('./cli/archive.ts')).archiveCommand(...given),
  },
  demo: {
    forms: ['reset'],
    about: '清空演示数据，从头开始',
    run: async (...given) => (await import('./cli/demo.ts')).demoCommand(...given),
  },
  words: {
    forms: [''],
    about: '列出机器人会说的每一句话，填入示例，供校阅',
    run: async (_args, _config, print) => {
      print((await import('./words-review/review.ts')).reviewPage());
      return 0;
    },
  },
  simulate: {
    forms: ['[--seed <数字>] [--data <目录>]'],
    about: '无人值守演练一个班次的全过程',
    run: async (...given) => (await import('./cli/simulate.ts')).simulateCommand(...given),
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
  if (name === undefined || command === undefined) {
    const isHelp = name === undefined || name === 'help' || name === '--help';
    if (!isHelp) print(commandWords.unknown(name, nearest(name, Object.keys(commands))));
    print(commandWords.usage);
    for (const [each, { about, forms }] of Object.entries(commands)) {
      print(`  ${each}　${about}`);
      for (const form of forms) if (form !== '') print(`      ${each} ${form}`);
    }
    return isHelp ? 0 : 2;
  }
  try {
    if (args.includes('--help')) {
      print(`${command.about}\n${usageOf(name, command.forms)}`);
      return 0;
    }
    checkArguments(name, command.forms, args);
    return await command.run(args, configFromProcess(), print);
  } catch (error) {
    if (error instanceof ConfigError && command.onBrokenConfig !== undefined)
      return command.onBrokenConfig(error, print);
    process.stderr.write(`${await faultSentence(error)}\n`);
    return 2;
  }
}

async function faultSentence(error: unknown): Promise<string> {
  if (error instanceof CommandFault || error instanceof ConfigError) return error.message;
  if (error instanceof RuleError) return (await import('./bot/refusals.ts')).sentenceOf(error);
  return commandFaultSentence(error);
}
