import { type JsonObject, textOf } from '../json.ts';
import type { World } from '../world.ts';
import { unionIdOf } from './contacts.ts';
import { OldRefusal } from './refusals.ts';

const CODE_LIFE_MS = 5 * 60_000;

/** What `dd.requestAuthCode` gives to a page that this person has open in the client (docs/emulator.md, Login). */
export function issueAuthCode(world: World, userId: string): string {
  const code = world.secret(16);
  world.commit({ kind: 'dingtalk-login', code, userId, expiresAtMs: world.nowMs() + CODE_LIFE_MS });
  return code;
}

/**
 * `POST /topapi/v2/user/getuserinfo`: a code is good once, for five minutes.
 * @throws OldRefusal 40078
 */
export function userOfCode(world: World, body: JsonObject): JsonObject {
  const code = textOf(body.code);
  const login = world.state.dingtalk.logins.get(code);
  const person = login && world.directory.find('dingtalk', login.userId);
  if (login === undefined || person === undefined || login.expiresAtMs <= world.nowMs()) {
    throw new OldRefusal(40078, '不存在的临时授权码');
  }
  world.commit({ kind: 'dingtalk-login-used', code });
  const unionid = unionIdOf(person.userId);
  const device = { device_id: 'emulated', sys: false, sys_level: 0 };
  return { userid: person.userId, unionid, associated_unionid: unionid, name: person.name, ...device };
}
