import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld } from '../../helpers/world.ts';

it.each(variants)('help on %s shows each person only the commands they may use', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await world.say('zhao', '/帮助');
  expect(world.last('zhao')).not.toContain('/点名');
  await world.say('org', '／帮助');
  expect(world.screen('org')).toContain('/点名 [班号]');
  expect(world.screen('org')).not.toContain('/记分');
  expect(world.logged).toEqual([]);
});

it('help is the same whichever way it is asked for, and however often', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.say('zhao', '/帮助');
  const shown = await bot.last('zhao');
  expect(shown).toContain('待办 — 查看等您办理的事项');
  for (const words of ['帮助', '你好', '菜单', 'help', '/help', '/？', '/帮助']) {
    expect(await bot.ask('zhao', words)).toBe(shown);
  }
});
