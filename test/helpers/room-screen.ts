import { roomsOf } from '../../src/training/rooms/class-rooms.ts';
import { codeWindow, roomCodes, scanPass } from '../../src/training/rooms/room-code.ts';
import type { BareBot } from './bare-bot.ts';
import type { World } from './world.ts';

const times = { codeSeconds: 20, codeGraceSeconds: 20 };

/** The first address of a page in an answer. */
export function screenUrl(answer: string): string {
  const url = /https?:\/\/\S+\/screen\/[a-z0-9]+/.exec(answer)?.[0];
  if (url === undefined) throw new Error(`no address in: ${answer}`);
  return url;
}

/** The code on a page. */
export function codeOn(html: string): string {
  const code = /<div class="code">(\d{4})<\/div>/.exec(html)?.[1];
  if (code === undefined) throw new Error(`no code in: ${html}`);
  return code;
}

/** The code that a room shows now. */
export async function codeIn(
  { store, clock }: BareBot,
  { classId, session, room }: { classId: string; session: string; room: string },
): Promise<string> {
  const digest = store.roomScreens.codeDigest;
  const row = await store.classes.byId(classId);
  if (digest === undefined || row === null) throw new Error('no codes');
  const window = codeWindow(clock.now(), times);
  const code = roomCodes(
    digest,
    session,
    roomsOf(row).map((each) => each.room),
    window,
  ).get(room);
  if (code === undefined) throw new Error(`no room ${room}`);
  return code;
}

/** What the QR code on the page of a room opens now. */
export function scanUrl({ running, clock }: World, screen: string): string {
  const digest = running.store.roomScreens.codeDigest;
  const [, origin = '', id = ''] = /^(.*)\/screen\/(\w+)$/.exec(screen) ?? [];
  if (digest === undefined) throw new Error('no codes');
  return `${origin}/scan/2026-01/${scanPass(digest, id, codeWindow(clock.now(), times))}`;
}
