import { formatMoment } from '../calendar/beijing-time.ts';
import type { JobRunRow } from '../schedule/job-runs.ts';
import type { TemplateOf } from '../training/documents/templates.ts';

const documentNames: Readonly<Record<TemplateOf, string>> = {
  plan: '年度培训计划',
  'call-up': '调训通知',
  posting: '优秀学员公示',
  'file-sheet': '干部教育培训情况登记表',
};

/** How a slot of a job went. */
const ended: Readonly<Record<JobRunRow['state'], (run: JobRunRow) => string>> = {
  running: ({ error }) => (error === undefined ? '正在运行' : `未成功，将再次运行（${error}）`),
  done: ({ messages = 0 }) => `已完成，新增 ${messages} 条消息`,
  failed: ({ error = '' }) => `多次运行均未成功（${error}）`,
  skipped: () => '错过时间较久，已跳过',
};

/** What the commands of the command line say. */
export const commandWords = {
  unknown: (name: string, near: string | undefined) =>
    near === undefined ? `没有命令“${name}”。` : `没有命令“${name}”，是否应为“${near}”。`,
  usage: '用法：npx xuece <命令>。各命令的用法：npx xuece <命令> --help',
  underWay: (stage: string, seconds: number) => `正在${stage}，已用 ${seconds} 秒……`,
  stages: {
    readingSheet: '读取表格',
    comparing: '与信息库核对',
    importing: '写入信息库',
    checking: '检查数据',
    dumping: '导出数据',
    loading: '导入数据',
    backingUp: '备份数据',
    restoring: '恢复数据',
  },

  noDemo: '这里配置了真实平台（见 .env 或环境变量），不是演示，未作任何改动。',
  demoOnServer: '已设置 MONGODB_URI，数据在服务器上，请在服务器上清空演示用的数据库。',
  notADemo: (folder: string) => `数据目录 ${folder} 不是演示的数据目录，未作任何改动。请检查 DATA_DIR。`,
  demoRuns: '演示正在运行，请先停止（在运行它的终端里按 Ctrl+C），再执行这条命令。',
  nothingToReset: (folder: string) => `数据目录 ${folder} 还不存在，运行 npm start 即从头开始。`,
  reset: (folder: string) => `已清空演示数据（${folder}）。运行 npm start 即从头开始。`,

  unreadableFile: (file: string) => `无法读取文件 ${file}，请检查路径。`,
  unwritableFile: (file: string) => `无法写入文件 ${file}，请检查路径。`,
  fileThere: (file: string) => `文件 ${file} 已经存在，没有改写。请换一个文件名。`,
  documentTemplateWritten: (file: string) => `已写出 ${file}，可用 Word 或 WPS 修改后用 template put 采用。`,
  surveyTemplateWritten: (file: string) => `已写出 ${file}，改好题目后在聊天中发给本应用。`,
  templatePut: (file: string, of: TemplateOf) => `已采用模板 ${file}，以后的${documentNames[of]}文档按此生成。`,
  templateWritten: (file: string) => `已写出 ${file}，可发给各单位填报。`,
  preview: '以上为预览，未作任何改动。确认无误后加 --apply 导入。',
  imported: '已导入。',
  templates: (folder: string, names: readonly string[]) => `已在 ${folder} 写出空白模板：${names.join('、')}。`,
  samples: (folder: string, names: readonly string[]) =>
    `已在 ${folder} 写出样表：${names.join('、')}。其中人员均为虚构。`,

  seed: '--seed 后面请写 1 到 9 位的数字。',

  job: (name: string, about: string, last: JobRunRow | null) =>
    `${name}　${about}　${last === null ? '尚未运行' : `最近一次：${formatMoment(last.slotAt)}，${ended[last.state](last)}`}`,
  unknownJob: (name: string, known: readonly string[]) => `没有任务“${name}”。可用的任务：${known.join('、')}。`,
  jobRan: (name: string, messages: number) => `任务 ${name} 已运行，新增 ${messages} 条消息，由运行中的机器人发送。`,
  jobWouldSend: (name: string, moment: string, messages: number) =>
    `任务 ${name} 试运行（${moment}）：将发送 ${messages} 条消息，现在什么都没有发送。`,

  jobWouldRemove: (what: string) => `- 将清理：${what}`,

  retried: (id: string) => `已放回队列：${id}`,
  nothingToRetry: (id: string) => `没有这一条：${id}`,
  refused: (count: number) => `未能送达的消息 ${count} 条：`,
  refusedLine: (id: string, cadreId: string, reason: string) => `- ${id}　收件人 ${cadreId}　原因：${reason}`,
  dead: (count: number) => `未能处理的来信 ${count} 条：`,
  deadLine: (id: string, moment: string, reason: string) => `- ${id}　${moment}　原因：${reason}`,
} as const;
