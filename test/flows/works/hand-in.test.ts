import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { pdf } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { docx, longText } from '../../helpers/work-files.ts';

const secret = '只有作者和评阅人读得到的一句话';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-14', '10:00'));
  await bot.say('teacher', '/布置作业 2026-01 调研报告 3月18日 基层治理调研');
  await bot.press('teacher', '确认布置');
});
afterEach(() => bot.stop());

async function handIn(who: string, paragraphs: readonly string[], use = 'none'): Promise<void> {
  await bot.send(who, '调研.docx', docx(paragraphs));
  await bot.press(who, '声明并提交', [use]);
}

const workOf = (id: string) => bot.store.works.byId(id);

describe('handing in', () => {
  it('is done once with one number and one file, also when every step is broken off', async () => {
    bot.crashing = true;
    await handIn('zhao', longText(1, 20));
    await handIn('zhao', longText(1, 21), 'search');
    expect(bot.crashes).toBeGreaterThan(0);
    const work = await workOf('2026-01-W1-1');
    expect(work?.versions.map(({ aiUse }) => aiUse)).toEqual(['none', 'search']);
    expect(await bot.store.proofs.of('work:2026-01-W1-1:1')).toEqual([]);
    expect(await bot.store.proofs.of('work:2026-01-W1-1:2')).toHaveLength(1);
    expect(await bot.store.works.of('2026-01-W1')).toHaveLength(1);
  });

  it('keeps the text nowhere in clear, and takes it back as a whole', async () => {
    await handIn('zhao', [secret, ...longText(1, 20)]);
    await bot.press('zhao', '撤回作业');
    expect(await bot.last('zhao')).toContain('已撤回，文件已删除');
    expect((await workOf('2026-01-W1-1'))?.state).toBe('takenBack');
    expect(await bot.store.workPrints.others('')).toEqual([]);
    expect(bot.storedBytes().includes(Buffer.from(secret))).toBe(false);
    expect(await bot.ask('zhao', '我的作业')).toMatch(/作业 1 项，未交 1 项[\s\S]*提交作业，把文件直接发到这里即可/);
  });

  it('is late for three days, which is said before, and then refused', async () => {
    bot.clock.moveTo(beijingTime('2026-03-19', '09:00'));
    await bot.send('zhao', '调研.docx', docx(longText(1, 20)));
    expect(await bot.last('zhao')).toContain('将记为迟交 1 天');
    await bot.press('zhao', '声明并提交', ['none']);
    expect((await workOf('2026-01-W1-1'))?.versions[0]?.lateDays).toBe(1);
    bot.clock.moveTo(beijingTime('2026-03-22', '09:00'));
    await bot.send('qian', '调研.docx', docx(longText(2, 20)));
    expect(await bot.last('qian')).toContain('以后不再接收，本次未提交');
    expect(await bot.store.works.of('2026-01-W1')).toHaveLength(1);
  });

  it('says that the text names its author, and is nobody else’s to hand in', async () => {
    await bot.send('zhao', '调研.docx', docx(['赵一']));
    expect(await bot.last('zhao')).toContain('文中有您的姓名');
    await bot.send('sun', '调研.docx', docx(['孙三']));
    expect(await bot.last('sun')).not.toContain('声明');
  });

  it('asks for which assignment a file is where there are several', async () => {
    await bot.say('teacher', '/布置作业 2026-01 心得体会 3月20日 学习心得');
    await bot.press('teacher', '确认布置');
    await bot.send('zhao', '心得.docx', docx(longText(3, 10)));
    await bot.press('zhao', '下一步', ['2026-01-W2']);
    expect(await bot.last('zhao')).toContain('将作为“学习心得”提交');
    await bot.press('zhao', '声明并提交', ['none']);
    expect((await workOf('2026-01-W2-1'))?.cadreId).toBe('zhao');
    expect(await bot.ask('zhao', '我的作业')).toMatch(/作业 2 项，未交 1 项：[\s\S]*“基层治理调研”：未交/);
  });

  it('leaves a PDF to whatever else waits for a proof', async () => {
    await bot.say('zhao', '/请假 病假 3月17日 上午 就诊');
    await bot.send('zhao', '证明.pdf', pdf());
    await bot.press('zhao', '这是证明材料');
    await bot.press('zhao', '作为证明材料');
    expect(await bot.last('zhao')).toContain('证明材料已保存');
    expect(await bot.store.works.of('2026-01-W1')).toEqual([]);
  });
});
