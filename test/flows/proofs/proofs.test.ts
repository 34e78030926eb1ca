import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { disguised, pdf, photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian', 'sun', 'li']);
});
afterEach(() => bot.stop());

const askForLeave = async (userId = 'qian') => {
  await bot.say(userId, '/请假 病假 3月17日 上午 到医院就诊');
  await bot.press(userId, '提交');
};
const kept = (userId = 'qian') => bot.store.proofs.keptBy(userId);

describe('a picture sent in the chat', () => {
  it('is kept only when the person says what it is for', async () => {
    await askForLeave();
    await bot.send('qian', 'a.jpg', photo());
    expect(await kept()).toEqual([]);
    await bot.press('qian', '取消');
    expect(await kept()).toEqual([]);
    await bot.send('qian', 'a.jpg', photo());
    await bot.press('qian', '作为证明材料');
    expect(await kept()).toMatchObject([{ type: 'jpg', state: 'kept', opens: true }]);
  });

  it('goes with others sent before the answer: one card asks for all of them', async () => {
    await askForLeave();
    await bot.send('qian', 'a.jpg', photo('a'));
    await bot.send('qian', 'b.jpg', photo('b'));
    await bot.send('qian', 'c.pdf', pdf());
    expect(await bot.last('qian')).toContain('收到图片 2 张、PDF文件 1 份');
    await bot.press('qian', '作为证明材料');
    expect(await kept()).toHaveLength(3);
  });

  it('sent twice for the same is kept once', async () => {
    await askForLeave();
    for (let time = 0; time < 2; time += 1) {
      await bot.send('qian', 'a.jpg', photo());
      await bot.press('qian', '作为证明材料');
    }
    expect(await kept()).toHaveLength(1);
    expect(await bot.last('qian')).toBe('这份材料此前已经保存，无需重复办理。');
  });

  it('may be for one of two requests: the person says for which', async () => {
    await askForLeave();
    await bot.say('qian', '/请假 事假 3月18日 上午 参加会议');
    await bot.press('qian', '提交');
    await bot.send('qian', 'a.jpg', photo());
    expect(await bot.last('qian')).toContain('1. 3月18日 周三 上午事假\n2. 3月17日 周二 上午病假');
    await bot.say('qian', '2');
    const [leave] = await bot.store.leaves.ofTrainee('2026-01', 'qian');
    expect(await kept()).toMatchObject([{ about: `leave:${leave?._id}` }]);
  });

  it.each([
    ['a program', 'a.exe', disguised],
    ['a program under the name of a picture', 'a.jpg', disguised],
    ['a document that can run', 'a.docm', Buffer.from('PK\x03\x04', 'latin1')],
  ])('is refused kindly where it is %s', async (_, name, bytes) => {
    await askForLeave();
    await bot.send('qian', name, bytes);
    expect(await bot.last('qian')).toContain('证明材料只收图片（JPG、PNG、WebP）和PDF文件，这份文件未保存');
  });

  it('is refused where it is larger than the rules allow', async () => {
    await askForLeave();
    await bot.send('qian', 'a.jpg', Buffer.concat([photo(), Buffer.alloc(8 * 1024 * 1024)]));
    expect(await bot.last('qian')).toBe('图片或文件不能超过 8 MB，未保存。请压缩后再发送。');
  });

  it('is refused where the matter has as many as the rules allow', async () => {
    await askForLeave();
    for (const marker of ['1', '2', '3', '4', '5', '6']) await bot.send('qian', 'a.jpg', photo(marker));
    await bot.press('qian', '作为证明材料');
    expect(await bot.last('qian')).toContain('每项最多保存 5 份，本次未保存');
    expect(await kept()).toEqual([]);
  });

  it('that was not answered before the decision is not kept', async () => {
    await askForLeave();
    await bot.send('qian', 'a.jpg', photo());
    await bot.press('teacher', '同意');
    bot.crashing = true;
    await bot.press('qian', '作为证明材料');
    expect(await bot.last('qian')).toContain('已经办理，不再收取证明材料，本次未保存');
    expect(await kept()).toEqual([]);
  });

  it('goes with a request that is not submitted after all', async () => {
    await bot.say('qian', '/请假 病假 3月17日 上午 到医院就诊');
    await bot.send('qian', 'a.jpg', photo());
    await bot.press('qian', '作为证明材料');
    expect(await kept()).toHaveLength(1);
    const [leave] = await bot.store.leaves.ofTrainee('2026-01', 'qian');
    await bot.forge('qian', { action: 'leave.drop', data: { leave: leave?._id ?? '' } });
    expect(await kept()).toEqual([]);
  });
});

describe('what another client says was pressed', () => {
  it('keeps no picture of somebody else', async () => {
    await askForLeave();
    await bot.send('qian', 'a.jpg', photo());
    await askForLeave('sun');
    const [own] = await bot.store.leaves.ofTrainee('2026-01', 'sun');
    const [foreign] = await bot.store.proofs.shownWith('qian', bot.clock.now(), 'none');
    const press = { action: 'proof.keep', data: { proof: foreign?._id ?? '', about: `leave:${own?._id}` } };
    expect(await bot.forge('sun', press)).toContain('没有可以办理的图片或文件');
    expect([...(await kept('sun')), ...(await kept())]).toEqual([]);
  });

  it('keeps nothing for a request of somebody else', async () => {
    await askForLeave();
    await askForLeave('sun');
    await bot.send('qian', 'a.jpg', photo());
    const [foreign] = await bot.store.leaves.ofTrainee('2026-01', 'sun');
    const [own] = await bot.store.proofs.shownWith('qian', bot.clock.now(), 'none');
    const facts = { proof: own?._id ?? '', about: `leave:${foreign?._id}` };
    await bot.forge('qian', { action: 'proof.keep', data: facts });
    expect(await kept()).toEqual([]);
  });
});

it('broken off before any write, everything ends as if nothing had happened', async () => {
  const bots = await bothRuns(async (each, crashing) => {
    await teachClass(each.store, ['zhao', 'qian']);
    await each.say('qian', '/请假 病假 3月17日 上午 到医院就诊');
    await each.press('qian', '提交');
    each.crashing = crashing;
    await each.send('qian', 'a.jpg', photo('a'));
    await each.send('qian', 'b.jpg', photo('b'));
    await each.press('qian', '作为证明材料');
    await each.press('teacher', '查看证明材料');
    await each.press('qian', '撤回证明材料');
    await each.send('qian', 'a.jpg', photo('a'));
    await each.press('qian', '取消');
    each.crashing = false;
  });
  onTestFinished(async () => void (await Promise.all(bots.map((each) => each.stop()))));
  const [whole, broken] = bots;
  expect(broken?.crashes).toBeGreaterThan(5);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect(await whole?.store.proofs.keptBy('qian')).toEqual([]);
});

it('nothing that is stored holds the picture in clear, from the first word to the look', async () => {
  const marker = 'the marker of this picture';
  await bot.say('qian', '/请假 病假 3月17日 上午 KNOWN-WORDS');
  await bot.send('qian', '肝病诊断书.jpg', photo(marker));
  expect(bot.storedBytes().includes(marker)).toBe(false);
  await bot.press('qian', '作为证明材料');
  await bot.press('qian', '提交');
  await bot.press('teacher', '查看证明材料');
  expect(await bot.proofsTo('teacher')).toEqual([photo(marker)]);
  const stored = bot.storedBytes();
  expect(stored.includes('KNOWN-WORDS')).toBe(true);
  expect(stored.includes(marker)).toBe(false);
});
