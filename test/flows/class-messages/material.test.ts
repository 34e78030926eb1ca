import { describe, expect, it, onTestFinished } from 'vitest';
import type { BodyView } from '../../../src/emulator/view.ts';
import { bothRuns } from '../../helpers/bare-bot.ts';
import { type Variant, variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const page = 'https://www.example.cn/anli.html';
const picture = 'https://img.example.org/a_1.png';
let world: World;

async function begin(variant: Variant): Promise<void> {
  world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await teachClass(world.running.store, ['zhao', 'qian']);
}

function lastBody(userId: string, group?: string): BodyView | undefined {
  return world.emulator.conversation(world.vendor, userId, group).findLast((item) => item.from === 'bot')?.body;
}

describe.each(variants)('study material on %s', (variant) => {
  it('leads where its preview says, from every trainee’s card, and never where it must not; so does a notice', async () => {
    await begin(variant);
    await world.say('teacher', `/资料 2026-01 乡村振兴 案例 ${page} ${picture} 课前请阅读`);
    const preview = world.last('teacher');
    for (const words of ['《乡村振兴 案例》', 'www.example.cn', 'img.example.org', '2 人'])
      expect(preview).toContain(words);
    expect(world.items('zhao')).toEqual([]);
    await world.press('teacher', '确认发出');
    expect(world.last('teacher')).toContain('学习资料已发给 2 名学员');
    const [seen, other] = [lastBody('zhao'), lastBody('qian')];
    expect(other).toEqual(seen);
    if (variant === 'wecom') {
      const shown = { title: '学习资料：乡村振兴 案例', url: page, pictureUrl: picture };
      expect(seen).toMatchObject({ kind: 'card', ...shown, buttons: [{ key: `url:${page}`, label: '查看资料' }] });
    } else {
      expect(seen).toMatchObject({ kind: 'markdown', markdown: expect.stringContaining(`[查看资料](${page})`) });
      expect(seen).toMatchObject({ markdown: expect.stringContaining(`![学习资料：乡村振兴 案例](${picture})`) });
    }
    for (const bad of ['http://www.example.cn/', 'https://gov.cn@evil.cn/', 'https://127.0.0.1/']) {
      await world.say('teacher', `/资料 2026-01 案例 ${bad}`);
      expect(world.last('teacher')).toContain('网址须以 https:// 开头');
    }
    await world.say('zhao', `/资料 2026-01 案例 ${page}`);
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
    await world.say('teacher', `/通知 2026-01 请看http://a.cn/和${page}，明天讨论`);
    expect(world.last('teacher')).toContain('链接去向：www.example.cn');
    await world.press('teacher', '确认发出');
    const notice = JSON.stringify(lastBody('zhao'));
    expect(notice).toContain(variant === 'wecom' ? `"url":"${page}"` : `[打开链接](${page})`);
    expect(world.logged).toEqual([]);
  });
});

it('study material in the WeCom group of a class is a card that opens it, or with a picture an article', async () => {
  await begin('wecom');
  await world.say('teacher', '/班级群 2026-01');
  await world.press('teacher', '确认建群');
  const [group] = world.emulator.groups('wecom', 'zhao');
  for (const [pictureUrl, shown] of [
    ['', { kind: 'card', title: '学习资料：案例', buttons: [{ key: `url:${page}` }] }],
    [picture, { kind: 'news', articles: [{ title: '学习资料：案例', url: page, pictureUrl: picture }] }],
  ] as const) {
    await world.say('teacher', `/资料 2026-01 案例 ${page} ${pictureUrl}`);
    await world.press('teacher', '发出并同步到班级群');
    expect(lastBody('zhao', group?.id)).toMatchObject(shown);
    expect(lastBody('zhao')).toMatchObject({ kind: 'card', url: page });
  }
});

it('study material broken off at any point reaches everybody once; what was dropped is not sent', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.crashing = crashing;
    await bot.say('teacher', `/资料 2026-01 案例 ${page}`);
    await bot.press('teacher', '确认发出');
    await bot.say('teacher', `/资料 2026-01 另一案例 ${page}`);
    await bot.press('teacher', '取消');
  });
  expect(broken?.crashes).toBeGreaterThan(1);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect(await whole?.screen('zhao')).toBe(`【学习资料：案例】\n班次：中青年干部培训班\n查看资料：${page}`);
});

it('study material taken back shows no link any more and is not sent anew, wherever taking it back broke off', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await teachClass(bot.store, ['zhao', 'qian']);
    await bot.say('teacher', `/资料 2026-01 案例 ${page}`);
    await bot.press('teacher', '确认发出');
    bot.crashing = crashing;
    await bot.say('teacher', '/撤回 2026-01-Z1');
    await bot.press('teacher', '确认撤回');
    bot.crashing = false;
    await bot.runJob('report-recall');
  });
  expect(broken?.crashes).toBeGreaterThan(1);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect(await whole?.screen('zhao')).toBe('【学习资料：案例】\n班次：中青年干部培训班\n（本资料已撤回，请忽略）');
  expect(await whole?.screen('teacher')).toContain('学习资料《案例》撤回结果');
});
