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

/** What is said at a start, and while it takes long. */
export const startWords = {
  started: (url: string) => `学册已启动：${url}`,
  stages: {
    store: '打开数据',
    county: '核对名册',
    emulator: '启动模拟器',
    sent: '核对已发送的消息',
    connection: '连接平台',
  },
  stillStarting: (stage: string, seconds: number) =>
    `仍在启动：正在${stage}，已等待 ${seconds} 秒。数据较多或磁盘较慢时需要较长时间，请稍候。`,
} as const;
