import { type Refusal, refusalTable } from '../shared/refusal-table.ts';

/** Every code of WeCom's that we know, and our own words for what its app cannot do (docs/vendors/wecom.md, Codes; D90313). */
export const wecomRefusals = refusalTable([
  ['after-token', 'account', 'other', '40014 42001'],
  ['later', 'rate', 'other', '45009 45033'],
  ['later', 'message', 'other', '-1 6000 45035 45036 846607 robot-limit'],

  // company, app, secret
  [
    'never',
    'account',
    'other',
    '40001 40013 40056 41001 41002 41004 41011 48002 48006 48009 50003 60020 301002 301007',
  ],
  // cards need a callback address
  ['never', 'way', 'other', '43012'],

  // people
  ['never', 'receiver', 'no-account', 'bad-userid invaliduser 40003 40031 46004 50002 60011 60021 60111 81013'],
  ['never', 'receiver', 'no-licence', 'unlicenseduser'],
  ['never', 'receiver', 'no-answer-address', 'no-answer-address'],
  // departments, tags, receivers of a call
  ['never', 'message', 'other', '40032 41009 43004 50100 60003 60123 60268 81012 82001 82002 82003'],

  // content
  ['never', 'message', 'bad-content', '40058 45002'],
  ['never', 'message', 'other', '40008 40033 40035 40050 40063 40074 40201 41016 41033 44004 45008 45029 45034 82004'],
  // the app's menu
  ['never', 'message', 'other', '40016-40020 40023 46003'],
  // media
  ['never', 'message', 'other', '40004 40005 40006 40007 40009 40011 40123 40145 40146 41006 44001 45001 45007 830002'],
  ['never', 'message', 'no-file-store', 'no-file-store no-file'],
  ['never', 'message', 'no-files', 'no-files'],
  ['never', 'message', 'bad-file', 'file-size'],
  // login
  ['never', 'message', 'other', '40029 42022 50001 84014 84025'],
  // cards and their changes
  ['never', 'message', 'card-gone', '42015 60140 82101 82102'],
  ['never', 'message', 'other', '42014 42016 42017-42020 42027-42051 42052'],
  // groups and their robots
  ['never', 'message', 'other', '86001-86008 86201-86220 93000 93001 93004 93008 93017 93018 93019 group-size'],
  // AI robot
  ['never', 'message', 'other', '846601-846606 846608-846625'],
]);

/**
 * What a code means, or `undefined` where nobody listed it.
 * @param method - the call, e.g. `message/send`: a wrong secret is final for `gettoken`, and an old token anywhere else
 */
export function refusalOf(method: string, code: string): Refusal | undefined {
  if (code === '40001' && method !== 'gettoken') return { retry: 'after-token', fault: 'account', reason: 'other' };
  return wecomRefusals.get(code);
}
