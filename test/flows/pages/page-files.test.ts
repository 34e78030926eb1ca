import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSheets } from '../../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../../src/sheets/sheet.ts';
import { storedBytes } from '../../../src/store/stored-bytes.ts';
import { variants } from '../../helpers/county.ts';
import { grant } from '../../helpers/grant.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { fileLink, type StaffBrowser, signedIn } from '../../helpers/staff-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const gone = '这个链接已用过、已过期，或者不是发给您的';

describe.each(variants)('a file that may not pass through chat, on %s', (variant) => {
  let world: World;
  let team: StaffBrowser;

  beforeAll(async () => {
    world = await startWorld(variant);
    await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
    team = await signedIn(world, 'team1');
  });
  afterAll(() => world.stop());

  const link = async () => {
    await world.say('team1', '/导出 2026-01');
    return fileLink(world, 'team1');
  };
  const isFile = () => team.headers.get('content-disposition')?.startsWith('attachment') === true;

  it('is taken once by whoever asked for it, by a button, and the look is noted', async () => {
    const path = await link();
    for (const time of [1, 2]) expect(await team.open(path), `look ${time}`).toContain('2026-01班登记册');
    await team.send(path, { csrf: 'another' });
    expect(isFile()).toBe(false);
    await team.open(path);
    await team.send(path);
    expect(isFile()).toBe(true);
    const [sheet] = await parseSheets(team.body, 'a.xlsx', SHEET_LIMITS);
    expect(sheet?.rows.at(1)?.cells.get(1)).toEqual({ kind: 'text', text: '名次' });
    expect(await team.open(path)).toContain(gone);
    const looks = await world.running.store.looks.of('', 9);
    expect(looks.filter(({ words }) => words.includes('登记册')).map(({ by }) => by)).toEqual(['team1']);
  });

  it('is read on the page instead, once, where it is a sheet', async () => {
    await world.say('team1', '/名次 2026-01');
    const path = fileLink(world, 'team1');
    expect(await team.open(path)).toContain('在此查看');
    expect(team.html).not.toContain('赵一');
    expect(await team.send(path, { as: 'page' })).toContain('<th scope="col">姓名</th>');
    expect(isFile()).toBe(false);
    for (const cell of ['<th scope="row">1</th>', '>赵一</td>', '<td class="number">92</td>'])
      expect(team.html).toContain(cell);
    expect(await team.open(path)).toContain(gone);
    const looks = await world.running.store.looks.of('', 9);
    expect(looks.filter(({ words }) => words.includes('班名次')).map(({ by }) => by)).toEqual(['team1']);
  });

  it('is taken once also when two ask at the same moment', async () => {
    const path = await link();
    const other = await signedIn(world, 'team1');
    await Promise.all([team.open(path), other.open(path)]);
    await Promise.all([team.send(path), other.send(path)]);
    expect([team, other].filter(({ html }) => html.includes(gone))).toHaveLength(1);
  });

  it('is nothing to others, who look like those with no file, nor to whoever is not signed in', async () => {
    const path = await link();
    const org = await signedIn(world, 'org');
    expect(await org.open(path)).toContain(gone);
    const none = org.html.replaceAll(/value="[^"]*"/g, '');
    await org.open(`/staff/file/${'A'.repeat(43)}`);
    expect(org.html.replaceAll(/value="[^"]*"/g, '')).toBe(none);
    expect(await org.open('/staff/file/short')).toContain(gone);
    await team.open(path);
    expect(team.html).toContain('领取');
  });

  it('is over after an hour, and where roles have changed since', async () => {
    const path = await link();
    await world.advanceMinutes(60);
    team = await signedIn(world, 'team1');
    expect(await team.open(path)).toContain(gone);
    const later = await link();
    await grant(world.running, 'team1', 'inspector');
    team = await signedIn(world, 'team1');
    expect(await team.open(later)).toContain(gone);
  });

  it('lies encrypted under its link, which is kept nowhere but in the message', async () => {
    const { store } = world.running;
    const path = await link();
    const key = Buffer.from(path.split('/').at(-1) ?? '', 'base64url');
    const person = await store.cadres.byId('team1');
    const row = person && (await store.pageFiles.waiting(key, person, world.clock.now()));
    const sealed = row ? storedBytes(row.sealed) : Buffer.alloc(0);
    expect(sealed.length).toBeGreaterThan(1_000);
    expect(sealed.includes('xl/worksheets')).toBe(false);
  });
});
