import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';

let bot: BareBot;
let about: string;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun', 'li']);
  await bot.say('qian', '/请假 病假 3月17日 上午 到医院就诊');
  await bot.press('qian', '提交');
  await bot.send('qian', 'a.jpg', photo());
  await bot.press('qian', '作为证明材料');
  const [leave] = await bot.store.leaves.ofTrainee('2026-01', 'qian');
  about = `leave:${leave?._id}`;
});
afterEach(() => bot.stop());

const show = () => ({ action: 'proof.show', data: { about } });

it('a look is noted before the picture goes out, with who and when', async () => {
  await bot.press('teacher', '查看证明材料');
  expect(await bot.proofsTo('teacher')).toEqual([photo()]);
  expect(await bot.store.proofLooks.of(about)).toMatchObject([{ by: 'teacher', cadreId: 'qian', at: bot.clock.now() }]);
});

it.each(['sun', 'head-fin', 'org', 'team1', 'admin'])('%s has no business with it', async (userId) => {
  await bot.forge(userId, show());
  expect(await bot.proofsTo(userId)).toEqual([]);
  expect(await bot.store.proofLooks.of(about)).toEqual([]);
});

it('whose it is may see it and take it back before the decision, and nobody else may take it back', async () => {
  await bot.forge('qian', show());
  expect(await bot.proofsTo('qian')).toEqual([photo()]);
  await bot.forge('teacher', { action: 'proof.take-back', data: { about } });
  expect(await bot.store.proofs.countOf(about)).toEqual({ count: 1, unreadable: 0 });
  await bot.press('qian', '撤回证明材料');
  expect(await bot.store.proofs.countOf(about)).toEqual({ count: 0, unreadable: 0 });
  await bot.press('teacher', '查看证明材料');
  expect(await bot.proofsTo('teacher')).toEqual([]);
});

it('after the decision it stays until its time is over, and who decided may still look', async () => {
  await bot.press('teacher', '同意');
  await bot.forge('qian', { action: 'proof.take-back', data: { about } });
  expect(await bot.last('qian')).toContain('已经办理，证明材料不能撤回，到期自动删除');
  await bot.press('teacher', '查看证明材料');
  expect(await bot.proofsTo('teacher')).toEqual([photo()]);
});
