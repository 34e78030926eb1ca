import { classArg, optional, restArg } from '../../src/bot/arguments.ts';
import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf, beijingTime, formatDay } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { dutyTraineeOn } from '../../src/training/class/classes.ts';
import {
  branchesOf,
  type ClassRoom,
  looksAfter,
  MAIN_ROOM,
  roomNamed,
  roomsOf,
} from '../../src/training/rooms/class-rooms.ts';
import { type RoomLink, roomWords } from '../../src/training/rooms/words.ts';

const orders = ['换新', '停用', '值日'] as const;
type Order = (typeof orders)[number];

/** `/签到码`: the address of the page that shows a room's code today, for staff of the class and whoever looks after the room. */
export function roomScreen(router: Router): void {
  router.command(
    {
      names: ['签到码', 'room-code'],
      action: 'sign-in.screen',
      right: 'class',
      args: [classArg(), optional(restArg('words', '课堂 换新|停用|值日'))],
      example: '/签到码 {class}',
      about: '取得当天教室屏幕签到码的网址（换新、停用，或交值日学员投放）',
      next: '回复网址，在教室电脑上打开，学员凭屏幕上的数字签到。',
    },
    (ctx, { trainingClass, words }) => answer(ctx, trainingClass, words ?? ''),
  );
}

async function answer(ctx: Context, trainingClass: ClassRow, words: string): Promise<void> {
  const { order, room } = readWords(trainingClass, words);
  const rooms = await ownRooms(ctx, trainingClass, room);
  const dateOn = beijingDateOf(ctx.now);
  if (order === '停用') {
    let closed = 0;
    for (const each of rooms)
      closed += await ctx.store.roomScreens.close(
        { classId: trainingClass._id, room: each.room, dateOn },
        ctx.update.id,
      );
    return ctx.reply(roomWords.closed(trainingClass, closed));
  }
  if (trainingClass.signInBy === 'press') throw new RuleError('room.press-only-class', { classId: trainingClass._id });
  const sessions = await ctx.store.sessions.ofClass(trainingClass._id);
  if (!sessions.some((each) => each.dateOn === dateOn))
    throw new RuleError('room.no-lesson', { day: formatDay(dateOn) });
  if (order === '值日') return toDuty(ctx, trainingClass, room ?? (roomsOf(trainingClass)[0] as ClassRoom), dateOn);
  const links = await Promise.all(rooms.map((each) => linkOf(ctx, trainingClass, each, order === '换新')));
  const { codeSeconds } = ctx.rulesOf(trainingClass).rooms;
  const shown = roomWords.screens(trainingClass, dateOn, links, codeSeconds);
  await ctx.reply(order === '换新' ? `${roomWords.renewed}${shown}` : shown);
}

/** What was said after the class: a room, and what is to be done. @throws RuleError `room.unknown` */
function readWords(trainingClass: ClassRow, words: string): { order?: Order; room?: ClassRoom } {
  const typed = typedWord(words)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const order = orders.find((each) => typed.includes(each));
  const [name, ...others] = typed.filter((word) => word !== order);
  if (others.length > 0) throw new UsageFault('请写课堂名称，或换新、停用、值日中的一项。');
  const room = name === undefined ? undefined : requireRoom(trainingClass, name);
  return { ...(order === undefined ? {} : { order }), ...(room === undefined ? {} : { room }) };
}

/** @throws RuleError `room.unknown` */
export function requireRoom(trainingClass: ClassRow, name: string): ClassRoom {
  const found = roomNamed(trainingClass, name);
  if (found !== undefined) return found;
  const rooms = roomsOf(trainingClass).map((each) => each.name);
  throw new RuleError('room.unknown', { name, rooms: rooms.join('、') });
}

/** The rooms that are meant: those of the class for its staff, the own ones for whoever looks after some. @throws RuleError `room.not-yours` */
async function ownRooms(ctx: Context, trainingClass: ClassRow, wanted: ClassRoom | undefined): Promise<ClassRoom[]> {
  const isStaff = await ctx.may('room.change', { classId: trainingClass._id });
  if (wanted === undefined)
    return isStaff
      ? roomsOf(trainingClass)
      : branchesOf(trainingClass).filter(({ teacherId }) => teacherId === ctx.person._id);
  if (!isStaff && !looksAfter(trainingClass, ctx.person._id, wanted.room))
    throw new RuleError('room.not-yours', { name: wanted.name });
  return [wanted];
}

/** Opens the page of a room for today. @throws RuleError `room.no-codes`, `page.no-address` */
async function linkOf(
  ctx: Context,
  { _id: classId }: ClassRow,
  { room, name }: ClassRoom,
  anew: boolean,
): Promise<RoomLink> {
  const dateOn = beijingDateOf(ctx.now);
  const forgetAt = beijingTime(addDays(dateOn, 2), '00:00');
  const opening = { byUpdate: ctx.update.id, at: ctx.now, forgetAt, anew };
  const screen = await ctx.store.roomScreens.open({ classId, room, dateOn }, opening);
  if (screen === undefined) throw new RuleError('room.no-codes', {});
  return { name, url: ctx.pageUrl(`/screen/${screen._id}`) };
}

/** The duty trainee of the day puts the code on the screen, when staff of the class say so. */
async function toDuty(ctx: Context, trainingClass: ClassRow, room: ClassRoom, dateOn: string): Promise<void> {
  await ctx.require('room.change', { classId: trainingClass._id });
  const duty = dutyTraineeOn(trainingClass, dateOn);
  const trainee = duty === undefined ? null : await ctx.store.enrollments.byId(trainingClass._id, duty);
  if (trainee === null || trainee.state === 'withdrawn')
    throw new RuleError('room.nobody-on-duty', { day: formatDay(dateOn) });
  const link = await linkOf(ctx, trainingClass, room, false);
  const key = `room-screen:${trainingClass._id}:${dateOn}:${room.room}:${ctx.update.id}` as const;
  await ctx.send(
    trainee.cadreId,
    roomWords.toDuty(trainingClass, dateOn, link),
    key,
    beijingTime(addDays(dateOn, 1), '00:00'),
  );
  await ctx.reply(roomWords.sentToDuty(trainee.name, trainingClass));
}

/** Closes what a room shows today. */
export async function closeScreens(ctx: Context, classId: string, room: string): Promise<void> {
  if (room === MAIN_ROOM) return;
  await ctx.store.roomScreens.close({ classId, room, dateOn: beijingDateOf(ctx.now) }, ctx.update.id);
}
