import type { Entry } from '../entries.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { dingtalkEvent } from './callback.ts';

/** `user_modify_org` with the changed fields of both sides (dingtalk.md 8.1); nothing when none of those it knows has changed. */
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
