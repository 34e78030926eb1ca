import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const planOf = (bot: Pick<BareBot, 'store'>, who: string) => bot.store.actionPlans.byId(classId, who);

it.each(variants)(
  'on %s goals are written once asked, confirmed by the head in one tap, and told of after 30 days',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await teachClass(store, ['zhao', 'qian', 'head-fin']);
    await world.at('2026-03-27', '15:14');
    expect(world.last('zhao')).toMatch(/写下结业后要办成的 2 件事/);
    await world.press('zhao', '写目标');
    await world.say('zhao', '一、每月走访十户群众；二、年底前化解两件积案');
    expect(world.last('zhao')).toContain('行动计划已保存：一、每月走访十户群众；二、年底前化解两件积案。');
    await world.press('qian', '写目标');
    await world.say('qian', '规范国库支付流程');
    expect(world.last('qian')).toMatch(/第一个目标：规范国库支付流程。请接着写第二个/);
    await world.say('qian', '带好两名新人');
    expect((await planOf({ store }, 'qian'))?.goals).toEqual(['规范国库支付流程', '带好两名新人']);
    expect(world.count('head-fin', '请确认行动计划')).toBe(0);
    await world.at('2026-03-30', '09:26');
    expect(world.last('head-fin')).toMatch(/您单位 2 名学员[\s\S]*赵一：一、每月走访十户群众/);
    expect(world.count('head-fin', '请确认行动计划')).toBe(1);
    await world.press('head-fin', '确认并写意见');
    await world.say('head-fin', '局里给予支持');
    expect(world.last('zhao')).toContain('蒋局长已确认您的行动计划，意见：局里给予支持');
    await world.at('2026-04-27', '09:36');
    expect(world.last('zhao')).toMatch(/行动计划进展（结业 30 天）[\s\S]*每月走访十户群众/);
    await world.say('zhao', '计划进展');
    await world.say('zhao', '已走访二十户');
    expect(world.last('zhao')).toContain('30 天的进展已保存');
    await world.say('zhao', '行动计划');
    expect(world.last('zhao')).toMatch(/单位已确认，意见：局里给予支持。[\s\S]*30 天进展：已走访二十户。/);
  },
);

/** 赵一 and 蒋局长, who heads their unit, have written their plans, and the cards to heads went out. */
async function written(bot: BareBot): Promise<void> {
  await teachClass(bot.store, ['zhao', 'head-fin']);
  bot.clock.moveTo(beijingTime('2026-03-27', '15:14'));
  await bot.runJob('ask-action-plan');
  await bot.say('zhao', '/行动计划 一、走访十户；二、化解积案');
  await bot.say('head-fin', '/行动计划 一、压实责任；二、带好队伍');
  bot.clock.moveTo(beijingTime('2026-03-30', '09:24'));
  await bot.runJob('confirm-action-plans');
}

it('is the same whatever breaks off, and goals that change are confirmed anew', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    bot.crashing = crashing;
    await written(bot);
    await bot.press('head-fin', '确认');
    await bot.say('zhao', '/行动计划 一、走访三十户；二、化解积案');
    bot.clock.moveTo(beijingTime('2026-03-31', '09:24'));
    await bot.runJob('confirm-action-plans');
    bot.clock.moveTo(beijingTime('2026-04-27', '09:33'));
    await bot.runJob('remind-action-plan');
    await bot.say('zhao', '/计划进展 已走访十户');
  });
  if (whole === undefined || broken === undefined) throw new Error('no run');
  onTestFinished(async () => {
    await whole.stop();
    await broken.stop();
  });
  expect(await broken.dump()).toEqual(await whole.dump());
  const plan = await planOf(whole, 'zhao');
  expect([plan?.state, plan?.writings.length, plan?.confirmations.length]).toEqual(['written', 2, 1]);
  expect(await whole.screen('head-fin')).toMatch(/请确认行动计划[\s\S]*走访三十户/);
});

it('the head confirms what the card shows, and gets what was written since on a card of its own', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-27', '15:14'));
  await bot.say('zhao', '/行动计划 一、走访十户；二、化解积案');
  const nextCard = async (dayOn: string) => {
    bot.clock.moveTo(beijingTime(dayOn, '09:24'));
    await bot.runJob('confirm-action-plans');
  };
  await nextCard('2026-03-30');
  bot.clock.moveTo(beijingTime('2026-03-30', '15:00'));
  await bot.say('zhao', '/行动计划 一、走访三十户；二、化解积案');
  await bot.press('head-fin', '确认');
  expect(await bot.last('head-fin')).toContain('行动计划有修改，未作确认');
  expect((await planOf(bot, 'zhao'))?.state).toBe('written');
  await nextCard('2026-03-31');
  await bot.say('qian', '/行动计划 一、规范流程；二、带好新人');
  await bot.press('head-fin', '确认');
  expect((await planOf(bot, 'zhao'))?.state).toBe('confirmed');
  expect((await planOf(bot, 'qian'))?.state).toBe('written');
  await nextCard('2026-04-01');
  expect(await bot.last('head-fin')).toMatch(/您单位 1 名学员[\s\S]*钱二：一、规范流程/);
  await bot.press('head-fin', '确认');
  expect((await planOf(bot, 'qian'))?.state).toBe('confirmed');
});

it('the head is not asked about themselves, the organisation department is where there is no head above, and 撤销 takes a confirmation back: the next working day asks again, once', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await written(bot);
  expect(await bot.last('head-fin')).toMatch(/您单位 1 名学员/);
  expect(await bot.last('org')).toMatch(/压实责任/);
  await bot.press('org', '确认');
  expect((await planOf(bot, 'head-fin'))?.state).toBe('confirmed');
  expect((await planOf(bot, 'zhao'))?.state).toBe('written');
  await bot.press('head-fin', '确认');
  expect((await planOf(bot, 'zhao'))?.state).toBe('confirmed');
  await bot.press('head-fin', '撤销');
  expect((await planOf(bot, 'zhao'))?.state).toBe('written');
  for (const dayOn of ['2026-03-31', '2026-04-01']) {
    bot.clock.moveTo(beijingTime(dayOn, '09:24'));
    await bot.runJob('confirm-action-plans');
  }
  const cards = (await bot.screen('head-fin')).split('----').filter((each) => each.includes('您单位 1 名学员'));
  expect(cards).toHaveLength(2);
  await bot.press('head-fin', '确认');
  expect((await planOf(bot, 'zhao'))?.state).toBe('confirmed');
  await bot.say('li', '/行动计划 一、甲；二、乙');
  expect(await bot.last('li')).toContain('没有已结业');
  await bot.say('zhao', '/行动计划 一、甲；二、乙；三、丙');
  expect(await bot.last('zhao')).toContain('收到的是 3 个，未保存');
});
