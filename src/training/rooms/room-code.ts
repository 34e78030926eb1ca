import type { RoomRules } from './room-rules.ts';

/** A keyed digest: without the key nobody can say what it makes of a text. */
export type KeyedDigest = (text: string) => Buffer;

type CodeTimes = Pick<RoomRules, 'codeSeconds' | 'codeGraceSeconds'>;

/** From 1000 on: `0001` would be the number of a button. */
const firstCode = 1000;
const codes = 9000;

/** Whether what somebody typed has the form of a code. */
export function isRoomCode(typed: string): boolean {
  return /^[1-9]\d{3}$/.test(typed);
}

/** The stretch of time in which one code is shown, as a whole number that goes up. */
export function codeWindow(at: Date, { codeSeconds }: CodeTimes): number {
  return Math.floor(at.getTime() / (codeSeconds * 1000));
}

/** Seconds until the next code is shown, at least 1. */
export function secondsToNextCode(at: Date, { codeSeconds }: CodeTimes): number {
  const shownMs = at.getTime() % (codeSeconds * 1000);
  return Math.ceil((codeSeconds * 1000 - shownMs) / 1000);
}

/**
 * The codes of all rooms of a session in one window: four digits, bound to the session, the room and the window; no two rooms have the same.
 * @param rooms - fewer than 9,000; their order does not matter
 */
export function roomCodes(
  digest: KeyedDigest,
  sessionId: string,
  rooms: readonly string[],
  window: number,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const found = new Map<string, string>();
  for (const room of [...rooms].sort()) {
    let turn = 0;
    let code: string;
    do {
      const digested = digest(`${sessionId}\n${room}\n${window}\n${turn}`);
      code = String(firstCode + (digested.readUInt32BE(0) % codes));
      turn += 1;
    } while (taken.has(code));
    taken.add(code);
    found.set(room, code);
  }
  return found;
}

/**
 * The rooms whose code this is at an instant: the code that is shown, or the one before it for as long as a message needs. A code is nobody's
 * in particular: everybody in the room may use it, and nobody once it has passed.
 */
export function roomsOfCode(
  digest: KeyedDigest,
  sessionId: string,
  rooms: readonly string[],
  { code, at, times }: { code: string; at: Date; times: CodeTimes },
): string[] {
  const match = windowsTaken(at, times).flatMap((window) =>
    [...roomCodes(digest, sessionId, rooms, window)].filter(([, shown]) => shown === code).map(([room]) => room),
  );
  return [...new Set(match)];
}

/** The windows whose codes are taken at an instant, the present one first. */
export function windowsTaken(at: Date, times: CodeTimes): number[] {
  const present = codeWindow(at, times);
  const before = codeWindow(new Date(at.getTime() - times.codeGraceSeconds * 1000), times);
  return [present, present - 1].filter((window) => window >= before);
}

const passLetters = 22;

/**
 * What the QR code of a screen carries in one window: whoever scans it learns the code of that window, and nothing of the address of the
 * screen, which would show every code of the day wherever they are.
 */
export function scanPass(digest: KeyedDigest, screenId: string, window: number): string {
  return digest(`scan\n${screenId}\n${window}`).toString('base64url').slice(0, passLetters);
}
