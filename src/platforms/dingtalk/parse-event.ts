import { z } from 'zod';
import type { Joined, Left } from '../../chat/update.ts';
import { hash, instantMs, readObject, userId, vendorId } from './json.ts';
import type { Parsed } from './parse.ts';

/**
 * A decrypted event (dingtalk.md 2.4, 8.1); its keys come in several spellings and are read without regard to case.
 * @returns besides updates, `check` for the vendor's test of the address
 */
export function parseEvent(
  plaintext: string,
  expected: { corpId: string },
  signedAtMs: number,
): Parsed<Joined | Left> | { kind: 'check' } {
  const body = readObject(plaintext);
  if (body === undefined) return { kind: 'malformed', why: 'event is not a JSON object' };
  const fields = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]));
  const type = fields.get('eventtype');
  if (typeof type !== 'string') return { kind: 'malformed', why: 'event without a type' };
  if (type === 'check_url') return { kind: 'check' };
  const corpId = fields.get('corpid');
  if (corpId !== undefined && corpId !== expected.corpId) return { kind: 'malformed', why: 'event of another corp' };
  if (type !== 'user_add_org' && type !== 'user_leave_org')
    return { kind: 'ignored', why: `event ${JSON.stringify(type.slice(0, 64))}` };
  const users = z.array(userId).safeParse(fields.get('userid'));
  if (!users.success) return { kind: 'malformed', why: `event ${type} without user ids` };
  const [only, ...others] = users.data;
  if (only === undefined || others.length > 0)
    return { kind: 'ignored', why: `event ${type} names ${users.data.length} people` };
  const eventId = vendorId.safeParse(fields.get('eventid'));
  const at = instantMs.safeParse(fields.get('eventtime') ?? fields.get('timestamp'));
  const common = {
    id: `dingtalk:event:${eventId.success ? eventId.data : hash(plaintext)}`,
    from: { platform: 'dingtalk', userId: only } as const,
    at: at.success ? at.data : signedAtMs,
  };
  return { kind: 'update', update: { ...common, kind: type === 'user_add_org' ? 'joined' : 'left' } };
}
