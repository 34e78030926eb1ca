import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a register on %s', (variant) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(variant);
    await scoredClass(world.running.store);
    await world.at(lastDayOn, '18:05');
  });
  afterAll(() => world.stop());

  it('arrives as a file, and anybody may have its number confirmed, by a page that names nobody and is kept nowhere, also while others guess', async () => {
    await world.say('zhao', '我的学册');
    await world.say('zhao', '领取学册');
    const file = world.items('zhao').findLast(({ body }) => body.kind === 'file')?.body;
    expect(file?.kind === 'file' && file.name).toBe(`赵一学册${lastDayOn}.pdf`);
    const [paper] = await world.running.store.papers.latest(1);
    const answer = await fetch(`${world.running.url}/verify/${paper?.number}`);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('该编号有效');
    expect(html).toContain(`末页校验码：${paper?.sent?.check}`);
    expect(html).not.toMatch(/赵一|县财政局/);
    const guess = async () => (await fetch(`${world.running.url}/verify/DJ-AAAA-BBBB-CCCC-DDDD`)).status;
    expect(await guess()).toBe(404);
    for (let tries = 1; tries < 120; tries += 1) await guess();
    expect(await guess()).toBe(429);
    expect((await fetch(`${world.running.url}/verify/${paper?.number}`)).status).toBe(200);
  });
});
