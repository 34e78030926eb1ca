/** Sentences the sending itself adds. */
export const outboxWords = {
  fileLost: (name: string) =>
    `抱歉，文件“${name}”未能送达，可能已过期，或企业微信、钉钉不允许发送。请稍后重新获取；仍收不到的，请联系系统管理员。`,
  /** Before a message that may have arrived already. */
  repeated: '（重发）如已收到，请忽略本条。',
  /** Before the name of such a file. */
  repeatedFile: '（重发）',
  fileUnsure: (name: string) =>
    `文件“${name}”已发送，但不能确定是否送达。如未收到，请稍后重新获取；仍收不到的，请联系系统管理员。`,
  /** The first words in a group that was made for a class; without them WeCom shows it to nobody. */
  groupWelcome: (name: string) =>
    `“${name}”班级群已建立。班级通知可能同步到本群；签到、请假、成绩等个人事项，请在与“学册”助手的单独会话中办理。`,
  /** @param texts - two or more messages, oldest first */
  digest: (texts: readonly string[]) =>
    [`为您汇总 ${texts.length} 条消息：`, ...texts.map((each, index) => `${index + 1}. ${each}`)].join('\n\n'),
  /** The same where some of them have buttons. */
  digestCard: (texts: readonly string[]) => ({
    title: `为您汇总 ${texts.length} 条消息`,
    lines: texts.map((each, index) => `${index + 1}. ${each}`),
  }),
} as const;
