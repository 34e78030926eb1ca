import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/platforms/dingtalk/codes.ts';

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
  ['4.2', 429, 'anything', 'later'],
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
  ['4.3', 200, '22', 'never'],
  ['4.3', 200, '-1', 'later'],
  ...['40035', '400002', '40003', '40009', '40078', '41001', '43004'].map((c) => ['4.3', 200, c, 'never'] as const),
  ...['33012', '60121', '60003', '60011', '50002', '50004', '60019', '60020'].map(
    (code) => ['4.3', 200, code, 'never'] as const,
  ),
  ['4.4', 200, '1111', 'later'],
  ['4.4', 200, 'not-json', 'later'],
  ...[
    ...['invalidParameter.robotCode.empty', 'invalidParameter.robotCode.notExsit', 'invalidParameter.robotCode.auth'],
    ...['bot.stopped', 'template.stopped', 'chatbotId.notAllow.sendOTO', 'robot.oto.notExist', 'send.forbidden'],
    ...['invalidParameter.userIds.empty', 'invalidParameter.userIds.overMax', 'staffId.notExisted', 'receivers.exceed'],
    ...['invalidParameter.msgKey.invalid', 'invalidParameter.msgParam.tooLong', 'sendMessage.model.notMatch'],
    ...['miss.param.text', 'miss.param.markdownTitle', 'contain.unsafe.url', 'contain.notAllowed.content'],
    ...['unauthorized', 'auth.error', 'group.disbanded', 'a.code.nobody.listed'],
  ].map((code) => ['5.4', 400, code, 'never'] as const),
  ...['send.too.fast', 'send.byToken.tooFast', 'too.many.people', 'too.many.group'].map(
    (code) => ['5.4', 400, code, 'later'] as const,
  ),
  ['5.4', 400, 'invalidParameter.token.invalid', 'after-token'],
  ['5.4', 400, 'unknown.send.result', 'unsure'],
  ...['300001', '310000', '400101', '300005', '400013', '400102', '400106', '400105', '430101', '430104'].map(
    (code) => ['5.6', 200, code, 'never'] as const,
  ),
  ...['410100', '130101', '660026'].map((code) => ['5.6', 200, code, 'later'] as const),
  ...[
    ...['empty', 'invalid', 'outTrackIdEmpty', 'cardTemplateIdEmpty', 'cardPublicDataEmpty', 'openSpaceIdEmpty'],
    ...['openSpaceIdInvalid', 'openSpaceModelInvalid', 'openDeliverModelEmpty', 'openDeliverModelError'],
    ...['userIdNotExist', 'templateNotExist', 'templateUnpublished', 'cardAlreadyExist', 'cardNotExist'],
    ...['contentUnsafe', 'userIdEmpty', 'cardDataAndPrivateDataBothEmpty'],
  ].map((code) => ['6.3', 400, `param.${code}`, 'never'] as const),
  ['6.7', 500, 'param.callbackRouteKeyExist', 'never'],
];

describe('what to do about an error code', () => {
  it.each(table)('dingtalk.md %s: HTTP %d %s is %s', (_, status, code, expected) => {
    expect(classify(status, code)).toBe(expected);
  });
});
