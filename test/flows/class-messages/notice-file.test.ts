import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

describe('what goes out with a notice', () => {
  it('is the file its sender sends after the preview, which every receiver gets beside the card', async () => {
    await bot.say('org', '/通知 赵一、李四 请按附件要求报送');
    await bot.send('org', '报送要求.pdf', pdf);
    expect(await bot.last('org')).toContain('附件：报送要求.pdf');
    await bot.press('org', '确认发出');
    for (const id of ['zhao', 'li']) expect(await bot.fileTo(id)).toEqual(pdf);
    expect(await bot.screen('zhao')).toContain('附件：报送要求.pdf');
  });

  it('is taken back with it', async () => {
    await bot.say('org', '/通知 赵一 请按附件要求报送');
    await bot.send('org', '报送要求.pdf', pdf);
    await bot.press('org', '确认发出');
    await bot.say('org', '/撤回 2026-T1');
    await bot.press('org', '确认撤回');
    expect(await bot.store.recalls.recallsOf('2026-T1')).toHaveLength(2);
  });

  it('is nothing for a work-sensitive one, and nothing that is sent much later', async () => {
    await bot.say('org', '/通知 赵一 敏感 请报送材料');
    await bot.send('org', '材料.pdf', pdf);
    expect(await bot.last('org')).toContain('不带附件');
    await bot.press('org', '取消');
    await bot.say('org', '/通知 赵一 请报送材料');
    bot.clock.advanceMs(11 * 60_000);
    await bot.send('org', '材料.pdf', pdf);
    expect((await bot.store.notices.byId('2026-T2'))?.file).toBeUndefined();
  });
});

describe('a file sent before the notice', () => {
  it('lies encrypted for half an hour, is offered in the preview, and goes out after one tap', async () => {
    await bot.send('org', '报送要求.pdf', pdf);
    expect(await bot.last('org')).toContain('请在30分钟内发“/通知”，在预览中点“附上刚才的文件”');
    const stored = JSON.stringify((await bot.dump()).earlyFiles);
    expect(stored).toContain('sealed');
    expect(stored).not.toContain(pdf.toString('base64').slice(0, 20));
    await bot.say('org', '/通知 赵一 请按附件要求报送');
    expect(await bot.last('org')).toContain('可附上刚才发来的“报送要求.pdf”');
    await bot.press('org', '附上刚才的文件');
    expect(await bot.last('org')).toContain('附件：报送要求.pdf');
    await bot.press('org', '不带附件');
    expect(await bot.last('org')).toContain('附件：无；可附上刚才发来的“报送要求.pdf”');
    await bot.press('org', '附上刚才的文件');
    await bot.press('org', '确认发出');
    expect(await bot.fileTo('zhao')).toEqual(pdf);
  });

  it('that nobody knows as a sheet goes out too, and a later one takes its place', async () => {
    await bot.send('org', '旧.pdf', pdf);
    const sheet = Buffer.from('品名,数量\n水杯,3\n');
    await bot.send('org', '用品.csv', sheet);
    expect(await bot.last('org')).toContain('未能识别这份表格（首行为：品名、数量）');
    await bot.say('org', '/通知 赵一 请填附表');
    await bot.press('org', '附上刚才的文件');
    await bot.press('org', '确认发出');
    expect(await bot.fileTo('zhao')).toEqual(sheet);
  });

  it('is offered to nobody else, for no work-sensitive notice, and not after its time', async () => {
    await bot.send('org', '报送要求.pdf', pdf);
    await bot.say('school', '/通知 赵一 请按时参加');
    expect(await bot.last('school')).toContain('附件：无；需要的');
    await bot.say('org', '/通知 赵一 敏感 请报送材料');
    expect(await bot.last('org')).not.toContain('报送要求.pdf');
    await bot.press('org', '取消');
    await bot.say('org', '/通知 赵一 请按附件要求报送');
    bot.clock.advanceMs(31 * 60_000);
    await bot.press('org', '附上刚才的文件');
    expect(await bot.last('org')).toContain('已过30分钟');
    expect((await bot.store.notices.byId('2026-T3'))?.file).toBeUndefined();
    await bot.say('org', '/通知 赵一 请按附件要求报送');
    expect(await bot.last('org')).not.toContain('报送要求.pdf');
  });

  it('is not kept for who may send no notice', async () => {
    await bot.send('zhao', '报送要求.pdf', pdf);
    expect(await bot.last('zhao')).toContain('未保存');
    expect((await bot.dump()).earlyFiles).toEqual([]);
  });
});

it('a notice or study material for a class without people is refused, and no draft is kept', async () => {
  const classId = await teachClass(bot.store, []);
  await bot.say('teacher', `/通知 ${classId} 明天请带笔记本`);
  expect(await bot.last('teacher')).toBe('该班还没有学员，通知未发出。');
  expect((await bot.dump()).notices).toEqual([]);
  await bot.say('teacher', `/资料 ${classId} 二十大报告 https://www.gov.cn/a`);
  expect(await bot.last('teacher')).toBe('该班还没有学员，学习资料未发出。');
});
