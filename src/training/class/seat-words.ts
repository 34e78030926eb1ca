import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { presentRoom, seatLabel } from '../rooms/class-rooms.ts';
import type { ClassRow } from './classes.ts';
import { dropSeats, enterSeats } from './presses.ts';
import { SEAT_SHEET, type SeatEntry, type sharedSeats } from './seat-sheet.ts';

const mostNamed = 20;
const mostShared = 3;

/** How trainees hear of a new seat: by a message, or by the card of the next morning of class. */
export type SeatsTold = 'now' | 'days';

const seatWords = (seat: string | undefined) => (seat === undefined ? '' : seatLabel(seat));

/** What is said of seats (座位). */
export const seatingWords = {
  seating: (room: string, seat: string | undefined) => `座位改为${room}${seatWords(seat)}`,
  seated: (name: string, room: string, seat: string | undefined, told: SeatsTold) =>
    `${name}的座位：${room}${seatWords(seat)}，${seatingWords.toldHow(told)}。有误的，请再用“/座位”更正。`,
  toldHow: (told: SeatsTold) => (told === 'days' ? '随上课日早上的“今日课程与签到”告知本人' : '已告知本人'),
  toSeated: ({ name }: Pick<ClassRow, 'name'>, room: string, seat: string | undefined) =>
    `您在“${name}”的座位：${room}${seatWords(seat)}。请到这里上课、签到。`,
  mySeat: ({ name }: Pick<ClassRow, 'name'>, room: string, seat: string | undefined, lodging: string) =>
    `“${name}”座位：${room}${seatWords(seat)}。食宿：${lodging}`,
  noClass: '您现在没有参加培训班，没有座位安排。',

  offer: `${SEAT_SHEET}（.xlsx）：回复“/课堂情况 <班号>”后点“发送表格”领取，填好后发回`,
  withoutClass: `这份${SEAT_SHEET}缺少班号，未作任何改动。请重新领取后填写，不要改动首行。`,
  bad: (problems: readonly Problem[]) =>
    [`${SEAT_SHEET}有 ${problems.length} 处需要更正，全部未登记：`, ...problemLines(problems)].join('\n'),
  unchanged: `${SEAT_SHEET}与现有座位一致，没有需要登记的内容。`,
  preview: (
    trainingClass: ClassRow,
    { _id, entries }: { _id: string; entries: readonly SeatEntry[] },
    shared: ReturnType<typeof sharedSeats>,
  ): Card =>
    cardOf({
      id: `seat-sheet:${_id}`,
      title: `请核对${SEAT_SHEET}`,
      lines: [
        trainingClass.name,
        `更改座位 ${entries.length} 人。`,
        ...entries
          .slice(0, mostNamed)
          .map(({ name, room, seat }) => `${name}：${presentRoom(trainingClass, room).name}${seatWords(seat)}`),
        ...(entries.length > mostNamed ? [`……共 ${entries.length} 人`] : []),
        ...(shared.length === 0 ? [] : [`同一座号 ${shared.length} 处，请核对：`]),
        ...shared.slice(0, mostShared).map(({ room, seat, names }) => `${room}${seatLabel(seat)}：${names.join('、')}`),
      ],
      buttons: [
        { label: '确认登记', style: 'primary', press: enterSeats.with({ sheet: _id }) },
        { label: '取消', press: dropSeats.with({ sheet: _id }) },
      ],
    }),
  dropped: '已取消，座位未变动',
  entered: (people: number) => `已登记座位 ${people} 人`,
  enteredReply: (people: number, told: SeatsTold) =>
    `已登记座位 ${people} 人，${seatingWords.toldHow(told)}。有变化的，改好后再发一次即可。`,
} as const;
