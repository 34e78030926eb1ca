import { beijingDateOf, formatClock } from '../calendar/beijing-time.ts';
import type { Store } from '../stores.ts';
import { type CodeSession, codeSession } from '../training/attendance/code-session.ts';
import { roomOf } from '../training/attendance/head-counts.ts';
import { sessionAttendance } from '../training/attendance/session-attendance.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { SessionRow } from '../training/class/sessions.ts';
import { presentRoom, roomsOf } from '../training/rooms/class-rooms.ts';
import {
  codeWindow,
  type KeyedDigest,
  roomCodes,
  scanPass,
  secondsToNextCode,
  windowsTaken,
} from '../training/rooms/room-code.ts';
import type { RoomScreenRow } from '../training/rooms/room-screens.ts';
import { screenWords } from '../training/rooms/words.ts';
import type { RulePack } from '../training/rule-pack.ts';
import type { RulePacks } from '../training/rule-packs.ts';
import { escaped, page } from './html.ts';

export interface ScreenParts {
  store: Store;
  packs: RulePacks;
  now: Date;
  /** The address of a page. */
  urlOf: (path: string) => string;
}

/** How soon a page that shows no code looks again. */
const waitSeconds = 30;

interface Screen {
  row: RoomScreenRow;
  trainingClass: ClassRow;
  rules: RulePack;
  session: CodeSession;
}

/** The page on the screen of a room: the code of the moment and head counts, no names. `undefined` where it does not exist any more. */
export async function roomScreen(parts: ScreenParts, id: string): Promise<string | undefined> {
  const screen = await screenOf(parts, id);
  if (screen === undefined) return undefined;
  const { row, trainingClass, session, rules } = screen;
  const heading = `${head(trainingClass.name)}${line(`${presentRoom(trainingClass, row.room).name}　${formatClock(parts.now)}`)}`;
  if (session.open === undefined) {
    const words =
      session.next === undefined
        ? screenWords.over
        : screenWords.notOpen(session.next.session.title, session.next.opensAt);
    return page(screenWords.title, `${heading}${told(words)}`, waitSeconds);
  }
  const digest = parts.store.roomScreens.codeDigest;
  if (digest === undefined) return undefined;
  const window = codeWindow(parts.now, rules.rooms);
  const code = codeIn(digest, screen, session.open, window);
  if (code === undefined) return undefined;
  const scanned = parts.urlOf(`/scan/${row.classId}/${scanPass(digest, id, window)}`);
  const { default: codes } = await import('qrcode');
  const svg = await codes.toString(scanned, { type: 'svg', margin: 1 });
  const counts = await countsOf(parts, screen, session.open);
  const shown = [
    heading,
    line(session.open.title),
    `<div class="codes"><div class="code">${code}</div>${svg}</div>`,
    line(screenWords.how(rules.rooms.codeSeconds)),
    `<p class="counts">${escaped(screenWords.counts(counts.signed, counts.expected))}</p>`,
  ];
  return page(screenWords.title, shown.join(''), secondsToNextCode(parts.now, rules.rooms));
}

/** What the QR code of a screen opens on a phone: the code to send, as long as it is taken. Whatever else is asked for looks the same. */
export async function scannedCode(parts: ScreenParts, classId: string, pass: string): Promise<string> {
  const code = await codeScanned(parts, classId, pass);
  if (code === undefined) return page(screenWords.title, told(screenWords.passed));
  return page(screenWords.title, `${told(screenWords.scanned)}<div class="code">${code}</div>`);
}

async function codeScanned(parts: ScreenParts, classId: string, pass: string): Promise<string | undefined> {
  const digest = parts.store.roomScreens.codeDigest;
  if (digest === undefined) return undefined;
  for (const { _id } of await parts.store.roomScreens.ofDay(classId, beijingDateOf(parts.now))) {
    const screen = await screenOf(parts, _id);
    if (screen?.session.open === undefined) continue;
    const taken = windowsTaken(parts.now, screen.rules.rooms);
    const window = taken.find((each) => scanPass(digest, _id, each) === pass);
    if (window !== undefined) return codeIn(digest, screen, screen.session.open, window);
  }
  return undefined;
}

async function screenOf({ store, packs, now }: ScreenParts, id: string): Promise<Screen | undefined> {
  const row = await store.roomScreens.byId(id);
  const dateOn = beijingDateOf(now);
  if (row === null || row.endedByUpdate !== undefined || row.dateOn !== dateOn) return undefined;
  const trainingClass = await store.classes.byId(row.classId);
  if (trainingClass === null || trainingClass.state === 'withdrawn' || trainingClass.signInBy === 'press')
    return undefined;
  const rules = packs.of(trainingClass);
  const sessions = (await store.sessions.ofClass(row.classId)).filter((each) => each.dateOn === dateOn);
  return { row, trainingClass, rules, session: codeSession(sessions, rules.attendance, now) };
}

function codeIn(
  digest: KeyedDigest,
  { row, trainingClass }: Screen,
  { _id }: SessionRow,
  window: number,
): string | undefined {
  const rooms = roomsOf(trainingClass).map(({ room }) => room);
  return roomCodes(digest, _id, rooms, window).get(row.room);
}

/** Who of the room is there, and who is expected: neither those on leave nor those who sit elsewhere. */
async function countsOf(
  { store, now }: ScreenParts,
  { row, trainingClass, rules }: Screen,
  session: SessionRow,
): Promise<{ signed: number; expected: number }> {
  const people = await sessionAttendance(store, session, rules.attendance, now);
  const here = people.filter(({ trainee, signIn }) => roomOf(trainingClass, trainee, signIn) === row.room);
  const expected = here.filter(({ attendance }) => !attendance.presence.includes('onLeave'));
  const signed = expected.filter(({ signIn }) => signIn !== undefined && signIn.byRoll !== 'absent');
  return { signed: signed.length, expected: expected.length };
}

const head = (text: string) => `<h1>${escaped(text)}</h1>`;
const line = (text: string) => `<p>${escaped(text)}</p>`;
/** The one thing such a page has to say. */
const told = (text: string) => `<p class="told">${escaped(text)}</p>`;
