import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { type Variant, variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('messages that reached nobody on %s', (variant: Variant) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(variant);
    await moveAccount('zhao', 'ghost');
    await openClass(world, { named: 2 });
  });
  afterAll(() => world.stop());

  async function moveAccount(cadreId: string, userId: string): Promise<void> {
    const { cadres } = world.running.store;
    const [person] = await cadres.many([cadreId]);
    if (person === undefined) throw new Error('no person');
    const platform = variant === 'wecom' ? 'wecom' : 'dingtalk';
    await cadres.put([{ ...person, identities: { [platform]: userId } }]);
  }

  it('are listed for the admin with person, unit and reason', async () => {
    await world.say('admin', '/未送达');
    expect(world.last('admin')).toContain('赵一（县财政局）');
    expect(world.last('admin')).toMatch(/账号不存在|没有把卡片送到/);
    expect(world.last('admin')).toContain('共 1 条');
  });

  it('go out again when the admin asks for it, once the account is right', async () => {
    expect(world.count('zhao', '调训通知')).toBe(0);
    await moveAccount('zhao', 'zhao');
    if (variant === 'dingtalk-markdown') await world.say('admin', '1');
    else await world.press('admin', '重新发送', ['1. 赵一']);
    expect(world.screen('admin')).toContain('1 条消息将重新发送');
    expect(world.count('zhao', '调训通知')).toBe(1);
    await world.say('admin', '/undelivered');
    expect(world.last('admin')).toContain('没有未送达的消息');
  });

  it('are nobody else’s business', async () => {
    await world.say('teacher', '/未送达');
    expect(world.last('teacher')).toContain('没有办理这一事项的权限');
  });
});

it('more than ten are told by their reasons first, with all of them in a sheet', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  const ids = ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu', 'head-agri', 'liaison-fin', 'head-fin', 'team1', 'team2'];
  await teachClass(bot.store, ids);
  const people = await bot.store.cadres.many(ids);
  await bot.store.cadres.put(people.map((person) => ({ ...person, identities: {} })));
  bot.clock.moveTo(beijingTime('2026-03-16', '09:00'));
  await bot.say('teacher', '/通知 2026-01 明天的课改在第二教室');
  await bot.press('teacher', '确认发出');
  await bot.say('admin', '/未送达');
  expect(await bot.screen('admin')).toMatch(/共 11 条，按原因：\n· 11 条：信息库中没有此人可用的/);
  expect(await bot.last('admin')).toContain('先列出最近 10 条');
  await bot.press('admin', '发送表格');
  expect(await bot.last('admin')).toContain('未送达的消息（2026-03-16）.xlsx');
});
