import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendSheet } from '../../../src/bot/sheet-on-request.ts';
import { parseSheets } from '../../../src/sheets/parse-sheets.ts';
import { SHEET_LIMITS } from '../../../src/sheets/sheet.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

const count = 40_000;
const sheet = (dying = false) => ({
  name: '名单',
  headerRow: 1,
  rows: Array.from({ length: count }, (_, at) => {
    const row = [`c${at}`, '张三', '县财政局', '科长', '男', '1980.01', '科员', '是', '否', at];
    if (dying && at === count / 2)
      Object.defineProperty(row, 0, {
        enumerable: true,
        get: () => {
          throw new Error('the bot dies');
        },
      });
    return row;
  }),
});

describe('a sheet that takes longer than three seconds', () => {
  let bot: BareBot;

  beforeAll(async () => {
    bot = await startBareBot();
  });
  afterAll(() => bot.stop());

  it('is announced with how long it takes, once, and comes also when the bot died while it was written', async () => {
    const run = async (dying: boolean) => sendSheet(await bot.contextOf('org', 'u1'), '名单.xlsx', sheet(dying));
    await expect(run(true)).rejects.toThrow();
    await bot.deliver();
    expect(await bot.last('org')).toBe('正在生成表格（共 40000 行），约需 4 秒，完成后自动发送，请勿重复操作。');
    await run(false);
    await run(false);
    await bot.deliver();
    const screen = await bot.screen('org');
    expect(screen.split('正在生成表格')).toHaveLength(2);
    expect(screen.split('名单.xlsx')).toHaveLength(2);
    const [read] = await parseSheets(await bot.fileTo('org'), '名单.xlsx', { ...SHEET_LIMITS, cells: count * 10 });
    expect(read?.rows).toHaveLength(count);
  });

  it('is not announced when it is short', async () => {
    await sendSheet(await bot.contextOf('school', 'u2'), '名单.xlsx', {
      name: '名单',
      headerRow: 1,
      rows: [['甲', 1]],
    });
    await bot.deliver();
    expect(await bot.screen('school')).not.toContain('正在生成');
  });
});
