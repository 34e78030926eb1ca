import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { codeFor, StaffBrowser, signedIn } from '../../helpers/staff-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the staff page on %s', (variant) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(variant);
    await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
  });
  afterAll(() => world.stop());

  it('lets staff in with a code from chat, once and for five minutes, and nobody else', async () => {
    const browser = new StaffBrowser(world);
    await browser.open('/staff');
    expect(browser.path).toBe('/staff/sign-in');
    const code = await codeFor(world, 'org');
    await browser.send('/staff/sign-in', { code: code.toLowerCase().replaceAll('-', ' ') });
    expect([browser.path, browser.status]).toEqual(['/staff', 200]);
    expect(browser.html).toContain('周组织');
    const other = new StaffBrowser(world);
    await other.open(`/staff/sign-in/${code}`);
    expect(other.html).toContain(`value="${code}"`);
    await other.send('/staff/sign-in');
    expect([other.status, other.html]).toEqual([403, expect.stringContaining('登录码不对、已用过或已过期')]);
    const late = await codeFor(world, 'org');
    await world.advanceMinutes(5);
    await other.send('/staff/sign-in', { code: late });
    expect(other.status).toBe(403);
    await world.say('zhao', '/工作台');
    expect(world.last('zhao')).not.toMatch(/登录码 [A-Z]/);
  });

  it('leads to the page that was asked for once somebody has signed in, and to no other site', async () => {
    const browser = new StaffBrowser(world);
    await browser.open('/staff/class/2026-01?view=ledger');
    expect(browser.path).toBe('/staff/sign-in');
    await browser.send('/staff/sign-in', { code: await codeFor(world, 'org') });
    expect([browser.path, browser.status]).toEqual(['/staff/class/2026-01?view=ledger', 200]);
    for (const forged of ['https://example.org/staff/', '//example.org/staff/', '/staff/\\x', '%', '/staff']) {
      await browser.send('/staff/sign-out');
      const name = [...browser.cookies.keys()].find((each) => each.endsWith('try'))?.replace('try', 'wanted') ?? '';
      browser.cookies.set(name, forged === '%' ? forged : encodeURIComponent(forged));
      await browser.send('/staff/sign-in', { code: await codeFor(world, 'org') });
      expect([forged, browser.path, browser.status]).toEqual([forged, '/staff', 200]);
      expect([...browser.cookies.keys()]).not.toContain(name);
    }
  });

  it('shows a class to those who may see it, list by list, and the same refusal for what is not there', async () => {
    const teacher = await signedIn(world, 'teacher');
    expect(await teacher.open('/staff')).toContain('href="/staff/class/2026-01"');
    expect(await teacher.open('/staff/class/2026-01?view=ledger')).toContain('赵一');
    await teacher.open('/staff/class/2026-01?view=grading');
    const hidden = [teacher.status, teacher.html];
    await teacher.open('/staff/class/1999-99');
    expect([teacher.status, teacher.html]).toEqual(hidden);
    expect(teacher.status).toBe(404);
  });

  it('leads from a figure to the list behind it, and from there to the person, the class, or back', async () => {
    const org = await signedIn(world, 'org');
    const classes = await org.open('/staff/classes');
    expect(classes).toContain('href="/staff/class/2026-01?view=trainees"');
    const hours = await org.open('/staff/hours');
    const unit = /href="(\/staff\/hours\?of=[^"]+)">县财政局</.exec(hours)?.[1] ?? '';
    const people = await org.open(unit);
    expect([org.status, people]).toEqual([200, expect.stringMatching(/href="\/staff\/person\/[^"]+">[^<]+</)]);
    expect(people).toContain('href="/staff/hours">返回“学时”');
    const figures = await org.open('/staff/statistics');
    const figure = /href="(\/staff\/statistics\?of=[^"]+)"/.exec(figures)?.[1] ?? '';
    const counted = await org.open(figure);
    expect([org.status, counted]).toEqual([200, expect.stringContaining('href="/staff/statistics">返回“统计”')]);
    expect(counted).toContain('<table');
    expect(figures).not.toContain('class="figures"');
    const teacher = await signedIn(world, 'teacher');
    await teacher.open(unit);
    expect([unit, teacher.status]).toEqual([expect.stringContaining('of='), 404]);
  });

  it('says of a list without rows what will stand there, and offers nothing to search', async () => {
    const org = await signedIn(world, 'org');
    const none = await org.open('/staff/sent-out');
    expect(none).toContain('目前没有选派参加上级培训的人员');
    expect(none).not.toContain('role="search"');
  });
});
