import { formatDay } from '../../calendar/beijing-time.ts';
import { halfDayName } from '../../calendar/half-day.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { HalfDayRoll, OnRoll } from './half-day-roll.ts';
import { allAbsent, allPresent, askExceptions, callRoll, dropRoll } from './presses.ts';
import type { RollRow } from './rolls.ts';

/** The post by which a trainee keeps the roll of a class. */
export type KeeperPost = 'monitor' | 'duty';

const postLabels: Readonly<Record<KeeperPost, string>> = { monitor: '班长', duty: '值日学员' };
const example = '缺课：张三、李四；迟到：王五12分钟；请假：赵六';
const noPhone = '学员不用手机的，凭点到即计到课；未经点到确认，不记缺课。';

/** Every card that asks for the roll of this half-day, whoever has it. */
export function rollCardId(
  classId: string,
  { dateOn, half }: Pick<HalfDayRoll, 'dateOn' | 'half'>,
  room: string | undefined,
): string {
  return `roll:${classId}:${dateOn}:${half}${room === undefined ? '' : `:${room}`}`;
}

export const rollWords = {
  /** The roll of a half-day, everybody on it taken to be there. @param lost - those who have not appeared since the opening */
  card: (
    trainingClass: Pick<ClassRow, '_id' | 'name'>,
    roll: HalfDayRoll,
    id: string,
    by: { isStaff: boolean; lost?: readonly OnRoll[] },
  ): Card => ({
    kind: 'card',
    id: rollCardId(trainingClass._id, roll, roll.room?.room),
    task: {
      name: `点到：${halfDayName(roll)}（${trainingClass.name}${roomName(roll)}）`,
      ...{ mayWait: true, classId: trainingClass._id, untilGraded: true },
    },
    title: `点到（${halfDayName(roll)}）`,
    lines: [
      `${trainingClass.name}${roomName(roll)}`,
      counts(roll),
      `未签到：${namesOf(roll.unseen)}`,
      ...(roll.onLeave.length === 0 ? [] : [`请假（不需点到）：${namesOf(roll.onLeave)}`]),
      noPhone,
      ...(by.lost === undefined || by.lost.length === 0
        ? []
        : [
            `其中${namesOf(by.lost)}自开班以来一直未到，也未请假，是否保留学籍由县委组织部研究决定。已到课的，请在点到中登记。`,
          ]),
    ],
    fields: [],
    buttons: [
      { label: '全部到课', style: 'primary', press: allPresent.with({ roll: id }) },
      { label: '有缺课、迟到', press: askExceptions.with({ roll: id }) },
      ...(by.isStaff && roll.isClosed
        ? [{ label: '确认均缺课', style: 'danger' as const, press: allAbsent.with({ roll: id }) }]
        : []),
      { label: '暂不登记', press: dropRoll.with({ roll: id }) },
    ],
  }),
  /** Nobody is left whom the roll could be called for. */
  complete: (trainingClass: Pick<ClassRow, 'name'>, roll: HalfDayRoll) =>
    `“${trainingClass.name}”${roomName(roll)}${halfDayName(roll)}${counts(roll)}没有需要点到的学员。`,
  ask: `请写明缺课、迟到的学员，其余均记为到课。例：${example}`,
  /** What is about to be recorded. @param names - of everybody on it, by id */
  preview: (
    trainingClass: Pick<ClassRow, 'name'>,
    row: RollRow,
    names: ReadonlyMap<string, string>,
    { isStaff, onLeave }: { isStaff: boolean; onLeave: readonly string[] },
  ): Card => ({
    kind: 'card',
    id: `roll:${row._id}`,
    title: `请核对点到（${halfDayName(row)}）`,
    lines: [
      trainingClass.name,
      `到课 ${row.cadreIds.length - row.late.length - row.absent.length} 人，迟到 ${row.late.length} 人，缺课 ${row.absent.length} 人（已自行签到和请假的不在其内）。`,
      ...(row.late.length === 0 ? [] : [`迟到：${namedLate(row, names)}`]),
      ...(row.absent.length === 0 ? [] : [`缺课：${named(row.absent, names)}`]),
      ...(row.absent.length === 0 || isStaff ? [] : ['缺课须由班主任确认后登记。']),
      ...(onLeave.length === 0
        ? []
        : [`口头请假，本次不登记：${named(onLeave, names)}。请转告本人回复“请假”补办手续，由您审批。`]),
      `到课：${named(presentIn(row), names) || '无'}`,
    ],
    fields: [],
    buttons: [
      { label: '确认点到', style: 'primary', press: callRoll.with({ roll: row._id }) },
      { label: '取消', press: dropRoll.with({ roll: row._id }) },
    ],
  }),
  called: ({ present, late, absent }: Readonly<Record<'present' | 'late' | 'absent', number>>) =>
    `已登记：到课 ${present} 人，迟到 ${late} 人，缺课 ${absent} 人`,
  calledReply: (row: RollRow, { present, late, absent }: Readonly<Record<'present' | 'late' | 'absent', number>>) =>
    `已登记${halfDayName(row)}点到：到课 ${present} 人，迟到 ${late} 人，缺课 ${absent} 人。`,
  leftToTeacher: '缺课人员由班主任核实后确认。',
  dropped: '未登记',

  /** @param byCard - the card of that day tells them */
  keeper: (name: string, post: KeeperPost, dateOn: string | undefined, byCard: boolean) =>
    `已指定${name}为${dayOf(dateOn)}${postLabels[post]}，可办理本班点到，${byCard ? '由当天早上的“今日课程与签到”告知本人' : '已告知本人'}。需要更换的，请用“/${post === 'monitor' ? '班长' : '值日'}”另行指定。`,
  toKeeper: (trainingClass: Pick<ClassRow, '_id' | 'name'>, post: KeeperPost, dateOn: string | undefined) =>
    `班主任指定您为“${trainingClass.name}”${dayOf(dateOn)}${postLabels[post]}。课前请回复“/点到 ${trainingClass._id}”，登记未用手机签到的学员。`,
} as const;

const roomName = ({ room }: HalfDayRoll) => (room === undefined ? '' : room.name);
const dayOf = (dateOn: string | undefined) => (dateOn === undefined ? '' : formatDay(dateOn));

/** Those on the roll who were not named. */
export function presentIn({ cadreIds, late, absent }: RollRow): string[] {
  return cadreIds.filter((id) => !late.includes(id) && !absent.includes(id));
}

function counts({ signed, onLeave, unseen, rolled }: HalfDayRoll): string {
  const all = signed.length + onLeave.length + unseen.length + rolled.length;
  const rolledWords = rolled.length === 0 ? '' : `已点到 ${rolled.length} 人，`;
  return `应到 ${all} 人：已签到 ${signed.length} 人，${rolledWords}请假 ${onLeave.length} 人，未签到 ${unseen.length} 人。`;
}

const namesOf = (people: readonly OnRoll[]) => people.map(({ name }) => name).join('、');
const namedLate = ({ late, lateBy = [] }: RollRow, names: ReadonlyMap<string, string>) =>
  late
    .map((id) => {
      const minutes = lateBy.find(({ cadreId }) => cadreId === id)?.minutes;
      return `${names.get(id) ?? id}${minutes === undefined ? '' : `（${minutes}分钟）`}`;
    })
    .join('、');
const named = (ids: readonly string[], names: ReadonlyMap<string, string>) =>
  ids.map((id) => names.get(id) ?? id).join('、');
