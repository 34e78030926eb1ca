import { PlatformError, type Retry } from '../../errors.ts';

/** `unsure`: the vendor answered, but may have done it or not; treated like no answer at all. */
export type AnswerClass = Retry | 'unsure';

/** Our code for an answer that is not JSON, such as the page of an IP ban. */
export const NOT_JSON = 'not-json';

const afterToken = [
  'InvalidAuthentication', // 4.2: HTTP 400, not 401
  'invalidParameter.token.invalid', // 5.4
  ...['40014', '42001', '40001'], // 4.3
];

/** Too many calls in a second or a minute (4.2, 4.3). */
const rateLimits = [
  'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
  'Forbidden.AccessDenied.QpmLimitForAppkeyAndApi',
  'Forbidden.AccessDenied.QpsLimitForApi',
  ...['90018', '90002'],
];

const later = [
  ...rateLimits,
  // 4.2
  'Forbidden.AccessDenied.ApiCountLimitForOrg', // the month's quota: the outbox keeps trying until the message expires
  'system.busy',
  // 4.3; a bare 88 is a timeout inside authentication, before anything was done
  ...['90020', '88', '-1'],
  ...['1111', NOT_JSON], // 4.4: the answers of an address that is banned for five minutes
  // 5.4
  ...['send.too.fast', 'send.byToken.tooFast', 'too.many.people', 'too.many.group'],
  // 5.6, for `sessionWebhook`
  ...['410100', '130101', '660026'],
  // 5.7, of one person in a work notification; 5.8
  ...['143103', '143104', 'toomuch.msg'],
];

const unsure = [
  ...['system.error', 'unknownError', 'server.error'], // 4.2
  ...['15', 'isp.top-remote-connection-timeout'], // 4.3
  'unknown.send.result', // 5.4
];

const never = [
  'authFailed', // 3.1
  // 4.1
  ...['invalidClientIdOrSecret', 'invalid.client', 'unsupported.grant.type', 'unauthorized.client', '40096'],
  // 4.2
  'AuthenticationFailed.MissingParameter',
  'Forbidden.AccessDenied.AccessTokenPermissionDenied',
  'Forbidden.AccessDenied.IpNotInWhiteList',
  '404',
  // 4.3
  ...['40000', '22', '40035', '400002', '40003', '40009', '40078', '41001', '43004', '33012', '60121', '60003'],
  ...['60011', '50002', '50004', '60019', '60020'],
  // 5.4 robot
  ...['empty', 'invalid', 'notExsit', 'auth', 'coolApp', 'missing'].map((end) => `invalidParameter.robotCode.${end}`),
  ...['bot.stopped', 'template.not.existed', 'template.stopped', 'resource.not.found', 'chatbotId.notAllow.sendOTO'],
  ...['robot.oto.notExist', 'bot.forbidden.sendMessage', 'send.forbidden'],
  // 5.4 receivers
  ...['invalidParameter.userIds.empty', 'invalidParameter.userIds.overMax', 'invalidParameter.userId.empty'],
  ...['staffId.notExisted', 'miss.openConversationId', 'invalid.openConversationId', 'group.disbanded'],
  ...['conversation.org.notMatch', 'illegal.receivers', 'receivers.exceed'],
  // 5.4 message
  ...['msgKey.empty', 'msgKey.invalid', 'msgParam.invalid', 'msgParam.tooLong', 'param.invalid', 'msg.unsupport'].map(
    (end) => `invalidParameter.${end}`,
  ),
  ...['invalidParameter.msgBody.invalid', 'sendMessage.model.notMatch'],
  // 5.4 missing fields
  ...[
    'text',
    'contentOfText',
    'markdown',
    'markdownTotitle',
    'markdownTotext',
    'link',
    'titleOfLink',
    'textOfLink',
  ].map((end) => `miss.param.${end}`),
  ...['messageUrlOfLink', 'actionCard', 'actionCardTotitle', 'actionCardTotext', 'actionCardTosingleTitle'].map(
    (end) => `miss.param.${end}`,
  ),
  ...['actionCardTosingleUrl', 'actionCardTobtns', 'actionCardTobtnsTotitle', 'actionCardTobtnsToactionUrl'].map(
    (end) => `miss.param.${end}`,
  ),
  ...['photo', 'photoTophotoUrl', 'file', 'video', 'audio'].map((end) => `miss.param.${end}`),
  // 5.4 content, rights
  ...['contain.unsafe.url', 'contain.notAllowed.text', 'contain.notAllowed.picture', 'contain.notAllowed.content'],
  ...['unauthorized', 'auth.error', 'only.groupAdmin.canAtAll'],
  // 5.6, for `sessionWebhook`; 300001 (1.4) is an unknown or expired session
  ...['300001', '310000', '400101', '300005', '400013', '400102', '400106', '400105'],
  ...['430101', '430102', '430103', '430104'],
  // 5.5
  ...['invalidParameter.robotCode', 'invalidParameter.processQueryKeys.overMax'],
  ...['invalidParameter.processQueryKey.missing', 'invalid.processQueryKey', 'robot.processQueryKey.expired'],
  ...['processQueryKey.expireTime', 'notRevoke.all.messages', 'not.allowed.robotCode'],
  // 5.7, of one person in a work notification
  ...['143105', '143106', '1430000', '1430002'],
  // 5.8
  ...['invalid.chatbotId', 'miss.staffId', 'ding.receivercount.limit', 'ding.serverquota.insufficient'],
  // 6.3
  ...['empty', 'invalid', 'outTrackIdEmpty', 'cardTemplateIdEmpty', 'cardPublicDataEmpty'].map((end) => `param.${end}`),
  ...['cardDataAndPrivateDataBothEmpty', 'openSpaceIdEmpty', 'openSpaceIdInvalid', 'openSpaceModelInvalid'].map(
    (end) => `param.${end}`,
  ),
  ...['openDeliverModelEmpty', 'openDeliverModelError', 'userIdNotExist', 'userIdEmpty', 'templateNotExist'].map(
    (end) => `param.${end}`,
  ),
  ...['templateUnpublished', 'cardAlreadyExist', 'cardNotExist', 'contentUnsafe'].map((end) => `param.${end}`),
  'param.callbackRouteKeyExist', // 6.7: HTTP 500, yet final
  ...['40004', '40005', '40006', 'invalidParameter.robotCode.downloadCode'], // 7
];

const classes: ReadonlyMap<string, AnswerClass> = new Map([
  ...afterToken.map((code) => [code, 'after-token'] as const),
  ...later.map((code) => [code, 'later'] as const),
  ...unsure.map((code) => [code, 'unsure'] as const),
  ...never.map((code) => [code, 'never'] as const),
]);

/** Whether the vendor's pages name this code. */
export function isListed(code: string): boolean {
  return classes.has(code);
}

/** Whether this is a refusal for too many calls in a short while. */
export function isRateLimit(error: unknown): boolean {
  return error instanceof PlatformError && rateLimits.includes(error.code);
}

/**
 * What to do about a refusal, for both of the vendor's APIs (dingtalk.md 4.2, 4.3, 5.4, 6.3).
 *
 * A 5xx answer may hide a call that was carried out, unless its code is known to be final. A code nobody listed is not tried again.
 *
 * @param status - HTTP status; the old API always answers 200
 * @param code - `code` of the new API; `errcode` of the old one, or its `sub_code` where `errcode` is 88
 */
export function classify(status: number, code: string): AnswerClass {
  const known = classes.get(code);
  if (status >= 500) return known === 'never' ? 'never' : 'unsure';
  return known ?? (status === 429 ? 'later' : 'never');
}
