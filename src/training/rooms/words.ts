import { formatClock, formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, listCard } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { type ClassRoom, seatLabel } from './class-rooms.ts';
import { closeBranch, keepBranch, sendSeats } from './presses.ts';

interface OfClass {
  _id: string;
  name: string;
}

/** The page of a room: what it is called, and its address. */
export interface RoomLink {
  name: string;
  url: string;
}

/** A room with its head counts. */
export interface RoomCounts {
  name: string;
  teacher?: string;
  seated: number;
  /** At the lesson that runs, if one does. */
  signed?: number;
}

/** Where somebody sits. */
export interface Seated {
  name: string;
  unit: string;
  room: string;
  seat: string;
}

export const roomWords = {
  askCode: (title: string) => `“${title}”凭签到码签到。请输入教室屏幕上的四位数字。`,

  screens: (trainingClass: OfClass, dateOn: string, links: readonly RoomLink[], seconds: number) =>
    [
      `“${trainingClass.name}”${formatDay(dateOn)}签到码，请在教室电脑上打开并投到屏幕：`,
      ...links.map(({ name, url }) => `${name}：${url}`),
      `签到码每 ${seconds} 秒更换一次，网址当天有效，请勿转发。`,
      `换网址用“/签到码 ${trainingClass._id} 换新”，停用用“/签到码 ${trainingClass._id} 停用”。`,
    ].join('\n'),
  renewed: '原网址已失效。',
  closed: (trainingClass: OfClass, rooms: number) =>
    rooms === 0
      ? `“${trainingClass.name}”今天没有打开过签到码，无需停用。`
      : `已停用“${trainingClass.name}”今天的签到码。需要时再用“/签到码 ${trainingClass._id}”。`,
  toDuty: (trainingClass: OfClass, dateOn: string, link: RoomLink) =>
    `班主任请您今天负责投放“${trainingClass.name}”签到码。请在${link.name}电脑上打开并投到屏幕：\n${link.url}\n网址${formatDay(dateOn)}当天有效，请勿转发。`,
  sentToDuty: (name: string, trainingClass: OfClass) =>
    `已把签到码的网址发给值日学员${name}。收回用“/签到码 ${trainingClass._id} 换新”。`,

  opened: (trainingClass: OfClass, { name }: ClassRoom, teacher: string | undefined) =>
    `已设“${trainingClass.name}”${name}${teacher === undefined ? '' : `，由${teacher}负责，已告知本人`}。安排座位用“/座位 ${trainingClass._id} 姓名 ${name}”，撤去用“/撤分课堂 ${trainingClass._id} ${name}”。`,
  changed: (trainingClass: OfClass, { name }: ClassRoom, teacher: string) =>
    `“${trainingClass.name}”${name}改由${teacher}负责，已告知本人。再换人请重发“/分课堂”。`,
  toTeacher: (trainingClass: OfClass, { name }: ClassRoom) =>
    `请您负责“${trainingClass.name}”${name}。上课当天，投放签到码用“/签到码 ${trainingClass._id}”，点到用“/点到 ${trainingClass._id} ${name}”。`,
  noLonger: (trainingClass: OfClass, { name }: ClassRoom) => `“${trainingClass.name}”${name}不再由您负责。`,
  closing: (trainingClass: OfClass, { room, name }: ClassRoom, seated: number): Card =>
    cardOf({
      id: `room-close:${trainingClass._id}:${room}`,
      title: '撤分课堂',
      lines: [
        `“${trainingClass.name}”${name}现有 ${seated} 人。`,
        '撤去后，这些学员改到主课堂上课，当天的签到码停用。已有的签到记录不变。',
      ],
      buttons: [
        { label: '确认撤去', style: 'danger', press: closeBranch.with({ classId: trainingClass._id, room }) },
        { label: '取消', press: keepBranch.with({ classId: trainingClass._id, room }) },
      ],
    }),
  kept: '已取消，分课堂未变动',
  closedBranch: ({ name }: ClassRoom) => `已撤去${name}`,
  closedReply: (trainingClass: OfClass, { name }: ClassRoom) =>
    `已撤去“${trainingClass.name}”${name}。需要恢复的，用“/分课堂 ${trainingClass._id} ${name}”。`,

  rooms: (trainingClass: OfClass, rooms: readonly RoomCounts[], people: readonly Seated[]): Card => {
    const lines = [
      `“${trainingClass.name}”共 ${rooms.length} 个课堂，学员 ${people.length} 人。`,
      ...rooms.map(
        ({ name, teacher, seated, signed }) =>
          `${name}：${seated} 人${signed === undefined ? '' : `，本节已签到 ${signed} 人`}${teacher === undefined ? '' : `，负责人${teacher}`}`,
      ),
    ];
    return listCard(
      {
        id: `rooms:${trainingClass._id}`,
        title: '课堂与座位',
        lines: isLong(people)
          ? lines
          : [
              ...lines,
              ...people.map(({ name, room, seat }) => `${name}　${room}${seat === '' ? '' : seatLabel(seat)}`),
            ],
      },
      sendSeats.with({ classId: trainingClass._id }),
    );
  },
} as const;

/** What the page of a room says; it is seen by everybody in the room. */
export const screenWords = {
  title: '签到码',
  how: (seconds: number) => `在与“学册”的对话中发送这四位数字即可签到，看不清的请扫码，每 ${seconds} 秒更换`,
  counts: (signed: number, expected: number) => `已签到 ${signed} 人　应到 ${expected} 人`,
  notOpen: (title: string, opensAt: Date) => `“${title}”${formatClock(opensAt)}开始签到`,
  over: '今天的签到已结束',
  gone: '这个网址已失效，请向班主任重新要一个',
  scanned: '请在与“学册”的对话中发送：',
  passed: '这个签到码已更换，请重新扫描教室屏幕上的二维码',
} as const;
