import { randomPrefix, type SealKeys, seal, unseal } from '../crypto.ts';
import type { Entry } from '../entries.ts';
import type { Callback } from '../items.ts';
import { objectOf, parseJson, textOf } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { callbackOf } from './callback.ts';

/** The owner key of an internal app whose address was set in the console is its AppKey (docs/emulator.md, Events). */
export function eventKeys(account: DingtalkAccount): SealKeys {
  return { token: account.eventToken, encodingAesKey: account.eventAesKey, owner: account.appKey };
}

/** One event, flat and encrypted (docs/emulator.md, Events). Trailing blanks make equal events use all 32 pad values. */
export function dingtalkEvent(world: World, account: DingtalkAccount, type: string, payload: object): Callback {
  const serial = world.nextSerial();
  const envelope = type === 'check_url' ? { EventType: type } : eventEnvelope(world, account, type, serial);
  const plain = JSON.stringify({ ...envelope, ...payload }) + ' '.repeat(world.nextFiller());
  const body = JSON.stringify({ encrypt: seal(eventKeys(account), plain, randomPrefix()) });
  return callbackOf(world, 'event', '', undefined, body);
}

function eventEnvelope(world: World, account: DingtalkAccount, type: string, serial: number) {
  const atMs = world.nowMs();
  return {
    EventType: type,
    EventTime: atMs,
    CorpId: account.corpId,
    BizId: String(serial),
    eventId: `${account.corpId}-${serial}`,
    timeStamp: String(atMs),
  };
}

/** The flat event behind an encrypted one. */
export function openEvent(account: DingtalkAccount, callback: Callback): string {
  return unseal(eventKeys(account), textOf(objectOf(parseJson(callback.body)).encrypt));
}

/** `user_modify_org` with the changed fields of both sides (docs/emulator.md, Events); nothing when none of those it knows has changed. */
export function changeEvents(
  world: World,
  account: DingtalkAccount,
  before: EmulatedPerson,
  after: EmulatedPerson,
): Entry[] {
  const { userId } = after;
  const [prev, curr] = [fieldsOf(before), fieldsOf(after)];
  const names = Object.keys(curr).filter((name) => prev[name] !== curr[name]);
  const isMoved = before.departments.join() !== after.departments.join() || before.post !== after.post;
  if (names.length === 0 && !isMoved) return [];
  const side = (fields: Record<string, string>) => Object.fromEntries(names.map((name) => [name, fields[name]]));
  const diffInfo = { prev: side(prev), curr: side(curr), userid: userId };
  const callback = dingtalkEvent(world, account, 'user_modify_org', { userId: [userId], diffInfo });
  return [{ kind: 'callback', callback }];
}

function fieldsOf({ name, manager, email }: EmulatedPerson): Record<string, string> {
  return { name, managerUserid: manager ?? '', email: email ?? '' };
}
