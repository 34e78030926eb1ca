/** Why the bot could not start, in the operator's words, with what to do about it. */
export function startFaultSentence(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const port = typeof error === 'object' && error !== null && 'port' in error ? ` ${String(error.port)}` : '';
  const message = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'EADDRINUSE':
      return `启动失败：端口${port} 已被占用。请关闭占用它的程序，或用 PORT、EMULATOR_PORT 换一个端口。`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `启动失败：没有权限。请检查数据目录 DATA_DIR 是否可写、端口是否允许使用。（${message}）`;
    case 'ENOSPC':
      return '启动失败：磁盘空间不足。请清理数据目录所在的磁盘后重新启动，已保存的数据不受影响。';
    default:
      return `启动失败：${message}`;
  }
}
