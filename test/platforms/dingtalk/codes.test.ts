import { describe, expect, it } from 'vitest';
import { classify, isListed } from '../../../src/platforms/dingtalk/codes.ts';

/** Status, code, what to do: one row per line of the page named. */
const table: readonly (readonly [page: string, status: number, code: string, expected: string])[] = [
  ['4.1', 400, 'invalidClientIdOrSecret', 'never'],
  ['4.1', 400, 'invalid.client', 'never'],
  ['4.1', 400, 'unsupported.grant.type', 'never'],
  ['4.1', 401, 'unauthorized.client', 'never'],
  ['4.1', 200, '40096', 'never'],
  ['4.2', 400, 'InvalidAuthentication', 'after-token'],
  ['4.2', 400, 'AuthenticationFailed.MissingParameter', 'never'],
  ['4.2', 403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', 'never'],
  ['4.2', 403, 'Forbidden.AccessDenied.IpNotInWhiteList', 'never'],
  ['4.2', 403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'later'],
  ['4.2', 403, 'Forbidden.AccessDenied.QpmLimitForAppkeyAndApi', 'later'],
  ['4.2', 403, 'Forbidden.AccessDenied.QpsLimitForApi', 'later'],
  ['4.2', 403, 'Forbidden.AccessDenied.ApiCountLimitForOrg', 'later'],
  ['4.2', 429, 'system.busy', 'later'],
  ['4.2', 500, 'system.error', 'unsure'],
  ['4.2', 500, 'system.busy', 'unsure'],
  ['4.2', 500, 'unknownError', 'unsure'],
  ['4.2', 500, 'server.error', 'unsure'],
  ['4.2', 503, 'not-json', 'unsure'],
  ['4.2', 504, 'not-json', 'unsure'],
  ['4.2', 200, '404', 'never'],
  ['4.3', 200, '40014', 'after-token'],
  ['4.3', 200, '42001', 'after-token'],
  ['4.3', 200, '40001', 'after-token'],
  ['4.3', 200, '40000', 'never'],
  ['4.3', 200, '90018', 'later'],
  ['4.3', 200, '90002', 'later'],
  ['4.3', 200, '90020', 'later'],
  ['4.3', 200, '88', 'later'],
  ['4.3', 200, '15', 'unsure'],
  ['4.3', 200, 'isp.top-remote-connection-timeout', 'unsure'],
  ['4.3', 200, '22', 'never'],
  ['4.3', 200, '-1', 'later'],
  ...['40035', '400002', '40003', '40009', '40078', '41001', '43004'].map((c) => ['4.3', 200, c, 'never'] as const),
  ...['33012', '60121', '60003', '60011', '50002', '50004', '60019', '60020'].map(
    (code) => ['4.3', 200, code, 'never'] as const,
  ),
  ['4.4', 200, '1111', 'later'],
  ['4.4', 200, 'not-json', 'later'],
  ...['empty', 'invalid', 'notExsit', 'auth', 'coolApp', 'missing'].map(
    (end) => ['5.4', 400, `invalidParameter.robotCode.${end}`, 'never'] as const,
  ),
  ...[
    ...['bot.stopped', 'template.not.existed', 'template.stopped', 'resource.not.found', 'chatbotId.notAllow.sendOTO'],
    ...['robot.oto.notExist', 'bot.forbidden.sendMessage', 'send.forbidden', 'invalidParameter.userIds.empty'],
    ...['invalidParameter.userIds.overMax', 'invalidParameter.userId.empty', 'staffId.notExisted'],
    ...['miss.openConversationId', 'invalid.openConversationId', 'group.disbanded', 'conversation.org.notMatch'],
    ...['illegal.receivers', 'receivers.exceed', 'invalidParameter.msgKey.empty', 'invalidParameter.msgKey.invalid'],
    ...['invalidParameter.msgParam.invalid', 'invalidParameter.msgParam.tooLong', 'invalidParameter.param.invalid'],
    ...['invalidParameter.msg.unsupport', 'invalidParameter.msgBody.invalid', 'sendMessage.model.notMatch'],
    ...['contain.unsafe.url', 'contain.notAllowed.text', 'contain.notAllowed.picture', 'contain.notAllowed.content'],
    ...['unauthorized', 'auth.error', 'only.groupAdmin.canAtAll'],
  ].map((code) => ['5.4', 400, code, 'never'] as const),
  ...[
    ...['text', 'contentOfText', 'markdown', 'markdownTotitle', 'markdownTotext', 'link', 'titleOfLink', 'textOfLink'],
    ...['messageUrlOfLink', 'actionCard', 'actionCardTotitle', 'actionCardTotext', 'actionCardTosingleTitle'],
    ...['actionCardTosingleUrl', 'actionCardTobtns', 'actionCardTobtnsTotitle', 'actionCardTobtnsToactionUrl'],
    ...['photo', 'photoTophotoUrl', 'file', 'video', 'audio'],
  ].map((end) => ['5.4', 400, `miss.param.${end}`, 'never'] as const),
  ...['send.too.fast', 'send.byToken.tooFast', 'too.many.people', 'too.many.group'].map(
    (code) => ['5.4', 400, code, 'later'] as const,
  ),
  ['5.4', 500, 'system.error', 'unsure'],
  ['5.4', 400, 'invalidParameter.token.invalid', 'after-token'],
  ['5.4', 400, 'unknown.send.result', 'unsure'],
  ...[
    '300001',
    '310000',
    '400101',
    '300005',
    '400013',
    '400102',
    '400106',
    '400105',
    '430101',
    '430102',
    '430103',
    '430104',
    '40035',
    '43004',
  ].map((code) => ['5.6', 200, code, 'never'] as const),
  ...['410100', '130101', '660026', '-1'].map((code) => ['5.6', 200, code, 'later'] as const),
  ...[
    ...['invalidParameter.robotCode', 'invalidParameter.processQueryKeys.overMax', 'invalid.processQueryKey'],
    ...['invalidParameter.processQueryKey.missing', 'robot.processQueryKey.expired', 'processQueryKey.expireTime'],
    ...['notRevoke.all.messages', 'not.allowed.robotCode'],
  ].map((code) => ['5.5', 400, code, 'never'] as const),
  ...['143103', '143104'].map((code) => ['5.7', 200, code, 'later'] as const),
  ...['143105', '143106', '1430000', '1430002'].map((code) => ['5.7', 200, code, 'never'] as const),
  ...['invalid.chatbotId', 'miss.staffId', 'ding.receivercount.limit', 'ding.serverquota.insufficient'].map(
    (code) => ['5.8', 400, code, 'never'] as const,
  ),
  ['5.8', 400, 'toomuch.msg', 'later'],
  ...[
    ...['empty', 'invalid', 'outTrackIdEmpty', 'cardTemplateIdEmpty', 'cardPublicDataEmpty', 'openSpaceIdEmpty'],
    ...['openSpaceIdInvalid', 'openSpaceModelInvalid', 'openDeliverModelEmpty', 'openDeliverModelError'],
    ...['userIdNotExist', 'templateNotExist', 'templateUnpublished', 'cardAlreadyExist', 'cardNotExist'],
    ...['contentUnsafe', 'userIdEmpty', 'cardDataAndPrivateDataBothEmpty'],
  ].map((code) => ['6.3', 400, `param.${code}`, 'never'] as const),
  ['6.7', 500, 'param.callbackRouteKeyExist', 'never'],
  ...['40004', '40005', '40006'].map((code) => ['7', 200, code, 'never'] as const),
  ['7', 400, 'invalidParameter.robotCode.downloadCode', 'never'],
  ['3.1', 401, 'authFailed', 'never'],
];

describe('what to do about an error code', () => {
  it.each(table)('dingtalk.md %s: HTTP %d %s is %s, and not by chance', (_, status, code, expected) => {
    expect(classify(status, code)).toBe(expected);
    expect(isListed(code)).toBe(true);
  });

  it.each([
    [400, 'never'],
    [429, 'later'],
    [500, 'unsure'],
  ])('a code nobody listed under HTTP %d is %s', (status, expected) => {
    expect(classify(status, 'a.code.nobody.listed')).toBe(expected);
    expect(isListed('a.code.nobody.listed')).toBe(false);
  });
});
