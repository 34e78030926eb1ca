import { refusalByCode } from '../platforms/refusals.ts';
import type { Reason } from '../platforms/shared/refusal-table.ts';

/** What the vendors' refusals mean for whoever has to do something. */
const refusals: Readonly<Record<Exclude<Reason, 'other'>, string>> = {
  'no-account': '账号不存在，或不在应用的可见范围，请核对账号和应用可见范围',
  'no-answer-address': '企业微信智能机器人只能答复此人一小时内发来的消息，每条答复一次；此人也没有其他可用的账号',
  'no-files': '企业微信智能机器人不能发送图片和文件，请改用自建应用',
  'no-licence': '账号没有企业微信接口许可，请在管理后台购买或续期',
  'card-not-delivered': '钉钉没有把卡片送到此人',
  'no-file-store': '图片或文件已过保存期，请重新生成',
  'card-not-changed': '钉钉未能更换卡片',
  'bad-file': '平台不能发送这一类型或大小的文件，请更换格式或拆分',
  'notice-not-delivered': '钉钉的工作通知也没有送到此人',
  'unsafe-content': '内容含有平台不允许的文字、图片或链接，请修改后重新发送',
  'bad-content': '内容过长或格式不合要求',
  'card-gone': '要更换的卡片已不存在',
  'robot-barred': '平台不接收这条消息，请按代码查阅平台文档',
};

/** What our own words mean that stand in the place of a vendor's code. */
const own: ReadonlyMap<string, string> = new Map([
  ['expired', '平台长时间不通，在有效期内未能发出'],
  ['expired-unsure', '平台长时间没有回应，在有效期内未能确认是否送达'],
  ['unanswered', '平台没有答复，重发一次后仍不能确认是否送达，请先向本人核实再重新发送'],
  ['unreachable', '信息库中没有此人可用的企业微信或钉钉账号'],
  ['no card', refusals['card-gone']],
  ['internal', '程序内部错误，请联系系统管理员'],
]);

/** Why a message was refused for good, with the code in brackets for whoever looks it up at the vendor's. */
export function deliveryReason(code: string | undefined): string {
  if (code === undefined || code === '') return '未记录';
  const reason = refusalByCode(code)?.reason ?? 'other';
  const known = reason === 'other' ? undefined : refusals[reason];
  return `${own.get(code) ?? known ?? '平台不接收这条消息，请按代码查阅平台文档'}（${code}）`;
}

/** Why an update could not be handled, with what the program reported in brackets. */
export function handlingReason(reported: string | undefined): string {
  if (reported === undefined || reported === '') return '未记录';
  if (reported === 'set-aside: late-stamp') return `内容使用了已经用过的签名，可能是伪造，未作处理（${reported}）`;
  // `nonsense` is what the versions before wrote.
  if (/^(set-aside|nonsense):/.test(reported)) return `平台发来的内容无法识别，未作处理（${reported}）`;
  const ended = reported.includes('the process ended at each attempt');
  return `${ended ? '每次处理时程序都意外中断' : '程序处理时出错'}，请联系系统管理员（${reported}）`;
}
