import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
});
afterEach(() => bot.stop());

it.each(['proof.ask', 'proof.no-need'])(
  '%s is refused for what is nothing, and for what is not one’s own',
  async (action) => {
    const about = ['nothing', 'nothing:2026-01', 'score:2026-01:none', 'callUp:2026-01:zhao', 'leave:none'];
    for (const each of about) {
      await bot.forge('qian', { action, data: { about: each } });
      expect(await bot.last('qian')).not.toContain('请在10分钟内');
    }
  },
);
