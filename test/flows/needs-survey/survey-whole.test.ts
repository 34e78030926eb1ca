import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { handIn } from '../../helpers/survey.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a survey after it was sent, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await world.say('org', '/需求调查 培训需求 县财政局 7天');
    await world.press('org', '确认发出');
  });
  afterEach(() => world.stop());

  const ask = async (who: string, words: string) => {
    await world.say(who, words);
    return world.last(who);
  };
  const end = async () => {
    await world.say('org', '/结束调查 D2026-1');
    await world.press('org', '确认结束');
  };

  it('tells by unit who has not answered, and reminds them by a button, each once', async () => {
    await handIn(world.running.store, 'D2026-1', ['zhao']);
    await world.say('org', '/调查进度 D2026-1');
    expect(world.screen('org')).toMatch(/应填 5 人，已填 1 人（20%）[\s\S]*未填人员：.*钱二（县财政局）/);
    await world.press('org', '提醒未填人员');
    for (const _ of [1, 2]) await world.tick();
    expect(world.items('qian').filter(({ from }) => from === 'bot')).toHaveLength(2);
    expect(world.items('zhao').filter(({ from }) => from === 'bot')).toHaveLength(1);
    await world.say('school', '/调查进度 D2026-1');
    expect(world.screen('school')).toContain('县财政局 1/5');
    expect(world.screen('school')).not.toContain('钱二');
  });

  it('shows results after its end, from five people up, as words, a picture and a sheet', async () => {
    await handIn(world.running.store, 'D2026-1', ['zhao', 'qian', 'sun', 'liaison-fin']);
    expect(await ask('org', '/调查结果 D2026-1')).toContain('结束后才能查看结果');
    await handIn(world.running.store, 'D2026-1', ['head-fin']);
    await end();
    await world.say('org', '/调查结果 D2026-1');
    expect(world.screen('org')).toContain('应填 5 人，已填 5 人（100%）');
    await world.press('org', '文字意见');
    expect(world.last('org')).toContain('项目申报实务');
    for (const [button, file] of [
      ['发送表格', '调查结果2026-03-02.xlsx'],
      ['看图', '调查结果.png'],
    ] as const) {
      await world.press('org', button);
      await expect.poll(() => world.settle().then(() => world.last('org'))).toContain(file);
    }
    expect(await ask('zhao', '/调查结果 D2026-1')).toContain('没有办理这一事项的权限');
  });

  it('of four sheets shows no result, and can then be opened again', async () => {
    await handIn(world.running.store, 'D2026-1', ['zhao', 'qian', 'sun', 'liaison-fin']);
    await end();
    expect(await ask('org', '/调查结果 D2026-1')).toContain('不足 5 人，按规定不显示结果');
    await world.say('org', '/重开调查 D2026-1 5天 已填人数不足');
    await world.press('org', '确认重开');
    expect((await world.running.store.surveys.byId('D2026-1'))?.state).toBe('open');
  });

  it('is followed, chased and ended by a co-owner, and by nobody else of that office', async () => {
    expect(await ask('li', '/调查进度 D2026-1')).toContain('您没有');
    expect(await ask('org', '/协办调查 D2026-1 李四')).toContain('的协办人');
    expect(world.last('li')).toContain('请您协办需求调查 D2026-1');
    await world.say('li', '/调查进度 D2026-1');
    expect(world.screen('li')).toContain('应填 5 人');
    expect(await ask('zhou', '/调查进度 D2026-1')).toContain('您没有');
    await world.say('li', '/结束调查 D2026-1');
    await world.press('li', '确认结束');
    expect((await world.running.store.surveys.byId('D2026-1'))?.state).toBe('closed');
  });
});
