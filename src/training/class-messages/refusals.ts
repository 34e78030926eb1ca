import type { Refusals } from '../../errors.ts';
import { earlyFileMinutes } from './early-files.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const classMessagesRefusals: Refusals = {
  'notice.unknown': ({ noticeId }) => `没有编号为“${noticeId}”的通知，请核对编号。`,
  'notice.receiver-unknown': ({ names }) =>
    `您可以发送的范围内没有“${names}”。请写班号、单位全称、层级、类别或姓名，多个之间用“、”，前面不加其他字。`,
  'notice.of-committee': ({ because = '' }) =>
    because === ''
      ? '班委发通知，密级只能是公开或内部，不逐级催办。其他通知请交班主任发送。'
      : `内容含“${because}”，班委不能发送，没有保存，也没有发出。请撤回刚才的消息，报告班主任。`,
  'notice.list-empty': () => '还没有名单，通知没有发出。请先发来人员名单。',
  'notice.names-unclear': ({ row, why }) => `名单第 ${row} 行有问题：${why}。名单没有保存，请改正后重新发送。`,
  'notice.remind-day-off': () => '今天是休息日，没有提醒。请在工作日提醒，紧急的请电话联系。',
  'notice.reminded-today': () => '今天已提醒过一次，每个工作日只提醒一次。紧急的请电话联系。',
  'notice.no-names': () => '工作敏感的通知，名单不在聊天中发送。',
  'notice.same-words': () => '更正后的正文与原文相同，没有更正。',
  'notice.correction-gone': () => '这一更正已办理，或已被另一次更正代替。请重新发送“/更正通知”。',
  'notice.correction-sensitive': ({ because }) =>
    `更正后的正文含“${because}”，须按工作敏感发送。请撤回原通知，重新编写并选择密级。`,
  'notice.no-file': () => '工作敏感的通知不带附件，文件没有保存。请当面领取或按规定报送。',
  'notice.file-gone': () =>
    `刚才的文件已过${earlyFileMinutes}分钟，或已被后来的代替，没有附上。请重新发来文件，再发“/通知”。`,
  'notice.classified': ({ because }) =>
    `内容含“${because}”，不能在本系统办理，没有保存，也没有发出。请立即撤回刚才的消息，按保密规定办理。`,
  'notice.not-sent': ({ noticeId }) => `通知 ${noticeId} 没有发出，还没有阅读和回执情况。`,
  'notice.sent-already': ({ noticeId }) => `通知 ${noticeId} 已经发出，不再改动设置。`,
  'notice.dropped': () => '这份通知已取消，没有发出。如仍需发送，请重新编写。',
  'class-group.there': ({ classId }) => `班次 ${classId} 已有企业微信班级群。`,
  'class-group.over': ({ classId }) => `班次 ${classId} 已结束或已撤销，不再使用班级群，没有办理。`,
  'class-group.robot-address': () =>
    '这不是企业微信群机器人的地址。请在群聊的“群机器人”中复制完整的地址后重新发送，并撤回刚才的消息。',
  'class-group.robot-elsewhere': () =>
    '群机器人是企业微信的功能，请在企业微信与“学册”助手的单独会话中发送这一命令，并撤回刚才含地址的消息。',
  'class-group.too-few': ({ classId }) =>
    `班次 ${classId} 在企业微信的人员不足 2 人，不能建群。钉钉群请由班主任自行建立后，在群内@助手发送“绑定本群 ${classId}”。`,
  'notice.recalled': ({ noticeId }) => `通知 ${noticeId} 已撤回，无需再办理。`,
  'recall.unknown': ({ number }) => `没有编号为“${number}”的通知或学习资料，请核对编号。`,
  'recall.done': ({ number }) => `${number} 已撤回，无需再办理。`,
  'recall.not-sent': ({ number }) => `${number} 还没有发出，无需撤回。`,
  'material.dropped': () => '这份学习资料已取消，没有发出。如仍需发送，请重新编写。',
  'notice.too-long': ({ most }) => `通知正文太长，请控制在 ${most} 字以内。`,
  'notice.not-yours': () => '这份通知不是发给您的，无需回执。',
};
