import { beijingTime } from '../calendar/beijing-time.ts';
import { seatingWords } from '../training/class/seat-words.ts';
import { roomWords, screenWords } from '../training/rooms/words.ts';
import { trainingClass } from './facts.ts';
import { type Section, section } from './section.ts';

const room = { room: '1', name: '青山镇分课堂', teacherId: 'c2' };
const link = { name: room.name, url: 'https://xuece.example.gov.cn/screen/abcdefghjkmnpq' };
const seated = { name: '张三', unit: '县财政局', room: room.name, seat: '12' };

/** Rooms of a class and the codes they show. */
export const roomSections: readonly Section[] = [
  section('src/training/rooms/words.ts', roomWords, {
    askCode: ['党章党规党纪专题'],
    screens: [trainingClass, '2026-03-16', [{ ...link, name: '主课堂' }, link], 20],
    closed: [trainingClass, 1],
    toDuty: [trainingClass, '2026-03-16', link],
    sentToDuty: ['张三', trainingClass],
    opened: [trainingClass, room, '李四'],
    changed: [trainingClass, room, '李四'],
    toTeacher: [trainingClass, room],
    noLonger: [trainingClass, room],
    closing: [trainingClass, room, 30],
    closedBranch: [room],
    closedReply: [trainingClass, room],
    rooms: [trainingClass, [{ name: room.name, teacher: '李四', seated: 30, signed: 28 }], [seated]],
  }),
  section('src/training/class/seat-words.ts', seatingWords, {
    seating: [room.name, '12'],
    seated: ['张三', room.name, '12', 'days'],
    toldHow: ['now'],
    toSeated: [trainingClass, room.name, '12'],
    mySeat: [trainingClass, room.name, '12', '在县委党校食宿'],
    bad: [[{ row: 3, column: 'D', header: '课堂', message: '应填主课堂', value: '' }]],
    preview: [
      trainingClass,
      { _id: 'x', entries: [{ cadreId: 'c1', name: '张三', seat: '12' }] },
      [{ room: '主课堂', seat: '12', names: ['张三', '李四'] }],
    ],
    entered: [40],
    enteredReply: [40, 'days'],
  }),
  section('src/training/rooms/words.ts（教室屏幕）', screenWords, {
    how: [20],
    counts: [28, 30],
    notOpen: ['党章党规党纪专题', beijingTime('2026-03-16', '08:00')],
  }),
];
