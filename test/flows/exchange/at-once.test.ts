import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { RulePacks } from '../../../src/training/rule-packs.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { exchangePair } from '../../helpers/exchange.ts';
import { meanwhile } from '../../helpers/meanwhile.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const days = { fromOn: '2026-04-07', toOn: '2026-06-05' };

describe('two pairs that are changed at the same moment', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await exchangePair(bot, { ...days, byUpdate: 'test:one' });
    await exchangePair(bot, {
      ...{ ...days, byUpdate: 'test:two', proposal: 'test:other' },
      sides: [
        { cadreId: 'zhao', unitId: 'u-fin', hostUnitId: 'u-agri' },
        { cadreId: 'li', unitId: 'u-agri', hostUnitId: 'u-fin' },
      ],
    });
  });
  afterEach(() => bot.stop());

  const inPairs = async (cadreId: string) =>
    (await bot.store.exchangePairs.ofCadre(cadreId))
      .filter(({ state }) => state === 'asked' || state === 'agreed')
      .map(({ _id }) => _id);

  it('do not both get the same person: whoever looks last is told so, and the pair is as it was', async () => {
    await bot.say('org', '/改跟班 G2026-1 人员 钱二 孙三');
    await bot.say('school', '/改跟班 G2026-2 人员 赵一 孙三');
    meanwhile(bot.store.exchangePairs, 'change', () => bot.press('school', '确认更改'));
    await bot.press('org', '确认更改');
    expect(await bot.last('org')).toContain('G2026-1 已有变动，未作改动');
    expect(await inPairs('sun')).toEqual(['G2026-2']);
    expect(await inPairs('qian')).toEqual(['G2026-1']);
    expect(await bot.store.exchangePairs.byId('G2026-1')).toMatchObject({ state: 'agreed' });
    expect(await bot.screen('qian')).not.toContain('原安排不再执行');
  });

  it('by two people are both changed where they have nothing in common', async () => {
    await bot.say('org', '/改跟班 G2026-1 人员 钱二 孙三');
    await bot.say('school', '/改跟班 G2026-2 时间 2026-05-06 2026-07-03');
    meanwhile(bot.store.exchangePairs, 'change', () => bot.press('school', '确认更改'));
    await bot.press('org', '确认更改');
    expect(await inPairs('sun')).toEqual(['G2026-1']);
    expect(await bot.store.exchangePairs.byId('G2026-2')).toMatchObject({ fromOn: '2026-05-06', state: 'asked' });
  });

  it('are one pair: the second change does not undo the first, and is refused', async () => {
    await bot.say('org', '/改跟班 G2026-1 人员 钱二 孙三');
    await bot.say('school', '/改跟班 G2026-1 人员 周五 吴六');
    meanwhile(bot.store.exchangePairs, 'change', () => bot.press('school', '确认更改'));
    await bot.press('org', '确认更改');
    expect(await bot.last('org')).toContain('G2026-1 已有变动，未作改动');
    const sides = (await bot.store.exchangePairs.byId('G2026-1'))?.sides.map(({ cadreId }) => cadreId);
    expect(sides).toEqual(['qian', 'wu']);
  });
});

it('where the rules want it, marks of hosts who all gave the same are refused, and taken once a host corrects theirs', async () => {
  const usual = defaultRulePack();
  const { exchange, grading } = usual;
  const bot = await startBareBot(
    new RulePacks([
      {
        ...usual,
        exchange: { ...exchange, mark: { ...exchange.mark, allAlike: 'refuse' } },
        grading: { ...grading, spreadLeastPeople: 2 },
      },
    ]),
  );
  const classId = await teachClass(bot.store, ['qian', 'zhou']);
  bot.clock.moveTo(beijingTime('2026-03-20', '17:00'));
  const rated = (cadreId: string) => ({
    ...{ cadreId, points: [18, 18, 18, 18, 18], by: 'head-agri', byUpdate: `u:${cadreId}`, at: new Date(0) },
  });
  await exchangePair(bot, {
    ...{ classId, fromOn: '2026-03-16', toOn: '2026-03-20' },
    ratings: [rated('qian'), rated('zhou')],
  });
  expect(await bot.ask('teacher', `/跟班记分 ${classId}`)).toContain(
    '接收单位评价 2 人均为3.6分，没有拉开差距，未记分',
  );
  await expect(bot.press('teacher', '确认记分')).rejects.toThrow('has no button');
  await bot.say('head-agri', '/跟班评价 G2026-1 20 20 20 17 17');
  expect(await bot.ask('teacher', `/跟班记分 ${classId}`)).not.toContain('没有拉开差距');
  await bot.press('teacher', '确认记分');
  expect((await bot.store.scoreEvents.ofClass(classId)).length).toBeGreaterThan(0);
  await bot.stop();
});
