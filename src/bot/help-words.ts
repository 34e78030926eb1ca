interface Listed {
  names: readonly string[];
  usage: string;
  about: string;
}

export const helpWords = {
  list: (commands: readonly Listed[]) =>
    [
      '您可以直接回复：',
      '待办 — 查看等您办理的事项',
      '签到 — 上课签到',
      '请假 — 提出请假',
      '销假 — 请假后提前返课',
      '我的请假 — 查看请假办理情况',
      '我的成绩 — 查看本人得分和依据',
      '收到卡片时，点按钮或回复序号都可以。',
      ...(commands.length > 0
        ? ['', '您还可以办理：', ...commands.map((each) => `${each.usage}\n　　${each.about}`)]
        : []),
    ].join('\n'),
} as const;
