import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import { placeOf } from '../../src/training/class/enrollments.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { presentRoom, roomsOf } from '../../src/training/rooms/class-rooms.ts';
import { giveRoomCode } from '../../src/training/rooms/presses.ts';
import { isRoomCode, roomsOfCode } from '../../src/training/rooms/room-code.ts';
import { ownSessionsToday } from '../attendance/own-days.ts';
import { isFree, isOpen, type Known, knownOf, signIn, signInAmong } from '../attendance/sign-in.ts';

/** Signing in by the code that the room shows: `签到 4827`, the bare code, or as the answer to the question for it. */
export function roomCode(router: Router): void {
  const signInBy = async (ctx: Context, code: string) => {
    if (!(await takeCode(ctx, code))) await signInAmong(ctx, await ownSessionsToday(ctx));
  };
  router.sentence(codeSaid, signInBy, { withSlash: true });
  router.number(async (ctx, said) => isRoomCode(said) && (await takeCode(ctx, said)));
  router.press(
    giveRoomCode,
    async (ctx) => {
      const code = codeIn(ctx.words ?? '');
      if (code === undefined) throw new RuleError('room.bad-code', {});
      await signInBy(ctx, code);
    },
    { readsNumbers: true },
  );
}

/** `签到 4827`, `签到码：4827` */
function codeSaid(said: string): string | undefined {
  return /^签到码?[:：]?\s*([1-9]\d{3})$/u.exec(typedWord(said))?.[1];
}

function codeIn(said: string): string | undefined {
  const typed = typedWord(said);
  return isRoomCode(typed) ? typed : codeSaid(said);
}

/**
 * Signs in by a code of a room in which a lesson of this person is signed in to now.
 * @returns `false` when there is no such lesson, so that the number means nothing here
 * @throws RuleError `room.wrong-code`, `room.other-room`, `room.no-tries-left`, `room.press-only`, `room.no-codes`
 */
async function takeCode(ctx: Context, code: string): Promise<boolean> {
  const sessions = await ownSessionsToday(ctx);
  const known = await Promise.all(sessions.map((session) => knownOf(ctx, session)));
  const open = known.filter((each) => isOpen(each) && !each.isAbsent);
  const [first] = open;
  if (first === undefined) {
    if (!known.some(isOpen)) return false;
    await signInAmong(ctx, sessions);
    return true;
  }
  const waiting = open.filter(({ mark }) => isFree(mark) || mark?.byUpdate === ctx.update.id);
  if (waiting.length === 0) {
    await ctx.reply(attendanceWords.signedBefore(first.session, first.mark?.at ?? ctx.now));
    return true;
  }
  const byCode = waiting.filter(({ trainingClass }) => trainingClass.signInBy !== 'press');
  if (byCode.length === 0) throw new RuleError('room.press-only', {});
  for (const each of byCode) {
    const room = await roomShowing(ctx, each, code);
    if (room === undefined) continue;
    await signIn(ctx, each, sessions, room);
    return true;
  }
  return refuseWrong(ctx, byCode[0]?.session ?? first.session, byCode);
}

/** The room that shows this code, and in which the person may sign in. @throws RuleError `room.other-room`, `room.no-codes`, `room.no-tries-left` */
async function roomShowing(ctx: Context, { session, trainingClass }: Known, code: string): Promise<string | undefined> {
  const digest = ctx.store.roomScreens.codeDigest;
  if (digest === undefined) throw new RuleError('room.no-codes', {});
  const { rooms: rules } = ctx.rulesOf(trainingClass);
  if ((await ctx.store.codeTries.count(session._id, ctx.person._id)) >= rules.wrongCodesAllowed)
    throw new RuleError('room.no-tries-left', {});
  const rooms = roomsOf(trainingClass);
  const ids = rooms.map(({ room }) => room);
  const shown = roomsOfCode(digest, session._id, ids, { code, at: ctx.now, times: rules });
  if (shown.length === 0) return undefined;
  const enrollment = await ctx.store.enrollments.byId(session.classId, ctx.person._id);
  const place = enrollment === null ? undefined : placeOf(enrollment);
  if (place === undefined) return shown[0];
  const own = presentRoom(trainingClass, place.room);
  if (shown.includes(own.room)) return own.room;
  throw new RuleError('room.other-room', { shown: presentRoom(trainingClass, shown[0]).name, own: own.name });
}

/** Notes a wrong code: four digits are soon guessed by whoever may try as often as they like. */
async function refuseWrong(ctx: Context, session: SessionRow, [first]: readonly Known[]): Promise<never> {
  const { wrongCodesAllowed } = ctx.rulesOf(first?.trainingClass ?? { opensOn: session.dateOn }).rooms;
  const forgetAt = beijingTime(addDays(beijingDateOf(ctx.now), 2), '00:00');
  const tries = await ctx.store.codeTries.note(session._id, ctx.person._id, ctx.update.id, forgetAt);
  if (tries >= wrongCodesAllowed) throw new RuleError('room.no-tries-left', {});
  throw new RuleError('room.wrong-code', { left: wrongCodesAllowed - tries });
}
