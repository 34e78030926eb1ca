import type { PlatformName } from '../chat/update.ts';
import { PlatformError } from '../errors.ts';

/**
 * What a vendor's refusal is about. `message`: this message or its receiver; the vendor's own verdict (`retry`) stands. `way`: the way
 * this kind of message takes, e.g. cards, until an operator puts it right. `account`: everything, until time or an operator helps.
 */
export type Blame = 'message' | 'way' | 'account';

/** Refusals of everything we send: address not allowed, app stopped, no right to send, wrong ids, too many calls. */
const account: Readonly<Record<PlatformName, ReadonlySet<string>>> = {
  // wecom.md 3.2
  wecom: new Set(['40013', '40056', '48002', '48006', '50003', '60020', '301002', '301007', '45009', '45033']),
  // dingtalk.md 4.2, 4.3, 4.4, 5.4
  dingtalk: new Set([
    'Forbidden.AccessDenied.IpNotInWhiteList',
    'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
    'Forbidden.AccessDenied.QpmLimitForAppkeyAndApi',
    'Forbidden.AccessDenied.QpsLimitForApi',
    ...['90018', '90002', '1111', 'not-json', 'unauthorized', 'auth.error'],
    ...['notExsit', 'invalid', 'auth', 'coolApp'].map((end) => `invalidParameter.robotCode.${end}`),
    ...['bot.stopped', 'bot.forbidden.sendMessage', 'robot.oto.notExist', 'chatbotId.notAllow.sendOTO'],
  ]),
};

/** Refusals of one way only: texts still go when cards do not, and the answer in a session still goes when the quota is used up. */
const way: Readonly<Record<PlatformName, ReadonlySet<string>>> = {
  wecom: new Set(['43012']),
  dingtalk: new Set([
    'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    'Forbidden.AccessDenied.ApiCountLimitForOrg',
    ...['90020', 'template.not.existed', 'template.stopped', 'param.templateNotExist', 'param.templateUnpublished'],
  ]),
};

const tokenCalls: ReadonlySet<string> = new Set(['gettoken', 'oauth2/accessToken']);

/** Whether the refused call was the one that fetches the token every other call needs. */
export function isTokenCall(error: PlatformError): boolean {
  return tokenCalls.has(error.method);
}

/**
 * The one place that tells refusals of a message from refusals of the whole account or of one way to send: the latter keep messages
 * waiting, whatever the vendor's table says, for nobody's message is at fault.
 */
export function blameOf(platform: PlatformName, error: unknown): Blame {
  if (!(error instanceof PlatformError)) return 'message';
  // Something between us and the vendor (a proxy, a wrong address) said no.
  if (isTokenCall(error) || /^http-4/.test(error.code) || account[platform].has(error.code)) return 'account';
  return way[platform].has(error.code) ? 'way' : 'message';
}
