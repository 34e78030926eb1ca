/** Codes by what they mean for whoever has to do something; WeCom's, DingTalk's and our own mean the same by the same code. */
const meanings: readonly (readonly [string, readonly string[]])[] = [
  ['平台长时间不通，在有效期内未能发出', ['expired']],
  ['平台长时间没有回应，在有效期内未能确认是否送达', ['expired-unsure']],
  ['信息库中没有此人可用的企业微信或钉钉账号', ['unreachable']],
  [
    '账号不存在，或不在应用的可见范围，请核对账号和应用可见范围',
    [
      ...['bad-userid', 'invaliduser', '81013', '60021', '60111', '40003', '40031', '46004', '50002', '60011'],
      ...['invalidStaffId', 'staffId.notExisted', 'illegal.receivers', '33012', '60121', '50004'],
      ...['param.userIdNotExist', 'param.openSpaceIdInvalid', 'invalidParameter.userId.empty'],
    ],
  ],
  ['企业微信智能机器人只能答复此人一小时内发来的消息，每条答复一次；此人也没有其他可用的账号', ['no-answer-address']],
  ['企业微信智能机器人不能发送图片和文件，请改用自建应用', ['no-files']],
  ['账号没有企业微信接口许可，请在管理后台购买或续期', ['unlicenseduser']],
  ['钉钉没有把卡片送到此人', ['card.not-delivered']],
  ['图片或文件已过保存期，请重新生成', ['no-file', 'no-file-store']],
  ['钉钉未能更换卡片', ['not-done']],
  ['平台不能发送这一类型或大小的文件，请更换格式或拆分', ['file.unknown-type', 'file.too-large', 'file.empty']],
  ['钉钉的工作通知也没有送到此人', ['notice.failed', 'notice.forbidden', '143105', '143106', '1430002']],
  [
    '内容含有平台不允许的文字、图片或链接，请修改后重新发送',
    [
      ...['contain.unsafe.url', 'contain.notAllowed.text', 'contain.notAllowed.picture', 'contain.notAllowed.content'],
      ...['430101', '430102', '430103', '430104', 'param.contentUnsafe'],
    ],
  ],
  [
    '内容过长或格式不合要求',
    ['45002', '40058', 'invalidParameter.msgParam.tooLong', 'invalidParameter.msgParam.invalid'],
  ],
  ['要更换的卡片已不存在', ['no card', 'param.cardNotExist', '60140', '42015', '82101', '82102']],
  ['程序内部错误，请联系系统管理员', ['internal']],
];

const sentences: ReadonlyMap<string, string> = new Map(
  meanings.flatMap(([sentence, codes]) => codes.map((code) => [code, sentence] as const)),
);

/** Why a message was refused for good, with the code in brackets for whoever looks it up at the vendor's. */
export function deliveryReason(code: string | undefined): string {
  if (code === undefined || code === '') return '未记录';
  return `${sentences.get(code) ?? '平台不接收这条消息，请按代码查阅平台文档'}（${code}）`;
}

/** Why an update could not be handled, with what the program reported in brackets. */
export function handlingReason(reported: string | undefined): string {
  if (reported === undefined || reported === '') return '未记录';
  if (reported.startsWith('nonsense:')) return `平台发来的内容无法识别，未作处理（${reported}）`;
  const ended = reported.includes('the process ended at each attempt');
  return `${ended ? '每次处理时程序都意外中断' : '程序处理时出错'}，请联系系统管理员（${reported}）`;
}
