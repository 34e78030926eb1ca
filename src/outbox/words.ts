/** Sentences around messages that are sent together. */
export const outboxWords = {
  fileLost: (name: string) =>
    `抱歉，文件“${name}”未能发送到您这里，可能是平台不允许发送文件，或文件已过期。请稍后再试；仍收不到的，请联系系统管理员。`,
  /** @param texts - two or more messages, oldest first */
  digest: (texts: readonly string[]) =>
    [`为您汇总 ${texts.length} 条消息：`, ...texts.map((each, index) => `${index + 1}. ${each}`)].join('\n\n'),
} as const;
