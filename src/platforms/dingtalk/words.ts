/** What DingTalk's adapter says by itself: to people whom it cannot hand to the bot. */
export const dingtalkWords = {
  unknownSender: '抱歉，系统无法识别您的钉钉身份，暂不能为您办理。请与本单位系统管理员联系。',
} as const;
