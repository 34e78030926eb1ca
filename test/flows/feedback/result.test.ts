import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardCode, plainText } from '../../../src/chat/message.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

let bot: BareBot;
const classId = '2026-01';

describe('published results', () => {
  // One published class for all.
  beforeAll(async () => {
    bot = await startBareBot();
    await publishedClass(bot);
  });
  afterAll(() => bot.stop());

  it('show their reasons to the trainee alone', async () => {
    await bot.say('zhou', `查看依据 #${cardCode(`result:${classId}`)}`);
    expect(await bot.last('zhou')).toContain('总分80分');
    await bot.say('head-fin', `查看依据 #${cardCode(`result:${classId}`)}`);
    expect(await bot.last('head-fin')).toContain('未能识别您的回复');
  });

  it('are pushed without the rank, and with the title to whom it was posted for alone, to trainees their own, to heads those of their unit', async () => {
    const names = {
      zhao: '赵一',
      qian: '钱二',
      sun: '孙三',
      li: '李四',
      zhou: '周五',
      wu: '吴六',
      'liaison-fin': '韩联络',
    };
    for (const [cadreId, name] of Object.entries(names)) {
      const toTrainee = await pushed(`result:${classId}:${cadreId}`);
      expect(toTrainee).not.toMatch(/列第|并列/);
      expect(toTrainee.includes('您被评为本班优秀学员')).toBe(name === '赵一');
      for (const other of Object.values(names).filter((each) => each !== name)) expect(toTrainee).not.toContain(other);
    }
    const toHead = await pushed(`feedback:${classId}:u-fin`);
    expect(toHead).not.toMatch(/列第|并列|李四|周五|吴六/);
    for (const name of ['赵一', '钱二', '孙三', '韩联络']) expect(toHead).toContain(`【${name}】`);
    expect(await bot.screen('team2')).not.toMatch(/赵一|钱二|吴六/);
  });
});

/** What was sent to somebody unasked, under this key. */
async function pushed(key: string): Promise<string> {
  const message = (await bot.store.deliveries.byKey(key))?.message;
  if (message?.kind !== 'card') throw new Error(`nothing under ${key}`);
  return plainText(message);
}
