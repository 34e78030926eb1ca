import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AboutView, ClockView } from '../../src/emulator/view.ts';
import { openClass } from '../helpers/class.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld('wecom');
});
afterAll(() => world.stop());

async function read<View>(path: string): Promise<View> {
  return (await (await fetch(`${world.emulator.url}/control/${path}`)).json()) as View;
}

const hints = (userId: string) => read<string[]>(`hints?vendor=wecom&userId=${userId}`);

describe('what the page tells newcomers', () => {
  it('is that all is invented, where the data lie and how to begin anew', async () => {
    const { sentences } = await read<AboutView>('about');
    expect(sentences.join('\n')).toMatch(/均为虚构[\s\S]*数据保存在[\s\S]*npx xuece demo reset/);
  });

  it('is a walk from the organisation department to the unit head, each step with somebody who can take it', async () => {
    await openClass(world, { named: 3 });
    const { walk } = await read<AboutView>('about');
    expect(walk.map(({ who }) => who.userId).slice(0, 4)).toEqual(['org', 'org', 'school', 'org']);
    const trainee = walk[4]?.who.userId ?? '';
    expect(world.screen(trainee)).toContain('确认参加');
    expect(walk).toHaveLength(6);
  });

  it('is what fits the person and the moment: the bot takes each of these texts', async () => {
    expect(await hints('org')).toEqual(['/调训进度 2026-01', '/培训菜单', '待办', '/帮助']);
    expect((await hints('teacher'))[0]).toMatch(/^\/通知 2026-01 /);
    expect((await hints('zhao')).slice(0, 2)).toEqual(['待办', '签到']);
    expect(await hints('head-fin')).toEqual(['待办', '/调训进度', '/帮助']);
    for (const said of await hints('org')) {
      await world.say('org', said);
      expect(world.last('org')).not.toContain('未能识别');
    }
  });

  it('is where the clock may go: the next day of a class at 08:05, the next working morning', async () => {
    const { stops = [] } = await read<ClockView>('clock');
    expect(stops.map(({ label, atMs }) => [label, new Date(atMs).toISOString()])).toEqual([
      ['下一个上课日 08:05', '2026-03-16T00:05:00.000Z'],
      ['下一个工作日 08:35', '2026-03-03T00:35:00.000Z'],
    ]);
  });
});
