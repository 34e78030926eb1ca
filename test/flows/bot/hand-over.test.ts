import { expect, it, onTestFinished } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld } from '../../helpers/world.ts';

it.each(variants)('on %s a step that is not theirs is handed over by a card to those whose it is', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  const classId = await openClass(world);
  expect(world.screen('school')).toContain('已转请县委组织部点名调训');
  expect(world.screen('school')).not.toContain('/点名');
  expect(world.last('org')).toMatch(/请安排点名调训.*\/点名 2026-01 40/s);
  await world.say('org', '待办');
  expect(world.last('org')).toContain('安排“中青年干部培训班”点名调训');
  await world.press('org', '点名');
  expect(world.last('org')).toContain('请写明名额');
  await world.say('org', `/点名 ${classId} 2 科级副职`);
  await world.press('org', '确认发出');
  await world.say('org', '待办');
  expect(world.last('org')).not.toContain('点名调训');
  await world.say('school', `/课程 ${classId} 标准`);
  expect(world.count('org', '请安排点名调训')).toBeLessThanOrEqual(1);
  expect(world.logged).toEqual([]);
});

it('who may do the next step is told how', async () => {
  const world = await startWorld('wecom');
  onTestFinished(() => world.stop());
  await world.say('org', '/开班 中青年干部培训班 3月16日-3月27日 郑老师 理论武装');
  await world.press('org', '确认开班');
  await world.say('org', '/课程 标准');
  expect(world.screen('org')).toContain('下一步：回复“/点名 2026-01 <名额>”点名调训。');
});
