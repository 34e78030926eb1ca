export const forgetOldWords = {
  about:
    '每晚清理早已了结的记录：未送达、过期或取消的消息，未能处理的来信，错过的定时任务，早已离开通讯录的账号，保存期满的证明材料',
  unsent: (days: number, count: number) => `未送达、过期或取消已满 ${days} 天的消息 ${count} 条`,
  dead: (days: number, count: number) => `未能处理已满 ${days} 天的来信 ${count} 条`,
  skipped: (days: number, count: number) => `错过已满 ${days} 天的定时任务 ${count} 次`,
  contacts: (days: number, count: number) => `离开通讯录已满 ${days} 天的账号 ${count} 个`,
  proofs: (count: number) => `保存期满的证明材料和作业 ${count} 份`,
} as const;
