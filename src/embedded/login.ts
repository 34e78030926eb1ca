import { createHash, timingSafeEqual } from 'node:crypto';
import { Binary } from 'bson';
import type { Answer } from './connection.ts';
import { decode } from './document.ts';

/** Commands a client may send before it has given the password. */
const openCommands = new Set(['hello', 'isMaster', 'ismaster', 'ping']);

/**
 * Lets a connection do nothing but greet until it has given the password (mechanism PLAIN, RFC 4616).
 * Used on a loopback port only; a socket in a private directory needs no password.
 */
export function requirePassword(password: string, answer: Answer): Answer {
  let isKnown = false;
  return async (request) => {
    const body = decode(request.body);
    const [name = ''] = Object.keys(body);
    if (name === 'saslStart') {
      isKnown = body.mechanism === 'PLAIN' && isPassword(body.payload, password);
      if (!isKnown) return { ok: 0, errmsg: 'Authentication failed.', code: 18, codeName: 'AuthenticationFailed' };
      return { conversationId: 1, done: true, payload: new Binary(Buffer.alloc(0)), ok: 1 };
    }
    if (isKnown || openCommands.has(name)) return answer(request);
    return { ok: 0, errmsg: `command ${name} requires authentication`, code: 13, codeName: 'Unauthorized' };
  };
}

/** The payload is authorisation id, user and password, each ended by NUL but the last. */
function isPassword(payload: unknown, password: string): boolean {
  if (!(payload instanceof Binary)) return false;
  const given = Buffer.from(payload.buffer).toString().split('\0')[2] ?? '';
  return timingSafeEqual(digest(given), digest(password));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
