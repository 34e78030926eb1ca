import type { DingtalkAccount } from './account.ts';

/** Of the card without a template: it can be requested no more (docs/emulator.md, Cards). */
const CLOSED_SCOPE = 'Robot.InteractiveCards.Write';

/** The permission point that calls beginning so need; the first that fits counts (docs/emulator.md, Calls and Messages and Cards). */
const NEW_API: readonly (readonly [start: string, scope: string])[] = [
  ['/v1.0/robot/', 'qyapi_robot_sendmsg'],
  ['/v1.0/card/streaming', 'Card.Streaming.Write'],
  ['/v1.0/card/', 'Card.Instance.Write'],
  ['/v1.0/calendar/', 'Calendar.Event.Write'],
  ['/v1.0/im/', CLOSED_SCOPE],
];

/** The permission points of the contact calls (docs/emulator.md, Contacts). */
const OLD_API: Readonly<Record<string, string>> = {
  '/topapi/v2/department/listsub': 'qyapi_get_department_list',
  '/topapi/v2/department/listsubid': 'qyapi_get_department_list',
  '/topapi/v2/department/get': 'qyapi_get_department_list',
  '/topapi/v2/user/list': 'qyapi_get_department_member',
  '/topapi/user/listid': 'qyapi_get_department_member',
  '/topapi/v2/user/get': 'qyapi_get_member',
  '/topapi/v2/user/getbymobile': 'qyapi_get_member',
  '/topapi/user/getbyunionid': 'qyapi_get_member',
};

/** Personal data come only with these; without them the fields are missing (docs/emulator.md, Contacts). The names are our choice. */
export const MOBILE_SCOPE = 'fieldMobile';
export const EMAIL_SCOPE = 'fieldEmail';

/** The permission point the app lacks for this call, if any. */
export function missingScope(account: DingtalkAccount, path: string): string | undefined {
  const [, newScope] = NEW_API.find(([start]) => path.startsWith(start)) ?? [];
  const scope = newScope ?? (Object.hasOwn(OLD_API, path) ? OLD_API[path] : undefined);
  return scope === undefined || isGranted(account, scope) ? undefined : scope;
}

/** Without a list of its own an app has every permission that can still be requested, personal data excepted. */
export function isGranted(account: DingtalkAccount, scope: string): boolean {
  const { permissions } = account;
  return permissions === undefined
    ? ![CLOSED_SCOPE, MOBILE_SCOPE, EMAIL_SCOPE].includes(scope)
    : permissions.includes(scope);
}
