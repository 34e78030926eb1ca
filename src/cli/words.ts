import { formatMoment } from '../calendar/beijing-time.ts';
import type { JobRunRow } from '../schedule/job-runs.ts';

/** Why the bot could not start, in the operator's words, with what to do about it. */
export function startFaultSentence(error: unknown): string {
  return `启动失败：${causeOf(error)}`;
}

/** Why a command of the command line was not carried out, with what to do about it. */
export function commandFaultSentence(error: unknown): string {
  return `命令未能完成：${causeOf(error)}`;
}

function causeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'advice' in error) return String(error.advice);
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const port = typeof error === 'object' && error !== null && 'port' in error ? ` ${String(error.port)}` : '';
  const message = messageOf(error);
  switch (code) {
    case 'EADDRINUSE':
      return `端口${port} 已被占用。请关闭占用它的程序，或用 PORT、EMULATOR_PORT 换一个端口。`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `没有权限。请检查数据目录 DATA_DIR 是否可写、端口是否允许使用。（${message}）`;
    case 'ENOSPC':
      return '磁盘空间不足。请清理数据目录所在的磁盘后重试，已保存的数据不受影响。';
    default:
      return message;
  }
}

/** Several attempts at one connection end as one error without words of its own (`AggregateError`). */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('；');
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}

/** How a slot of a job went. */
const ended: Readonly<Record<JobRunRow['state'], (run: JobRunRow) => string>> = {
  running: ({ error }) => (error === undefined ? '正在运行' : `未成功，将再次运行（${error}）`),
  done: ({ messages = 0 }) => `已完成，新增 ${messages} 条消息`,
  failed: ({ error = '' }) => `多次运行均未成功（${error}）`,
  skipped: () => '错过时间较久，已跳过',
};

/** What the commands of the command line say. */
export const commandWords = {
  unknown: (name: string) => `没有命令“${name}”。`,
  usage: '用法：npx xuece <命令>',

  unreadableFile: (file: string) => `无法读取文件 ${file}，请检查路径。`,
  preview: '以上为预览，未作任何改动。确认无误后加 --apply 导入。',
  imported: '已导入。',
  samples: (folder: string, names: readonly string[]) =>
    `已在 ${folder} 写出样表：${names.join('、')}。其中人员均为虚构。`,

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
