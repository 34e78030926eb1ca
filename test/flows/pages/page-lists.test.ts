import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedClass } from '../../helpers/recorded-class.ts';
import { fileLink, type StaffBrowser, signedIn } from '../../helpers/staff-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld('wecom');
  await recordedClass(world);
});
afterAll(() => world.stop());

/** The rows of a list as the browser shows them, each cell as text. */
async function rowsOf(browser: StaffBrowser, path: string): Promise<string[]> {
  const html = await browser.open(`/staff/${path}`);
  const rows = html.split('<tbody>')[1]?.split('</tbody>')[0]?.split('</tr>') ?? [];
  return rows.map((row) => row.replace(/<\/t[hd]>/g, '|').replace(/<[^>]*>/g, '')).filter((row) => row !== '');
}

async function looksBy(who: string): Promise<string[]> {
  const looks = await world.running.store.looks.of('', 50);
  return looks.filter(({ by }) => by === who).map(({ words }) => words);
}

describe('the lists of what came of a class', () => {
  it('say what is archived, when, by whom, with the checksum; the file comes by a link of one use, as in chat', async () => {
    const school = await signedIn(world, 'school');
    const [archive] = await world.running.store.archives.ofClass('2026-01');
    const [row] = await rowsOf(school, 'archives');
    expect(row).toContain(`2026-01|中青年干部培训班|2026年3月27日|已归档|${archive?.number}|2026年4月7日|吴党校|`);
    expect(row).toContain(archive?.sums[0]);
    expect(school.html).toContain('href="/staff/class/2026-01?view=archive"');
    await school.open('/staff/class/2026-01?view=archive');
    await school.send('/staff/say', { command: '/归档' });
    await world.settle();
    await school.open(school.path);
    const say = /value="([^"]+)"[^>]*>重新归档</.exec(school.html)?.[1] ?? '';
    await school.send('/staff/press', { say });
    await world.settle();
    const path = fileLink(world, 'school');
    expect(await school.open(school.path)).toContain(`<a href="${path}">查看和领取</a>`);
    expect(await school.open(path)).toContain('只能领取一次');
  });

  it('say what was objected to; of an objection to a posting only who decides learns who made it and its words', async () => {
    const { objections, gradings } = world.running.store;
    const release = (await gradings.byClass('2026-01'))?.release ?? '';
    await objections.create({
      ...{
        year: '2026',
        classId: '2026-01',
        cadreId: 'li',
        eventId: `posting:${release}`,
        subject: '优秀学员人选公示',
      },
      ...{ words: '赵一曾无故缺课', madeAt: world.clock.now(), byUpdate: 'test:posting', enteredBy: 'team1' },
    });
    const rows = await rowsOf(await signedIn(world, 'team2'), 'class/2026-01?view=objections');
    expect(rows[0]).toContain('S2026-2|李四|优秀学员人选公示|赵一曾无故缺课|');
    expect(rows[1]).toContain('S2026-1|孙三|纪律建设扣1分（课上使用手机）|当时在用手机记笔记|');
    const hidden = await rowsOf(await signedIn(world, 'teacher'), 'class/2026-01?view=objections');
    expect(hidden.join('\n')).toMatch(/（反映人保密）[\s\S]*孙三/);
    expect(hidden.join('\n')).not.toMatch(/李四|无故缺课/);
  });

  it('say who was asked afterwards, who answered, and who was drawn', async () => {
    const org = await signedIn(world, 'org');
    const [figures] = await rowsOf(org, 'follow-up');
    expect(figures).toBe('2026-01|中青年干部培训班|2026年3月27日|8|0|0|结业 3 个月|8|1|0|0|3|0|0|');
    const people = await rowsOf(org, 'class/2026-01?view=follow-up');
    expect(people).toContain('赵一|县财政局|结业 3 个月|自评|4|4|4|4|4|牵头化解两件积案|赵一|2026年6月29日|');
    expect(people.filter((row) => row.includes('尚未评价'))).toHaveLength(15);
    expect(people.filter((row) => row.includes('抽中，尚未登记'))).toHaveLength(3);
    const drawn = await rowsOf(org, 'class/2026-01?view=spot-checks&only=结果:抽中');
    expect(drawn).toHaveLength(3);
  });
});

describe('the lists of people', () => {
  it('show a head their own people, noted, and lead to the hours of each', async () => {
    const head = await signedIn(world, 'head-fin');
    const hours = await rowsOf(head, 'hours');
    expect(hours.map((row) => row.split('|')[0])).toEqual(['赵一', '钱二', '孙三', '蒋局长', '韩联络']);
    expect(head.html).toContain('href="/staff/person/zhao"');
    expect((await rowsOf(head, 'person/zhao')).join('\n')).toMatch(
      /^2026年3月.*\|中青年干部培训班\|县委党校\|脱产\|6\|$/,
    );
    expect(head.html).toContain('本年度脱产培训：已完成6学时');
    expect(head.html).not.toContain('等次');
    expect((await rowsOf(head, 'follow-up')).at(-1)).toContain('4（牵头化解两件积案）|尚未评价|');
    await head.open('/staff/appraisal');
    expect(await looksBy('head-fin')).toEqual(expect.arrayContaining(['县财政局结业跟踪', '考核参考 2026 县财政局']));
  });

  it('answer leaders who fits which conditions, noted, and leave what was typed where it is not understood', async () => {
    const leader = await signedIn(world, 'head-org');
    expect(await leader.open('/staff/appointments')).toContain('近三年优秀学员 副科级');
    expect(leader.html).not.toContain('<table');
    const [found] = await rowsOf(leader, 'appointments?q=近三年优秀学员');
    expect(found).toContain('赵一|县财政局|预算股股长|乡科级副职|2026年3月27日“中青年干部培训班”优秀学员|');
    const [named] = await rowsOf(leader, 'appointments?q=钱二 近三年优秀学员');
    expect(named).toContain('不符合“近三年优秀学员”');
    expect((await world.running.store.looks.of('qian', 5)).map(({ by }) => by)).toEqual(['head-org']);
    const html = await leader.open('/staff/appointments?q=近三年最好');
    expect(html).toMatch(/value="近三年最好"[\s\S]*没有看懂“近三年最好”/);
    expect(await rowsOf(leader, 'reserve')).toEqual([
      expect.stringContaining('赵一|县财政局|预算股股长|中青年干部培训班（2026-01，2026年4月3日列入）|1|'),
    ]);
  });

  it('have the whole register of a person for the department, with the ledger of hours', async () => {
    const org = await signedIn(world, 'org');
    const html = await org.open('/staff/person/zhao');
    expect(html).toMatch(/获评优秀学员 1 次[\s\S]*一线锻炼（青山镇）[\s\S]*<h2>学时台账<\/h2>[\s\S]*>6</);
  });
});

describe('the lists of the county', () => {
  it('mark what an indicator lacks, and lead from one to the records it counts', async () => {
    const school = await signedIn(world, 'school');
    const html = await school.open('/staff/self-assessment');
    expect(html).toMatch(/<tr class="gap">(?:(?!<\/tr>)[\s\S])*核定编制/);
    const href = /href="([^"]+)">主体班</.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await school.open(href)).toContain('班号：2026-01');
    expect(school.html).toContain('返回“办学评估”');
  });

  it('say of messages and updates in words what became of them', async () => {
    const admin = await signedIn(world, 'admin');
    expect(await rowsOf(admin, 'undelivered')).toEqual([
      expect.stringMatching(/^吴六\|县农业农村局\|6月29日 周一 \d\d:\d\d\|结业 3 个月自评\|账号不存在/),
    ]);
    expect(await rowsOf(admin, 'dead-letters')).toEqual(['6月29日 周一 09:54|其他|发来时已过期，没有办理|']);
  });
});
