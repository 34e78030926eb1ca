import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WecomApi } from '../../../src/platforms/wecom/api.ts';
import { authorizeUrl, identify } from '../../../src/platforms/wecom/login.ts';
import { apiBase, refusal, testApp, tokenAnswer } from './api.ts';

beforeEach(() => {
  nock.disableNetConnect();
  nock(apiBase).get('/cgi-bin/gettoken').query(true).reply(200, tokenAnswer());
});
afterEach(() => {
  const forgotten = nock.pendingMocks().filter((mock) => !mock.includes('gettoken'));
  nock.cleanAll();
  nock.enableNetConnect();
  expect(forgotten).toEqual([]);
});

const app = { loginBase: 'https://open.weixin.qq.com', corpId: 'ww0000000000000001', agentId: '1000002' };

describe('where a page sends the browser (D91022)', () => {
  it('has the parameters in their order and the fragment at the end', () => {
    expect(authorizeUrl(app, 'https://xuece.example/wecom/login?to=a&b', 'Xa9')).toBe(
      'https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww0000000000000001' +
        '&redirect_uri=https%3A%2F%2Fxuece.example%2Fwecom%2Flogin%3Fto%3Da%26b' +
        '&response_type=code&scope=snsapi_base&state=Xa9&agentid=1000002#wechat_redirect',
    );
  });

  it.each(['', 'a b', 'ä', 'a-b', 'a'.repeat(129)])('has no state that WeCom refuses: %j', (state) => {
    expect(() => authorizeUrl(app, 'https://xuece.example/', state)).toThrow(RangeError);
  });
});

describe('who comes back with a code (D91023)', () => {
  function vendorAnswers(answer: object): void {
    nock(apiBase)
      .get('/cgi-bin/auth/getuserinfo')
      .query(({ code }) => code === 'C0D-e_')
      .reply(200, answer as nock.Body);
  }
  const who = (code = 'C0D-e_') => identify(new WecomApi(testApp().options), code);

  it('is a member, in lower case', async () => {
    vendorAnswers({ errcode: 0, errmsg: 'ok', userid: 'LiSi', user_ticket: 'T' });
    expect(await who()).toBe('lisi');
  });

  it.each([
    ['an outsider', { openid: 'O', external_userid: 'E' }],
    ['a member of a linked company', { userid: 'ww0000000000000009/lisi' }],
  ])('is nobody of ours: %s', async (_, answer) => {
    vendorAnswers({ errcode: 0, errmsg: 'ok', ...answer });
    expect(await who()).toBeNull();
  });

  it.each([40029, 42022])('is unknown when the code is spent: %i', async (code) => {
    vendorAnswers(refusal(code));
    expect(await who()).toBeNull();
  });

  it.each(['', 'a b', '码', 'c'.repeat(513)])(
    'is unknown without asking when it cannot be a code: %j',
    async (code) => {
      expect(await who(code)).toBeNull();
    },
  );

  it('is not known when WeCom fails, which is no answer', async () => {
    vendorAnswers(refusal(50001));
    await expect(who()).rejects.toMatchObject({ code: '50001' });
  });
});
