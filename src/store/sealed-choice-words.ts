/** What the job that destroys keys is called in the list of jobs. */
export const sealedChoiceWords = {
  about: '每小时销毁已办完的不记名选择的密钥，此后任何人都不能再打开',
} as const;
