import { classArg, optional, personArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { codeSession } from '../../src/training/attendance/code-session.ts';
import { headCounts } from '../../src/training/attendance/head-counts.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type EnrollmentRow, placeOf } from '../../src/training/class/enrollments.ts';
import { seatSheet } from '../../src/training/class/seat-sheet.ts';
import {
  branchesOf,
  branchName,
  type ClassRoom,
  nextRoom,
  presentRoom,
  roomNamed,
  roomsOf,
} from '../../src/training/rooms/class-rooms.ts';
import { closeBranch, keepBranch, sendSeats } from '../../src/training/rooms/presses.ts';
import { roomWords, type Seated } from '../../src/training/rooms/words.ts';
import { closeScreens, requireRoom } from './room-screen.ts';

const mostNameLetters = 20;

/** Branch classrooms (分课堂) of a class: opened, given to somebody, closed, listed with their head counts. */
export function branchRooms(router: Router): void {
  router.command(
    {
      names: ['分课堂', 'branch-room'],
      action: 'room.change',
      right: 'class',
      args: [classArg(), wordArg('name', '名称', { most: mostNameLetters }), optional(personArg('teacher', '负责人'))],
      missing: '请写明分课堂的名称。',
      example: '/分课堂 {class} 河口镇',
      about: '为本班设镇分课堂，或指定、更换负责人',
      next: '分课堂有自己的签到码、点到和人数，负责人收到告知。',
    },
    open,
  );
  router.command(
    {
      names: ['撤分课堂', 'close-branch-room'],
      action: 'room.change',
      right: 'class',
      args: [classArg(), wordArg('name', '名称')],
      missing: '请写明分课堂的名称。',
      example: '/撤分课堂 {class} {branch}',
      about: '撤去本班一个分课堂，先预览',
      next: '先预览，确认后学员改到主课堂，可以恢复。',
    },
    async (ctx, { trainingClass, name }) => {
      const room = requireRoom(trainingClass, name);
      if (branchesOf(trainingClass).every((each) => each.room !== room.room))
        throw new RuleError('room.unknown', {
          name,
          rooms:
            branchesOf(trainingClass)
              .map((each) => each.name)
              .join('、') || '（还没有分课堂）',
        });
      const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
      const seated = trainees.filter((each) => placeOf(each)?.room === room.room).length;
      await ctx.reply(roomWords.closing(trainingClass, room, seated));
    },
  );
  router.preview({ confirm: closeBranch, drop: keepBranch, shown: shownRoom, dropped: roomWords.kept }, close);
  router.command(
    {
      names: ['课堂情况', 'rooms'],
      action: 'room.read',
      right: 'class',
      args: [classArg()],
      example: '/课堂情况 {class}',
      about: '查看本班各课堂的人数、负责人、本节签到人数和座位',
      next: '先列各课堂人数；可发送座位表，填好发回即成批安排座位。',
    },
    (ctx, { trainingClass }) => list(ctx, trainingClass),
  );
  router.sheet(sendSeats, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'room.read', classId);
    return seatSheet(trainingClass, await seatedIn(ctx, trainingClass));
  });
}

async function open(
  ctx: Context,
  { trainingClass, name, teacher }: { trainingClass: ClassRow; name: string; teacher: CadreRow | undefined },
): Promise<void> {
  const { _id: classId } = trainingClass;
  const { mostBranches } = ctx.rulesOf(trainingClass).rooms;
  const entered = { by: ctx.person._id, enteredAt: ctx.now, isOpen: true };
  const row = await ctx.store.classes.enterRoom(classId, ctx.update.id, (present) => {
    const known = roomNamed(present, name);
    const teacherId = teacher?._id ?? known?.teacherId;
    const of = teacherId === undefined ? {} : { teacherId };
    if (known === undefined) {
      if (branchesOf(present).length >= mostBranches) return undefined;
      const closed = present.rooms?.findLast((each) => each.name === branchName(name));
      return { ...entered, ...of, room: closed?.room ?? nextRoom(present), name: branchName(name) };
    }
    const isBranch = branchesOf(present).some(({ room }) => room === known.room);
    return isBranch && teacher !== undefined && known.teacherId !== teacherId
      ? { ...entered, ...of, room: known.room, name: known.name }
      : undefined;
  });
  const entry = row?.rooms?.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (row === null || entry === undefined)
    throw roomNamed(trainingClass, name) === undefined
      ? new RuleError('room.too-many', { most: mostBranches })
      : new RuleError('room.same', { name });
  const before = row.rooms?.slice(0, row.rooms.indexOf(entry)).findLast(({ room }) => room === entry.room);
  if (teacher !== undefined)
    await ctx.send(teacher._id, roomWords.toTeacher(row, entry), `room-teacher:${classId}:${ctx.update.id}`);
  const formerId = before?.isOpen === true && before.teacherId !== entry.teacherId ? before.teacherId : undefined;
  if (formerId !== undefined)
    await ctx.send(formerId, roomWords.noLonger(row, entry), `room-teacher:${classId}:${ctx.update.id}:former`);
  await ctx.reply(
    before?.isOpen === true && teacher !== undefined
      ? roomWords.changed(row, entry, teacher.name)
      : roomWords.opened(row, entry, teacher?.name),
  );
}

interface ShownRoom {
  trainingClass: ClassRow;
  room: ClassRoom;
}

/** The branch that a preview shows; it may have been closed by this very press. */
async function shownRoom(ctx: Context, { classId, room }: { classId: string; room: string }): Promise<ShownRoom> {
  const trainingClass = await allowedClass(ctx, 'room.change', classId);
  const entry = trainingClass.rooms?.findLast((each) => each.room === room);
  if (entry === undefined || (!entry.isOpen && entry.byUpdate !== ctx.update.id))
    throw new RuleError('room.unknown', {
      name: entry?.name ?? '',
      rooms: roomsOf(trainingClass)
        .map(({ name }) => name)
        .join('、'),
    });
  const { name, teacherId } = entry;
  return { trainingClass, room: { room, name, ...(teacherId === undefined ? {} : { teacherId }) } };
}

async function close(ctx: Context, { trainingClass, room }: ShownRoom): Promise<void> {
  const entered = { ...room, isOpen: false, by: ctx.person._id, enteredAt: ctx.now };
  await ctx.store.classes.enterRoom(trainingClass._id, ctx.update.id, (present) =>
    branchesOf(present).some((each) => each.room === room.room) ? entered : undefined,
  );
  await closeScreens(ctx, trainingClass._id, room.room);
  if (room.teacherId !== undefined)
    await ctx.send(
      room.teacherId,
      roomWords.noLonger(trainingClass, room),
      `room-teacher:${trainingClass._id}:${ctx.update.id}`,
    );
  await ctx.settle(roomWords.closedBranch(room));
  await ctx.reply(roomWords.closedReply(trainingClass, room));
}

async function list(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const people = await seatedIn(ctx, trainingClass);
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  const signed = await signedNow(ctx, trainingClass, trainees);
  const teachers = await ctx.store.cadres.many(branchesOf(trainingClass).flatMap(({ teacherId }) => teacherId ?? []));
  const rooms = roomsOf(trainingClass).map(({ room, name, teacherId }) => {
    const teacher = teachers.find(({ _id }) => _id === teacherId)?.name;
    return {
      name,
      seated: people.filter((each) => each.room === name).length,
      ...(teacher === undefined ? {} : { teacher }),
      ...(signed === undefined ? {} : { signed: signed.get(room) ?? 0 }),
    };
  });
  await ctx.reply(roomWords.rooms(trainingClass, rooms, people));
}

/** Who sits where, in the order of the class list. */
async function seatedIn(ctx: Context, trainingClass: ClassRow): Promise<(Seated & { cadreId: string })[]> {
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  const units = await ctx.store.units.many([...new Set(trainees.map(({ unitId }) => unitId))]);
  const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
  return trainees.map((each) => ({
    cadreId: each.cadreId,
    name: each.name,
    unit: unitNames.get(each.unitId) ?? '',
    room: presentRoom(trainingClass, placeOf(each)?.room).name,
    seat: placeOf(each)?.seat ?? '',
  }));
}

/** Who of each room has signed in to the lesson that runs; `undefined` when none does. */
async function signedNow(
  ctx: Context,
  trainingClass: ClassRow,
  trainees: readonly EnrollmentRow[],
): Promise<ReadonlyMap<string, number> | undefined> {
  const dateOn = beijingDateOf(ctx.now);
  const sessions = (await ctx.store.sessions.ofClass(trainingClass._id)).filter((each) => each.dateOn === dateOn);
  const { open: running } = codeSession(sessions, ctx.rulesOf(trainingClass).attendance, ctx.now);
  if (running === undefined) return undefined;
  return headCounts(trainingClass, trainees, await ctx.store.signIns.ofSession(running._id));
}
