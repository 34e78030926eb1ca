import { formatDay } from '../../calendar/beijing-time.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { createClassGroup, dropClassGroup } from './presses.ts';

export const classGroupWords = {
  /** @param isLedByTeacher - if not, a trainee owns the group because the class teacher has no account there */
  preview: (id: string, trainingClass: ClassRow, members: number, others: number, isLedByTeacher: boolean): Card => ({
    kind: 'card',
    id: `class-group:${id}`,
    title: '建立班级群',
    lines: [
      `将在企业微信为“${trainingClass.name}”建立班级群，共 ${members} 人入群，${isLedByTeacher ? '班主任为群主' : '班主任没有企业微信账号，由一名学员为群主'}。`,
      ...(others > 0 ? [`另有 ${others} 人没有企业微信账号，不在群内；通知仍会单独发给本人。`] : []),
    ],
    fields: [],
    buttons: [
      {
        label: '确认建群',
        style: 'primary',
        press: createClassGroup.with({ classId: trainingClass._id }),
      },
      { label: '取消', press: dropClassGroup.with({}) },
    ],
  }),
  dropped: '已取消，未建群',
  asked: '已确认建群',
  coming: (members: number) =>
    `正在建群（${members} 人），稍后可在企业微信的消息列表中看到。今后发班级通知时可同步到群里。改用其他群的，请用“/班级群”绑定。`,
  bound: (trainingClass: ClassRow) =>
    `本群已绑定“${trainingClass.name}”（${trainingClass._id}）。发班级通知时可同步到本群。`,
  robotBound: (trainingClass: ClassRow, isQuietTime: boolean) =>
    [
      `已为“${trainingClass.name}”绑定群机器人。${isQuietTime ? '早上' : '稍后'}群内会出现一条绑定提示；没有出现的，请核对地址后重新绑定。`,
      '群机器人地址相当于密码：请撤回刚才含地址的消息，不要转发；如有泄露，请群主在群内移除该机器人，重新添加后再绑定。',
      '发班级通知时可同步到群里。群机器人只发不收，不能在群内答复。每个班次在企业微信只绑定一个群，以最近一次为准。',
    ].join('\n'),
  robotGreeting: (trainingClass: ClassRow) =>
    `本群已绑定“${trainingClass.name}”，班级通知可能同步到本群。群机器人只发通知、不能答复；签到、请假、成绩等个人事项，请在与“学册”助手的单独会话中办理。`,
  /** A word before the group is used no more. @param on - `2026-04-10`, from when */
  endsSoon: ({ name, state }: ClassRow, on: string) =>
    `“${name}”${state === 'withdrawn' ? '已撤销' : '已结束'}，本群自${formatDay(on)}起停止使用。需要留存的资料，请在此之前保存。`,
  ended: ({ name }: ClassRow) =>
    `“${name}”的班级群自今日起停止使用，助手不再在本群发布通知。请群主解散本群；其他事项请在与助手的单独会话中办理。`,
  /** The same to the class teacher. */
  endedToTeacher: ({ name }: ClassRow) =>
    `“${name}”的班级群已停止使用，助手不再在群内发布通知。请您（或请群主）解散该群，减少工作群数量。`,
  over: '本群对应的班次已结束，本群已停止使用。其他事项请在与助手的单独会话中办理。',
  unbound: '本群还没有绑定班次。请班主任在群内@助手发送“绑定本群 <班号>”。',
  help: '在群内可以@助手发送：\n课程表 — 查看本班课程表\n绑定本群 <班号> — 由班主任把本群绑定到班次\n个人事项请在与助手的单独会话中办理。',
  notHere: '为保护个人信息，群内只办理不涉及个人的事项（如“课程表”）。其他事项请在与助手的单独会话中办理。',
  /** A notice as everybody in the group reads it. */
  notice: (trainingClass: ClassRow, noticeId: string, words: string) =>
    `【班级通知 ${noticeId}】${trainingClass.name}\n${words}\n请在与“学册”助手的单独会话中回执。`,
  /** @param what - `通知（2026-01-T1）` */
  recalled: (what: string) => `${what}已撤回，请忽略。`,
} as const;
