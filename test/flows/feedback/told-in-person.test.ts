import { describe, expect, it, onTestFinished } from 'vitest';
import { cardCode } from '../../../src/chat/message.ts';
import { untoldCardId } from '../../../src/training/feedback/told-words.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { grant } from '../../helpers/grant.ts';
import { eightMarks, lastDayOn, publishedClass, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('a result that no head can take note of, on %s', (variant) => {
  it('waits with the organisation department until it notes whom it told; then it is asked no more, and the class can be closed', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await scoredClass(world.running.store, { 'head-agri': eightMarks['head-agri'] });
    await world.at(lastDayOn, '18:05');
    await world.say('team1', `/评定等次 ${classId}`);
    await world.press('team1', '提请确认');
    await world.press('team2', '确认等次');
    await world.press('org', '公布成绩');
    await world.at(publishedOn, '08:05');
    await world.tick();
    await world.say('org', `/结班 ${classId}`);
    expect(world.last('org')).toContain('结果反馈 1 份未阅知或未告知');
    await world.say('org', '待办');
    expect(world.last('org')).toContain('没有反馈对象的考核结果');
    await world.press('org', '沈局长：登记告知');
    expect(world.last('org')).toContain('请写明沈局长的结果何时、由谁、告知了谁');
    await world.say('org', '4月3日由部务会成员告知县政府分管领导');
    expect(world.last('org')).toContain('已登记沈局长考核结果的告知情况');
    await world.say('org', `/结班 ${classId}`);
    expect(world.last('org')).not.toContain('未告知');
    await world.say('org', '待办');
    expect(world.last('org')).not.toContain('没有反馈对象的考核结果');
    await world.say('org', `/反馈进度 ${classId}`);
    expect(world.last('org')).toContain(
      '县委组织部已告知 沈局长（县农业农村局）：4月3日由部务会成员告知县政府分管领导',
    );
    await world.say('org', `/当面告知 ${classId} 沈局长 又告知一次`);
    expect(world.last('org')).toContain('无需重复办理');
    await world.say('org', `/撤销告知 ${classId} 沈局长`);
    await world.say('org', `/结班 ${classId}`);
    expect(world.last('org')).toContain('结果反馈 1 份未阅知或未告知');
    expect(world.logged).toEqual([]);
  });
});

/** A published class without a head of the trainees of 县财政局 who could be told. */
async function withoutHead(bot: BareBot): Promise<void> {
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  const { headId: _, ...headless } = unit;
  await bot.store.units.put([headless]);
  await publishedClass(bot);
}

const stateOf = async (bot: BareBot, cadreId: string) => (await bot.store.feedbacks.byId(classId, cadreId))?.state;

describe('a result told in person', () => {
  it('is noted one by one; the card names who is left, and the second of two who note one is told who was first', async () => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await withoutHead(bot);
    await grant(bot, 'head-org', 'orgDept');
    await bot.press('org', '赵一：登记告知');
    await bot.say('head-org', `/当面告知 ${classId} 赵一 电话告知副局长`);
    await bot.say('org', '当面告知副局长');
    expect(await bot.last('org')).toMatch(/赵一的结果已由.+阅知或登记告知，无需重复办理/);
    expect((await bot.store.feedbacks.byId(classId, 'zhao'))?.toldHow).toBe('电话告知副局长');
    const [card] = await bot.store.sentCards.copies(['org'], cardCode(untoldCardId(classId)));
    const labels = card?.message.kind === 'card' ? card.message.buttons.map(({ label }) => label) : [];
    expect(labels).not.toContain('赵一：登记告知');
    expect(labels).toContain('钱二：登记告知');
  });

  it('closes the card on the screen of whoever had it, also where a colleague notes the last one; taken back, it is a card again', async () => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await withoutHead(bot);
    await grant(bot, 'head-org', 'orgDept');
    const cards = async (who: string) =>
      (await bot.store.sentCards.copies([who], cardCode(untoldCardId(classId)))).filter(({ open }) => open === true);
    expect(await cards('org')).toHaveLength(1);
    for (const row of await bot.store.feedbacks.ofClass(classId))
      if (row.state === 'nobody') await bot.say('head-org', `/当面告知 ${classId} ${row.cadreId} 电话告知副局长`);
    expect(await cards('org')).toEqual([]);
    await bot.say('head-org', `/撤销告知 ${classId} 赵一`);
    expect(await bot.last('head-org')).toContain('反馈须人工办理');
    await bot.press('head-org', '赵一：登记告知');
    await bot.say('head-org', '当面告知副局长');
    expect(await stateOf(bot, 'zhao')).toBe('acknowledged');
    expect(await cards('head-org')).toEqual([]);
  });

  it('may be one that a head has on a card, which is closed once nothing on it is left', async () => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await publishedClass(bot);
    for (const name of ['李四', '周五', '吴六']) await bot.say('org', `/当面告知 ${classId} ${name} 电话告知沈局长`);
    expect(await stateOf(bot, 'li')).toBe('acknowledged');
    await expect(bot.press('head-agri', '已阅知')).rejects.toThrow();
    await bot.say('org', `/撤销告知 ${classId} 李四`);
    expect(await stateOf(bot, 'li')).toBe('sent');
  });

  it('is noted by the organisation department alone, about nobody of itself, and only where there is a result', async () => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await withoutHead(bot);
    await bot.say('teacher', `/当面告知 ${classId} 赵一 已告知`);
    await grant(bot, 'zhao', 'orgDept');
    await bot.say('zhao', `/当面告知 ${classId} 赵一 已告知`);
    expect(await stateOf(bot, 'zhao')).toBe('nobody');
    await bot.say('org', `/撤销告知 ${classId} 赵一`);
    expect(await bot.last('org')).toContain('没有登记过当面告知');
    await bot.say('org', `/当面告知 ${classId} 赵一`);
    expect(await bot.last('org')).toContain('请写明班号、姓名和告知情况');
  });

  it('noted and taken back, broken off at any point, ends as without that', async () => {
    const [whole, broken] = await bothRuns(async (bot, crashing) => {
      onTestFinished(() => bot.stop());
      await withoutHead(bot);
      bot.crashing = crashing;
      for (const name of ['赵一', '钱二']) await bot.say('org', `/当面告知 ${classId} ${name} 当面告知副局长`);
      await bot.say('org', `/撤销告知 ${classId} 赵一`);
    });
    expect(broken?.crashes).toBeGreaterThan(4);
    expect(await broken?.dump()).toEqual(await whole?.dump());
  });
});
