import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
let bot: BareBot;

/** 钱二 asks for the first morning, 16 March 2026, and gets this answer. */
async function decided(bot: BareBot, answer: '同意' | '不同意'): Promise<void> {
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-15', '19:00'));
  await ask(bot, '上午');
  await decide(bot, answer);
}

async function ask(bot: BareBot, part: string): Promise<void> {
  await bot.say('qian', `/请假 病假 3月16日 ${part} 到医院就诊`);
  await bot.press('qian', '提交');
}

async function decide(bot: BareBot, answer: '同意' | '不同意'): Promise<void> {
  await bot.press('teacher', answer);
  if (answer === '不同意') await bot.say('teacher', '当天有重要课程');
}

beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

const states = async () => (await bot.store.leaves.ofTrainee(classId, 'qian')).map(({ state }) => state);
/** What stands against 钱二 for the first morning after the evening's job of that day. */
const firstMorningOn = async (dateOn: string): Promise<string[]> => {
  bot.clock.moveTo(beijingTime(dateOn, '20:43'));
  await bot.runJob('score-attendance');
  const events = await bot.store.scoreEvents.ofTrainee(classId, 'qian');
  const reversed = new Set(events.map((event) => event.reverses));
  return events
    .filter((event) => event.reverses === undefined && !reversed.has(event._id))
    .map(({ reason }) => reason)
    .filter((reason) => reason.startsWith('3月16日 周一 上午'));
};

describe('a decision on leave put right', () => {
  it('grants what was refused: told to the trainee and the class teacher, kept with who, when and why, and no absence is left', async () => {
    await decided(bot, '不同意');
    bot.clock.moveTo(beijingTime('2026-03-16', '09:10'));
    await bot.say('teacher', `/点到 ${classId} 缺课：钱二`);
    await bot.press('teacher', '确认点到');
    expect((await firstMorningOn('2026-03-16')).join()).toContain('未请假');
    await bot.say('school', `/改批 ${classId} 钱二 3月16日 上午 同意 补交了医院证明`);
    expect(await bot.last('school')).toContain('已将钱二3月16日 周一 上午的病假改批为“已同意”，并告知本人');
    expect(await bot.last('teacher')).toContain('【请假改批】');
    expect(await bot.last('qian')).toMatch(/改批为“已同意”。理由：补交了医院证明。累计请假/);
    expect((await bot.store.leaves.ofTrainee(classId, 'qian'))[0]).toMatchObject({
      state: 'granted',
      decidedBy: 'teacher',
      decisionWords: '当天有重要课程',
      corrections: [{ by: 'school', to: 'granted', reason: '补交了医院证明', enteredAt: bot.clock.now() }],
    });
    expect(await firstMorningOn('2026-03-17')).toEqual(['3月16日 周一 上午病假']);
  });

  it('takes back what was granted, and can be put right once more', async () => {
    await decided(bot, '同意');
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 不同意 证明不实`);
    expect(await states()).toEqual(['refused']);
    expect(await bot.last('qian')).toContain('改批为“未同意”');
    await bot.say('qian', '我的请假');
    expect(await bot.last('qian')).toContain('病假：未同意（改批，理由：证明不实）');
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 同意 经核实属实`);
    expect(await states()).toEqual(['granted']);
  });

  it('does not grant a time for which other leave stands meanwhile, and asks which one is meant', async () => {
    await decided(bot, '不同意');
    await ask(bot, '下午');
    await decide(bot, '不同意');
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 同意 补交证明`);
    expect(await bot.last('teacher')).toContain('有几张请假单');
    await ask(bot, '全天');
    await decide(bot, '同意');
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 上午 同意 补交证明`);
    expect(await bot.last('teacher')).toContain('已另有请假');
    expect((await states()).sort()).toEqual(['granted', 'refused', 'refused']);
  });

  it('changes nothing where nothing was decided otherwise, without a reason, or once the class is graded', async () => {
    await decided(bot, '同意');
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 同意 补交证明`);
    expect(await bot.last('teacher')).toContain('没有可以改批为“同意”的请假单');
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 不同意`);
    expect(await bot.last('teacher')).toContain('请写明姓名、日期');
    await bot.store.classes.move(classId, ['planned'], 'graded');
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 不同意 证明不实`);
    expect(await states()).toEqual(['granted']);
  });

  it('is for the staff of the class, and never about oneself', async () => {
    await decided(bot, '不同意');
    await bot.say('zhao', `/改批 ${classId} 钱二 3月16日 同意 补交证明`);
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
    const qian = await bot.store.cadres.byId('qian');
    if (qian === null) throw new Error('no 钱二');
    await bot.store.cadres.put([{ ...qian, roles: [...qian.roles, 'partySchool'] }]);
    await bot.say('qian', `/改批 ${classId} 钱二 3月16日 同意 补交证明`);
    expect(await bot.last('qian')).toContain('与您本人有关');
    expect(await states()).toEqual(['refused']);
  });
});

it('a correction broken off at any point leaves the same leaves and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await decided(bot, '不同意');
    bot.crashing = crashing;
    await bot.say('school', `/改批 ${classId} 钱二 3月16日 上午 同意 补交证明`);
    await bot.say('teacher', `/改批 ${classId} 钱二 3月16日 上午 不同意 证明不实`);
  });
  expect(broken?.crashes).toBeGreaterThan(1);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  const [row] = (await whole?.store.leaves.ofTrainee(classId, 'qian')) ?? [];
  expect(row?.corrections?.map(({ to }) => to)).toEqual(['granted', 'refused']);
});

it.each(variants)('on %s a refusal is put right and told', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await teachClass(world.running.store, ['zhao', 'qian']);
  await world.at('2026-03-15', '19:00');
  await world.say('qian', '/请假 病假 3月16日 上午 到医院就诊');
  await world.press('qian', '提交');
  await world.press('teacher', '不同意');
  await world.say('teacher', '当天有重要课程');
  await world.say('teacher', `/改批 ${classId} 钱二 3月16日 上午 同意 补交了医院证明`);
  expect(world.last('teacher')).toContain('改批为“已同意”');
  expect(world.last('qian')).toContain('【请假改批】');
  expect(world.logged).toEqual([]);
});
