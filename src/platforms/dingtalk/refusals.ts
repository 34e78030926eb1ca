import { type Refusal, refusalTable } from '../shared/refusal-table.ts';

/** Every code of DingTalk's that we know, and our own words for what it cannot do (docs/vendors/dingtalk.md, Codes). */
export const dingtalkRefusals = refusalTable([
  ['after-token', 'account', 'other', 'InvalidAuthentication invalidParameter.token.invalid 40014 42001 40001'],
  [
    ...(['later', 'rate', 'other'] as const),
    'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi Forbidden.AccessDenied.QpmLimitForAppkeyAndApi ' +
      'Forbidden.AccessDenied.QpsLimitForApi 90018 90002',
  ],
  // the address is banned for five minutes
  ['later', 'account', 'other', '1111'],
  // the month's allowance of the company is used up: answers in a session still go
  ['later', 'way', 'other', 'Forbidden.AccessDenied.ApiCountLimitForOrg 90020'],
  // busy, or too fast in one place; a bare 88 is a timeout inside authentication, before anything was done
  ['later', 'message', 'other', 'system.busy 88 -1 send.too.fast send.byToken.tooFast too.many.people too.many.group'],
  ['later', 'message', 'other', '410100 130101 660026 143103 143104 toomuch.msg flowControlledStaffId'],
  ['later', 'message', 'card-not-changed', 'not-done'],

  ['unsure', 'message', 'other', 'system.error unknownError server.error unknown.send.result'],
  ['unsure', 'message', 'other', '15 isp.top-remote-connection-timeout'],

  // app, secret, robot, address, rights
  ['never', 'account', 'other', 'authFailed invalidClientIdOrSecret invalid.client unsupported.grant.type'],
  ['never', 'account', 'other', 'unauthorized.client 40096 AuthenticationFailed.MissingParameter 40000'],
  [
    'never',
    'account',
    'other',
    'Forbidden.AccessDenied.IpNotInWhiteList 60020 unauthorized auth.error insecure-endpoint',
  ],
  [
    ...(['never', 'account', 'other'] as const),
    ['empty', 'invalid', 'notExsit', 'auth', 'coolApp', 'missing']
      .map((end) => `invalidParameter.robotCode.${end}`)
      .join(' '),
  ],
  ['never', 'account', 'robot-barred', 'bot.stopped bot.forbidden.sendMessage robot.oto.notExist'],
  ['never', 'account', 'robot-barred', 'chatbotId.notAllow.sendOTO'],
  ['never', 'message', 'robot-barred', 'send.forbidden'],
  ['never', 'way', 'other', 'Forbidden.AccessDenied.AccessTokenPermissionDenied template.not.existed template.stopped'],
  ['never', 'way', 'other', 'param.templateNotExist param.templateUnpublished'],

  // people
  [
    'never',
    'receiver',
    'no-account',
    'invalidStaffId staffId.notExisted illegal.receivers 33012 60121 50002 50004 40003',
  ],
  [
    'never',
    'receiver',
    'no-account',
    'param.userIdNotExist param.openSpaceIdInvalid invalidParameter.userId.empty 60011',
  ],
  ['never', 'receiver', 'card-not-delivered', 'card.not-delivered'],
  ['never', 'message', 'other', 'invalidParameter.userIds.empty invalidParameter.userIds.overMax receivers.exceed'],
  ['never', 'message', 'other', 'miss.openConversationId invalid.openConversationId group.disbanded'],
  ['never', 'message', 'other', 'conversation.org.notMatch resource.not.found only.groupAdmin.canAtAll'],
  ['never', 'message', 'other', '60003 60019 40009 40078'],

  // content
  ['never', 'message', 'bad-content', 'invalidParameter.msgParam.tooLong invalidParameter.msgParam.invalid'],
  [
    ...(['never', 'message', 'unsafe-content'] as const),
    'contain.unsafe.url contain.notAllowed.text contain.notAllowed.picture contain.notAllowed.content ' +
      '430101 430102 430103 430104 param.contentUnsafe',
  ],
  ['never', 'message', 'other', '404 22 40035 400002 41001 43004 sendMessage.model.notMatch'],
  ['never', 'message', 'other', 'invalidParameter.msgKey.empty invalidParameter.msgKey.invalid'],
  ['never', 'message', 'other', 'invalidParameter.param.invalid invalidParameter.msg.unsupport'],
  ['never', 'message', 'other', 'invalidParameter.msgBody.invalid'],
  [
    ...(['never', 'message', 'other'] as const),
    [
      ...[
        'text',
        'contentOfText',
        'markdown',
        'markdownTotitle',
        'markdownTotext',
        'link',
        'titleOfLink',
        'textOfLink',
      ],
      ...['messageUrlOfLink', 'actionCard', 'actionCardTotitle', 'actionCardTotext', 'actionCardTosingleTitle'],
      ...['actionCardTosingleUrl', 'actionCardTobtns', 'actionCardTobtnsTotitle', 'actionCardTobtnsToactionUrl'],
      ...['photo', 'photoTophotoUrl', 'file', 'video', 'audio'],
    ]
      .map((end) => `miss.param.${end}`)
      .join(' '),
  ],

  // sessions and custom robots; 300001 is an unknown or expired session
  ['never', 'message', 'other', '300001 310000 400101 300005 400013 400102 400106 400105'],
  // recall
  ['never', 'message', 'other', 'invalidParameter.robotCode invalidParameter.processQueryKeys.overMax'],
  [
    'never',
    'message',
    'other',
    'invalidParameter.processQueryKey.missing invalid.processQueryKey not.allowed.robotCode',
  ],
  ['never', 'message', 'other', 'robot.processQueryKey.expired processQueryKey.expireTime notRevoke.all.messages'],
  // work notifications
  ['never', 'message', 'notice-not-delivered', 'notice.failed notice.forbidden 143105 143106 1430002'],
  ['never', 'message', 'other', '1430000'],
  // DING
  [
    'never',
    'message',
    'other',
    'invalid.chatbotId miss.staffId ding.receivercount.limit ding.serverquota.insufficient',
  ],
  // cards; `callbackRouteKeyExist` comes with HTTP 500 and is final all the same
  ['never', 'message', 'card-gone', 'param.cardNotExist'],
  [
    ...(['never', 'message', 'other'] as const),
    [
      ...['empty', 'invalid', 'outTrackIdEmpty', 'cardTemplateIdEmpty', 'cardPublicDataEmpty', 'openSpaceIdEmpty'],
      ...['cardDataAndPrivateDataBothEmpty', 'openSpaceModelInvalid', 'openDeliverModelEmpty', 'openDeliverModelError'],
      ...['userIdEmpty', 'cardAlreadyExist', 'callbackRouteKeyExist'],
    ]
      .map((end) => `param.${end}`)
      .join(' '),
  ],
  // files
  ['never', 'message', 'other', '40004 40005 40006 invalidParameter.robotCode.downloadCode'],
  ['never', 'message', 'no-file-store', 'file.not-configured no-file'],
  ['never', 'message', 'bad-file', 'file.unknown-type file.too-large file.empty'],
]);

/**
 * What a code means, or `undefined` where nobody listed it. A 5xx answer may hide a call that was carried out, unless its code is known
 * to be final.
 *
 * @param status - HTTP status; the old API always answers 200
 * @param code - `code` of the new API; `errcode` of the old one, or its `sub_code` where `errcode` is 88
 */
export function refusalOf(status: number, code: string): Refusal | undefined {
  const known = dingtalkRefusals.get(code);
  if (status >= 500 && known?.retry !== 'never') return { retry: 'unsure', fault: 'message', reason: 'other' };
  return known;
}
