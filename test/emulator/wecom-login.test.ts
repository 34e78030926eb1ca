import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, callWith, OTHER_APP, startCompany, tokenFor } from './wecom-company.ts';
import { WECOM, type WecomCaller, type World } from './world.ts';

let world: World;
let wecom: WecomCaller;
beforeEach(async () => {
  world = await startCompany({ trustedDomains: ['xuece.example.gov.cn:8443'], otherApps: [OTHER_APP] });
  wecom = await callerOf(world);
});
afterEach(() => world.stop());

function authorizeUrl(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    appid: WECOM.corpId,
    redirect_uri: 'https://xuece.example.gov.cn:8443/page?from=card',
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    agentid: String(WECOM.agentId),
    ...change,
  });
  return `${world.emulator.url}/connect/oauth2/authorize?${query}#wechat_redirect`;
}

const codeFor = (userId: string, change: Record<string, string> = {}) =>
  new URL(world.emulator.wecom.openLink(userId, authorizeUrl(change))).searchParams.get('code') ?? '';
const identify = (code: string) => wecom.get('auth/getuserinfo', `code=${encodeURIComponent(code)}`);

describe('login inside WeCom', () => {
  it('leads back with code and state', () => {
    const back = new URL(world.emulator.wecom.openLink('lisi', authorizeUrl()));
    expect(back.origin + back.pathname).toBe('https://xuece.example.gov.cn:8443/page');
    expect([back.searchParams.get('from'), back.searchParams.get('state')]).toEqual(['card', 'abc123']);
  });

  it('names the member once, within five minutes, also outside the visible range', async () => {
    world.emulator.wecom.setVisibleRange(['县政府']);
    const code = codeFor('lisi');
    expect(await identify(code)).toMatchObject({ errcode: 0, userid: 'lisi' });
    expect(await identify(code)).toMatchObject({ errcode: 40029 });
    const late = codeFor('lisi');
    world.clock.advanceMs(5 * 60_000);
    expect(await identify(late)).toMatchObject({ errcode: 40029 });
    expect(await identify('nonsense')).toMatchObject({ errcode: 40029 });
  });

  it('is known to the app it was for alone', async () => {
    const other = await tokenFor(world, OTHER_APP.secret);
    const query = `code=${encodeURIComponent(codeFor('lisi'))}`;
    expect(await callWith(world, other, 'auth/getuserinfo', undefined, query)).toMatchObject({ errcode: 40029 });
  });

  it.each([
    ['a domain without the port', { redirect_uri: 'https://xuece.example.gov.cn/page' }, 50001],
    ['a foreign domain', { redirect_uri: 'https://evil.example/page' }, 50001],
    ['another company', { appid: 'ww0000000000000002' }, 40013],
    ['a state with other characters', { state: 'a b' }, 84025],
    ['a scope nobody knows', { scope: 'snsapi_all' }, 40058],
  ])('refuses %s', (_what, change, code) => {
    expect(() => world.emulator.wecom.openLink('lisi', authorizeUrl(change))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('needs the fragment', () => {
    const url = authorizeUrl().replace('#wechat_redirect', '');
    expect(() => world.emulator.wecom.openLink('lisi', url)).toThrow(expect.objectContaining({ code: 40058 }));
  });

  it('gives a ticket with consent, for 30 minutes', async () => {
    const { user_ticket } = await identify(codeFor('lisi', { scope: 'snsapi_privateinfo' }));
    expect(await wecom.post('auth/getuserdetail', { user_ticket })).toMatchObject({ errcode: 0, userid: 'lisi' });
    world.clock.advanceMs(1800 * 1000);
    expect(await wecom.post('auth/getuserdetail', { user_ticket })).toMatchObject({ errcode: 84014 });
  });

  it('works in a browser that was told who holds it', async () => {
    const open = new URLSearchParams({ userid: 'lisi', url: 'https://xuece.example.gov.cn:8443/page' });
    const opened = await fetch(`${world.emulator.url}/connect/as?${open}`, { redirect: 'manual' });
    expect([opened.status, opened.headers.get('location')]).toEqual([302, 'https://xuece.example.gov.cn:8443/page']);
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const led = await fetch(authorizeUrl(), { redirect: 'manual', headers: { cookie } });
    const code = new URL(led.headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect(await identify(code)).toMatchObject({ userid: 'lisi' });
    expect(await (await fetch(authorizeUrl(), { redirect: 'manual' })).text()).toContain('请从聊天页打开');
    const refused = await fetch(authorizeUrl({ redirect_uri: 'https://evil.example/' }), { headers: { cookie } });
    expect(await refused.text()).toContain('50001');
  });
});
