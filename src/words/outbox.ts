/** Sentences around messages that are sent together. */
export const outboxWords = {
  /** @param texts - two or more messages, oldest first */
  digest: (texts: readonly string[]) =>
    [`为您汇总 ${texts.length} 条消息：`, ...texts.map((each, index) => `${index + 1}. ${each}`)].join('\n\n'),
} as const;
