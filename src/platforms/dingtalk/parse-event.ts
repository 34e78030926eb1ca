import { z } from 'zod';
import type { Joined, Left, Renamed } from '../../chat/update.ts';
import { hash, instantMs, userId, vendorId } from './json.ts';

/** What an event says: something about these people, the vendor's test of the address, or what `Parsed` names. */
export type EventParsed =
  | { kind: 'updates'; updates: readonly (Joined | Left | Renamed)[] }
  | { kind: 'check' }
  | { kind: 'ignored'; why: string }
  | { kind: 'foreign'; why: string }
  | { kind: 'malformed'; why: string };

/** Contacts, roles and admins: these do not count towards the month's allowance of messages (docs/vendors/dingtalk.md, Limits). */
const freeOfCharge = /^(user|org|label)_/;

/** Whether this event counts towards the month's allowance. @param type - as the vendor names it, e.g. `chat_add_member` */
export function countsAsPush(type: string): boolean {
  return type !== 'check_url' && !freeOfCharge.test(type);
}

/** The event's name, whatever its key's spelling. */
export function eventType(body: Readonly<Record<string, unknown>>): string | undefined {
  const type = Object.entries(body).find(([key]) => key.toLowerCase() === 'eventtype')?.[1];
  return typeof type === 'string' ? type : undefined;
}

/**
 * An event with its envelope and its payload in one object (docs/vendors/dingtalk.md, Events); its keys come in several spellings and are
 * read
 * without regard to case. Everyone it names becomes an update of their own.
 *
 * Who enters or leaves a group has neither joined nor left the company: group events are none of ours.
 */
export function parseEvent(
  body: Readonly<Record<string, unknown>>,
  expected: { corpId: string },
  signedAtMs: number,
): EventParsed {
  const type = eventType(body);
  if (type === undefined) return { kind: 'malformed', why: 'event without a type' };
  if (type === 'check_url') return { kind: 'check' };
  const fields = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]));
  const corpId = fields.get('corpid');
  if (corpId !== undefined && corpId !== expected.corpId) return { kind: 'foreign', why: 'event of another corp' };
  const at = instantMs.safeParse(fields.get('eventtime') ?? fields.get('timestamp'));
  const atMs = at.success ? at.data : signedAtMs;
  const eventId = vendorId.safeParse(fields.get('eventid'));
  const id = `dingtalk:event:${eventId.success ? eventId.data : hash(body)}`;
  const renamed = type === 'user_modify_org' ? renamedIn(fields.get('diffinfo'), id, atMs) : [];
  if (renamed.length > 0) return { kind: 'updates', updates: renamed };
  if (type !== 'user_add_org' && type !== 'user_leave_org')
    return { kind: 'ignored', why: `event ${JSON.stringify(type.slice(0, 64))}` };
  const users = z.array(userId).max(1000).safeParse(fields.get('userid'));
  if (!users.success) return { kind: 'malformed', why: `event ${type} without user ids` };
  const people = [...new Set(users.data)];
  if (people.length === 0) return { kind: 'ignored', why: `event ${type} names nobody` };
  const updates = people.map((person) => ({
    kind: type === 'user_add_org' ? ('joined' as const) : ('left' as const),
    id: `${id}:${person}`,
    from: { platform: 'dingtalk', userId: person } as const,
    at: atMs,
  }));
  return { kind: 'updates', updates };
}

const difference = z.object({ prev: z.record(z.string(), z.unknown()), curr: z.record(z.string(), z.unknown()) });

/**
 * Accounts whose userId is another one now. That a change of person is told as `prev` and `curr` is documented; that their userId may be
 * among what changed is not, and is read all the same.
 */
function renamedIn(diffInfo: unknown, id: string, at: number): Renamed[] {
  const parts = Array.isArray(diffInfo) ? diffInfo : [diffInfo];
  return parts.flatMap((part): Renamed[] => {
    const read = difference.safeParse(part);
    const from = userId.safeParse(read.data && idIn(read.data.prev));
    const to = userId.safeParse(read.data && idIn(read.data.curr));
    if (!from.success || !to.success || from.data === to.data) return [];
    const identity = { platform: 'dingtalk', userId: from.data } as const;
    return [{ kind: 'renamed', id: `${id}:${from.data}:${to.data}`, from: identity, to: to.data, at }];
  });
}

function idIn(fields: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(fields).find(([key]) => key.toLowerCase() === 'userid')?.[1];
}
