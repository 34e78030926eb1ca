import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

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
