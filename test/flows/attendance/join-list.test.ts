import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import type { Store } from '../../../src/stores.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const link = 'https://meeting.example.cn/j/123';

/** The first morning of the class is held over the network. */
async function liveClass(store: Store): Promise<void> {
  await teachClass(store, ['zhao', 'qian', 'sun', 'li', 'zhou']);
  const all = await store.sessions.ofClass(classId);
  const first = all.filter(({ dateOn }) => dateOn === '2026-03-16');
  const live = first.map((each) =>
    each.startsAt < beijingTime('2026-03-16', '12:00') ? { ...each, place: link } : each,
  );
  await store.sessions.replace(classId, [...live, ...all.filter((each) => !first.includes(each))], new Date(0));
}

/** A list as a meeting tool hands it out. */
function listOf(...lines: readonly (readonly [name: string, join: string, leave: string, account?: string])[]): Buffer {
  const rows = lines.map(([name, join, leave, account = '']) => [
    name,
    account,
    `2026-03-16 ${join}:20`,
    `2026-03-16 ${leave}:10`,
  ]);
  return writeWorkbook({
    name: '参会成员',
    rows: [['用户昵称（入会昵称）', '用户ID', '首次入会时间', '最后退会时间'], ...rows],
    headerRow: 1,
    widths: [20, 20, 20, 20],
  });
}

const list = listOf(
  ['赵一', '08:25', '11:35'],
  ['县财政局钱二', '08:25', '09:30'],
  ['县财政局钱二', '09:32', '11:31'],
  ['手机用户', '08:50', '11:31', 'sun'],
  ['李四', '08:30', '09:00'],
  ['会议助手', '08:00', '12:00'],
);

it.each(variants)(
  'on %s a list of who joined and left is shown, confirmed and taken back as one act',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await liveClass(world.running.store);
    await world.at('2026-03-16', '08:05');
    expect(world.screen('zhao')).toContain('进入云端课堂');
    await world.at('2026-03-16', '11:40');
    await world.send('teacher', '参会成员.xlsx', list);
    expect(world.last('teacher')).toMatch(
      /到课 2 人：赵一、钱二[\s\S]*迟到 1 人：孙三（20分钟）[\s\S]*缺课 1 人：李四/,
    );
    expect(world.last('teacher')).toMatch(
      /按昵称推定，请核对 1 人：钱二（县财政局钱二）[\s\S]*不是本班学员 1 人：会议助手/,
    );
    await world.press('teacher', '确认登记');
    const marks = async () => (await world.running.store.signIns.ofTrainee(classId, 'sun')).map(({ byRoll }) => byRoll);
    expect(new Set(await marks())).toEqual(new Set(['late']));
    await world.press('teacher', '撤销');
    expect(await marks()).toEqual([]);
  },
);

describe('the list of who joined', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await liveClass(bot.store);
    bot.clock.moveTo(beijingTime('2026-03-16', '08:20'));
    await bot.say('li', '签到');
    bot.clock.moveTo(beijingTime('2026-03-16', '11:40'));
  });
  afterEach(() => bot.stop());

  it('leaves who has signed in as they are, and those who are not on it to the roll', async () => {
    await bot.send('teacher', '参会成员.xlsx', list);
    expect(await bot.last('teacher')).toMatch(/不在名单的学员 1 人，不作登记[\s\S]*不作更改 1 人：李四/);
    bot.crashing = true;
    await bot.press('teacher', '确认登记');
    expect(await bot.store.signIns.byId('2026-01-01', 'li')).not.toHaveProperty('byRoll');
    expect(await bot.store.signIns.byId('2026-01-01', 'zhou')).toBeNull();
    await bot.send('teacher', '参会成员.xlsx', list);
    expect(await bot.last('teacher')).toContain('没有需要登记的内容');
  });

  it('is refused for a day without a live lesson, and for those who have no class there', async () => {
    await bot.send('teacher', '2026-03-17参会成员.csv', Buffer.from('姓名,入会时间,退会时间\n赵一,08:30,11:30\n'));
    expect(await bot.last('teacher')).toContain('没有您负责的云端课程');
    await bot.send('zhao', '参会成员.xlsx', list);
    expect(await bot.store.signIns.byId('2026-01-01', 'zhao')).toBeNull();
    expect(await bot.last('zhao')).not.toContain('确认登记');
  });
});
