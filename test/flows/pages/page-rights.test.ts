import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { codeFor, StaffBrowser, signedIn } from '../../helpers/staff-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld('wecom');
  const { store } = world.running;
  await scoredClass(store);
  const [sun] = await store.cadres.many(['sun']);
  if (sun !== undefined) await store.cadres.put([{ ...sun, name: '<script>alert(1)</script>', post: '=1+1' }]);
  await world.at(lastDayOn, '18:05');
});
afterAll(() => world.stop());

describe('what a page shows', () => {
  it('escapes names, and a sheet holds no formula', async () => {
    const browser = await signedIn(world, 'org');
    const html = await browser.open('/staff/class/2026-01?view=trainees');
    expect(html).toContain('&lt;script>alert(1)');
    expect(html).not.toContain('<script');
    const csv = (await browser.bytes('/staff/people?q=财政局&as=csv')).toString('utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.split('\r\n').length).toBeGreaterThan(3);
    expect(csv).not.toMatch(/(^|,|\n)"?[=+@]/);
    expect(browser.headers.get('content-type')).toContain('text/csv');
    expect(browser.headers.get('content-disposition')).toContain('.csv');
    const bytes = await browser.bytes('/staff/people?q=财政局&as=xlsx');
    expect(browser.headers.get('content-disposition')).toContain('attachment');
    expect(browser.headers.get('cache-control')).toBe('no-store');
    const [sheet] = await readSheets(bytes, 'list.xlsx');
    const cells = [...(sheet?.rows ?? [])].flatMap((row) => [...row.cells.values()]);
    expect(cells.filter(({ text }) => text.includes('=1+1'))).toEqual([
      { kind: 'text', text: expect.stringContaining('=1+1') },
    ]);
  });

  it('notes every look at a person, and leads there from the lists', async () => {
    const browser = await signedIn(world, 'org');
    const looks = async () => (await world.running.store.looks.of('qian', 50)).length;
    const before = await looks();
    expect(await browser.open('/staff/people?q=财政局')).toContain('href="/staff/person/qian"');
    // A month looks like the number of a class and leads nowhere.
    expect(browser.html).toContain('2018-03');
    expect(browser.html).not.toContain('class/2018-03');
    await browser.open('/staff/person/qian');
    await browser.open('/staff/person/qian');
    expect(await looks()).toBe(before + 2);
  });

  it('leads from a total to the rows it counts, and keeps the filter in the address', async () => {
    const browser = await signedIn(world, 'team1');
    const html = await browser.open('/staff/class/2026-01?view=grading');
    const href = /href="([^"]*)"[^>]*>优秀 <b>2/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const filtered = await browser.open(href);
    expect(filtered).toContain('共 8 条，符合条件 2 条');
    expect(filtered).toContain('钱二');
    expect(filtered.split('<tbody>')[1]?.split('</tbody>')[0]).not.toContain('李四');
  });
});

describe('a session', () => {
  it('has a cookie no script reads, a new one at each sign-in, and headers that load and keep nothing', async () => {
    const browser = new StaffBrowser(world);
    browser.cookies.set('xuece-session', 'chosen-by-somebody-else');
    await browser.open('/staff/sign-in');
    await browser.send('/staff/sign-in', { code: await codeFor(world, 'org') });
    expect(browser.cookies.get('xuece-session')).toMatch(/^[\w-]{43}$/);
    for (const line of browser.set) expect(line).toMatch(/; HttpOnly; SameSite=Lax/);
    expect(browser.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/);
    expect(browser.headers.get('cache-control')).toBe('no-store');
    expect(browser.headers.get('referrer-policy')).toBe('no-referrer');
    expect(browser.html).not.toMatch(/<script|style="|onclick/);
  });

  it('ends when it is idle, signed out, ended from chat, or the roles of the person change', async () => {
    const idle = await signedIn(world, 'org');
    await world.advanceMinutes(31);
    await idle.open('/staff');
    expect(idle.path).toBe('/staff/sign-in');
    const out = await signedIn(world, 'org');
    const stolen = new Map(out.cookies);
    await out.send('/staff/sign-out');
    for (const [name, value] of stolen) out.cookies.set(name, value);
    await out.open('/staff');
    expect(out.path).toBe('/staff/sign-in');
    const ended = await signedIn(world, 'org');
    await world.say('org', '/工作台 退出');
    await ended.open('/staff');
    expect(ended.path).toBe('/staff/sign-in');
    const unused = await codeFor(world, 'org');
    const late = await signedIn(world, 'org');
    const askedAt = world.clock.now();
    await world.advanceMinutes(2);
    await late.open('/staff');
    await world.running.store.pageSessions.endOf('org', askedAt);
    await late.open('/staff');
    expect(late.path).toBe('/staff/sign-in');
    await world.say('org', '/工作台 退出');
    await late.send('/staff/sign-in', { code: unused });
    expect([late.path, late.status]).toEqual(['/staff/sign-in', 403]);
    const changed = await signedIn(world, 'school');
    await world.running.store.cadres.grant('school', 'inspector');
    await changed.open('/staff');
    expect(changed.path).toBe('/staff/sign-in');
    await world.running.store.cadres.takeRole('school', 'inspector');
  });

  it('is opened by no code that was tried wrongly five times, and by no form of another browser', async () => {
    const browser = new StaffBrowser(world);
    const code = await codeFor(world, 'org');
    for (let tries = 0; tries < 5; tries += 1) {
      await browser.open('/staff/sign-in');
      await browser.send('/staff/sign-in', { code: `${code.slice(0, 5)}ZZZZ-ZZZZ` });
      expect(browser.status).toBe(403);
    }
    await browser.send('/staff/sign-in', { code });
    expect([browser.status, browser.path]).toEqual([403, '/staff/sign-in']);
    const fresh = await codeFor(world, 'org');
    await browser.send('/staff/sign-in', { code: fresh, try: 'f'.repeat(32) });
    expect(browser.status).toBe(403);
    await browser.send('/staff/sign-in', { code: fresh }, { 'sec-fetch-site': 'cross-site' });
    expect(browser.status).toBe(403);
    await browser.send('/staff/sign-in', { code: fresh });
    expect(browser.path).toBe('/staff');
  });

  it('is opened by no code that many guess at the same moment, and once by a right one that comes from several browsers', async () => {
    const { pageCodes } = world.running.store;
    const now = world.clock.now();
    const guessed = await codeFor(world, 'org');
    const guesses = Array.from({ length: 20 }, () => `${guessed.slice(0, 5)}ZZZZ-ZZZZ`);
    const opened = await Promise.all([...guesses, guessed].map((code) => pageCodes.use(code, now)));
    expect(opened.filter((row) => row !== undefined)).toEqual([]);
    const code = await codeFor(world, 'org');
    const owners = await Promise.all([code, code, code].map((typed) => pageCodes.use(typed, now)));
    expect(owners.flatMap((row) => row?.cadreId ?? [])).toEqual(['org']);
  });

  it('is opened by WeCom for the browser that set out, and for no other', async () => {
    const browser = new StaffBrowser(world);
    const reach = await fetch(`${world.running.url}/staff/with/wecom`, { redirect: 'manual' });
    const authorize = reach.headers.get('location') ?? '';
    const back = new URL(world.emulator.wecom.openLink('org', authorize));
    await browser.open(`${back.pathname}${back.search}`);
    expect(browser.status).toBe(403);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(reach.headers.getSetCookie()[0] ?? '') ?? [];
    browser.cookies.set(name, value);
    const again = new URL(world.emulator.wecom.openLink('org', authorize));
    await browser.open(`${again.pathname}${again.search}`);
    expect([browser.path, browser.status]).toEqual(['/staff', 200]);
  });

  it("is opened by a code of DingTalk's client once, in the browser that set out, and for no stranger", async () => {
    const world = await startWorld('dingtalk');
    const client = world.emulator.dingtalk;
    const browser = new StaffBrowser(world);
    const from = '/staff/from/dingtalk';
    const setOut = () => browser.open('/staff', { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) DingTalk/7.6.0' });
    await setOut();
    expect(browser.path).toBe('/staff/with/dingtalk');
    expect(browser.headers.get('content-security-policy')).toContain("script-src 'self'");
    await browser.send(from, { code: client?.authCode('org') ?? '', try: 'f'.repeat(32) });
    expect(browser.status).toBe(403);
    await setOut();
    await browser.send(from, { code: client?.authCode('org') ?? '' }, { 'sec-fetch-site': 'cross-site' });
    expect(browser.status).toBe(403);
    await setOut();
    await browser.send(from, { code: client?.authCode('qian') ?? '' });
    expect(browser.status).toBe(403);
    await setOut();
    const code = client?.authCode('org') ?? '';
    await browser.send(from, { code });
    expect([browser.path, browser.status]).toEqual(['/staff', 200]);
    const other = new StaffBrowser(world);
    await other.open('/staff/with/dingtalk');
    await other.send(from, { code });
    expect(other.status).toBe(403);
    await world.stop();
  });
});

describe('what is done on a page', () => {
  it('goes to the bot once, with the same rules as in chat, and is answered on the page', async () => {
    const browser = await signedIn(world, 'team1');
    await browser.open('/staff/class/2026-01?view=grading');
    expect(browser.html).not.toContain('change-grade');
    await browser.send('/staff/say', { command: '/评定等次' });
    await world.settle();
    expect(await browser.open(browser.path)).toContain('>提请确认</button>');
    await browser.open('/staff/class/2026-01?view=grading');
    const wanted = { cadre: 'li', grade: '优秀', reason: '牵头完成小组调研，经集体研究上调一档' };
    const page = browser.html;
    await browser.send('/staff/change-grade', wanted);
    const [status, answer] = [browser.status, browser.path];
    browser.html = page;
    await browser.send('/staff/change-grade', wanted);
    expect([status, browser.path]).toEqual([200, answer]);
    await world.settle();
    expect(await browser.open(answer)).toContain('李四');
    expect(world.last('team1')).toContain('李四');
    const grading = await world.running.store.gradings.byClass('2026-01');
    expect(grading?.changes).toMatchObject([{ cadreId: 'li', to: 'excellent', decidedBy: 'team1' }]);
    const other = await signedIn(world, 'org');
    await other.open(answer);
    expect(other.status).toBe(404);
  });

  it('does nothing without the token of the session, for a command that is not offered, or on the card of somebody else', async () => {
    const browser = await signedIn(world, 'team1');
    await browser.open('/staff/class/2026-01?view=grading');
    const page = browser.html;
    const receipts = () => world.running.store.receipts.open();
    for (const fields of [
      { csrf: '' },
      { csrf: 'x'.repeat(43) },
      { command: '/授权' },
      { once: 'x' },
      { class: '2026-01 x' },
    ]) {
      browser.html = page;
      await browser.send('/staff/say', { command: '/评定等次', ...fields });
      expect([fields, browser.status]).toEqual([fields, 403]);
    }
    browser.html = page;
    await browser.send('/staff/say', { command: '/评定等次' }, { 'sec-fetch-site': 'cross-site' });
    expect(browser.status).toBe(403);
    expect(await receipts()).toBe(0);
  });
});
