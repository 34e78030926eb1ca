import { addMinutes, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Store } from '../../src/stores.ts';
import { nextRoom, roomsOf } from '../../src/training/rooms/class-rooms.ts';
import { codeWindow, roomCodes } from '../../src/training/rooms/room-code.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const classId = '2026-01';
const sessionId = `${classId}-01`;

/** A class whose first lesson begins soon, with these people, spread evenly over so many rooms by their seats. */
export async function fillRoomClass(
  store: Store,
  cadreIds: readonly string[],
  rooms: number,
  now: Date,
): Promise<void> {
  const dateOn = beijingDateOf(now);
  const people = await store.cadres.many(cadreIds);
  await store.classes.create(classId.slice(0, 4), {
    ...{ name: '镇分课堂', kind: 'youngMidClass', opensOn: dateOn, closesOn: dateOn, topicTag: '镇分课堂' },
    ...{ teacherId: 'nobody', createdBy: 'nobody', byUpdate: 'bench:class' },
  });
  for (let room = 1; room < rooms; room += 1)
    await store.classes.enterRoom(classId, `bench:room:${room}`, (row) => ({
      ...{ room: nextRoom(row), name: `第${room}分课堂`, isOpen: true, by: 'nobody', enteredAt: now },
    }));
  await store.sessions.replace(
    classId,
    [
      {
        ...{ _id: sessionId, classId, title: '专题讲座', method: 'lecture', dateOn, lecturer: '', place: '' },
        ...{ startsAt: addMinutes(now, 15), endsAt: addMinutes(now, 120), countsInRatio: true },
        parts: [{ type: 'partyTheory', minutes: 105 }],
      },
    ],
    now,
  );
  await store.enrollments.enrol(
    people.map(({ _id: cadreId, unitId, name }) => ({
      ...{ _id: `${classId}:${cadreId}`, classId, cadreId, unitId, name, state: 'enrolled' as const, enrolledAt: now },
    })),
  );
  for (const [place, cadreId] of cadreIds.entries()) {
    const room = place % rooms;
    const entry = { by: 'nobody', byUpdate: `bench:seat:${cadreId}`, at: now };
    await store.enrollments.seat(classId, cadreId, { ...(room === 0 ? {} : { room: String(room) }), ...entry });
  }
}

/** The codes that the rooms show now, in the order of the rooms. */
export async function codesNow(store: Store, now: Date): Promise<string[]> {
  const row = await store.classes.byId(classId);
  const digest = store.roomScreens.codeDigest;
  if (row === null || digest === undefined) throw new Error('no class, or no key');
  const rooms = roomsOf(row).map(({ room }) => room);
  return [...roomCodes(digest, sessionId, rooms, codeWindow(now, defaultRulePack().rooms))]
    .sort(([one], [other]) => rooms.indexOf(one) - rooms.indexOf(other))
    .map(([, code]) => code);
}

/** How many have signed in. */
export async function signedIn(store: Store): Promise<number> {
  return (await store.signIns.ofSession(sessionId)).length;
}
