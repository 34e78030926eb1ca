import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatWords } from '../../src/bot/words.ts';
import type { Update } from '../../src/chat/update.ts';
import { parseCallback } from '../../src/platforms/wecom/parse.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { type BareBot, startBareBot } from '../helpers/bare-bot.ts';
import { teachClass } from '../helpers/taught-class.ts';
import { robotBody, robotRequest, startPlatform } from '../platforms/dingtalk/setup.ts';
import { everyMinute, minutesIn, patienceMs } from '../schedule/minutes.ts';

let bot: BareBot;

beforeAll(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['qian', 'sun']);
  const [sun] = await bot.store.cadres.many(['sun']);
  if (sun === undefined) throw new Error('the county has 孙三');
  const named = { ...sun, _id: 'abudula', name: '阿卜杜拉·买买提', identities: {} };
  await bot.store.cadres.put([named]);
});
afterAll(() => bot.stop());

function input(name: string): Promise<string> {
  return readFile(new URL(`./inputs/${name}`, import.meta.url), 'utf8');
}

async function lines(name: string): Promise<string[]> {
  return (await input(name)).split('\n').filter((line) => line !== '');
}

async function answerTo(userId: string, said: string): Promise<string> {
  await bot.say(userId, said);
  return bot.last(userId);
}

/** What DingTalk's message makes the bot hear. */
async function heard(message: string): Promise<Extract<Update, { kind: 'said' }>> {
  const body = robotBody({ text: undefined, ...(JSON.parse(message) as Record<string, unknown>) });
  const received = await startPlatform().platform.receive(robotRequest(body));
  if (received.kind !== 'update' || received.update.kind !== 'said') throw new Error(`heard as ${received.kind}`);
  return received.update;
}

describe('06: middle dots in commands', () => {
  it('the person is found under every dot that a sheet may have', async () => {
    const steps = await lines('06-steps.txt');
    const more = [...'·‧･․∙⋅ᐧ⸱．'].map((dot) => `/授权 阿卜杜拉${dot}买买提 党校`);
    for (const step of [...steps, ...more]) expect(await answerTo('admin', step)).toContain('阿卜杜拉·买买提');
  });

  it.each(['/授权 阿卜杜拉 · 买买提 党校', '/授权 阿卜杜拉·买买提。 “党校”', '/授权 ＡＢＵＤＵＬＡ 县委党校！'])(
    'and in other ways one reads the same: %s',
    async (step) => {
      expect(await answerTo('admin', step)).toContain('阿卜杜拉·买买提');
    },
  );
});

describe('08: invisible or closing characters in words', () => {
  it('each word is understood as the plain one', async () => {
    for (const line of await lines('08-words.txt')) {
      const plain = line.includes('签') ? '签到' : '待办';
      expect(await answerTo('zhao', line)).toBe(await answerTo('zhao', plain));
      expect(await answerTo('zhao', line)).not.toContain(chatWords.notUnderstood);
    }
  });

  it.each([
    ['签 到', '签到'],
    ['签到～', '签到'],
    ['【我的成绩】', '我的成绩'],
    ['ＨＥＬＰ', 'help'],
    ['“/帮助”', '/帮助'],
    ['⁄帮 助！', '/帮助'],
  ])('and so is %s', async (typed, plain) => {
    expect(await answerTo('zhao', typed)).toBe(await answerTo('zhao', plain));
    expect(await answerTo('zhao', typed)).not.toContain(chatWords.notUnderstood);
  });

  it.each([
    ['/签到情况 ２０２６－０１。', '/签到情况 2026-01'],
    ['/签到 情况 2026\u200B—01', '/签到情况 2026-01'],
    ['/签到情况 2026-01 3 月17日', '/签到情况 2026-01 3'],
    ['/签到情况 2026-01 ３。１７', '/签到情况 2026-01 3月17日'],
    ['/补签 2026-01 “孙三” 3月17日 上午。 手机没电', '/补签 2026-01 孙三 3月17日 上午 手机没电'],
    ['/补签 2026-01 孙　三 3月17日 上午 手机没电', '/补签 2026-01 孙三 3月17日 上午 手机没电'],
    ['/早退 2026-01 孙三 3月17日 １６∶２０ 有事', '/早退 2026-01 孙三 3月17日 16:20 有事'],
    ['/记分 2026-01 孙三。 “课堂互动” 提问！ 主动提问', '/记分 2026-01 孙三 课堂互动 提问 主动提问'],
    ['/需求调查 摸底 县财政局。 ７天！', '/需求调查 摸底 县财政局 7天'],
  ])('and so are the arguments of %s', async (typed, plain) => {
    const withoutNumbers = (words: string) => words.replaceAll(/D2026-\d+/g, 'D');
    expect(withoutNumbers(await answerTo('school', typed))).toBe(withoutNumbers(await answerTo('school', plain)));
  });

  it.each(['“确认授予”。', '确认　授予', '\u200B确认授予！'])('and so are the words of a button: %s', async (typed) => {
    await bot.say('admin', '/授权 孙三 党校');
    await bot.say('admin', typed);
    expect((await bot.store.cadres.many(['sun']))[0]?.roles).toEqual(['partySchool']);
    await bot.say('admin', '/收回授权 孙三 党校');
    await bot.press('admin', '确认收回');
  });

  it.each(['１．', '①', '1️⃣', '\u200B1！'])('and so is the number of a button: %s', async (typed) => {
    await bot.say('sun', '请假');
    expect(await answerTo('sun', typed)).toContain('时间');
  });

  it('and so is a button named with the code of its card', async () => {
    await bot.say('admin', '/授权 孙三 党校');
    const [card] = await bot.store.sentCards.openCards('admin', bot.clock.now(), 1);
    await bot.say('admin', '待办');
    await bot.say('admin', `“确认授予”＃${card?.cardCode?.toLowerCase()}\u200B。`);
    expect((await bot.store.cadres.many(['sun']))[0]?.roles).toEqual(['partySchool']);
  });

  it('and so is 取消。 in answer to a question', async () => {
    const { expectations } = bot.store;
    const question = { _id: 'sun', press: { action: 'leave.give-reason', data: {} }, askedByUpdate: 't:question' };
    const askedAt = bot.clock.now();
    await expectations.expect({ ...question, askedAt, until: new Date(askedAt.getTime() + 60_000) });
    expect(await answerTo('sun', '取消。')).toBe(chatWords.cancelled);
  });

  it('and free words are kept as they were typed, without what nobody sees', async () => {
    await bot.say('teacher', '/通知 2026-01 （Ａ１）明天\u202E停课。');
    expect(await bot.last('teacher')).toContain('（Ａ１）明天停课。');
  });
});

describe('10: WeCom gives an account another id', () => {
  it('the person keeps their account', async () => {
    const parsed = parseCallback(await input('10-event.xml'), '1000002');
    if (parsed.kind !== 'update' || parsed.update.kind !== 'renamed') throw new Error(`read as ${parsed.kind}`);
    const { from, to } = parsed.update;
    const [qian] = await bot.store.cadres.many(['qian']);
    if (qian === undefined) throw new Error('the county has 钱二');
    await bot.store.cadres.put([{ ...qian, identities: { wecom: from.userId } }]);
    await bot.rename(from.userId, to);
    await bot.say(to, '待办');
    expect(await bot.last('qian')).toContain('待办');
  });
});

describe('11: a naming by the HarmonyOS client of DingTalk', () => {
  it('does not hide the word behind it', async () => {
    const { where, text } = await heard(await input('11-message.json'));
    expect(where).toBe('group');
    await bot.sayInGroup('teacher', '绑定本群　２０２６－０１。');
    await bot.sayInGroup('sun', text);
    expect(await bot.lastInGroup()).toContain('课程表');
    expect(await bot.lastInGroup()).not.toBe(classGroupWords.notHere);
  });

  it.each(['/课程表', '课程 表。', '“课程表”', '＠学册助手'])('and neither do other signs: %s', async (said) => {
    await bot.sayInGroup('sun', said);
    expect(await bot.lastInGroup()).toMatch(said.includes('课程') ? /课程表/ : /群内只办理/);
  });
});

describe('12: DingTalk ends what it heard with a full stop', () => {
  it.each(['签到。', '待办。'])('%s is understood', async (recognition) => {
    const message = JSON.parse(await input('12-message.json')) as { content: object };
    const { text } = await heard(JSON.stringify({ ...message, content: { ...message.content, recognition } }));
    expect(await answerTo('zhao', text)).not.toContain(chatWords.notUnderstood);
  });
});

describe('44: clocks go back where the server stands', () => {
  it(
    'a run every minute',
    async () => {
      const [from, to] = ['2026-11-01T05:59:00Z', '2026-11-01T06:01:00Z'];
      const { slots } = await minutesIn('America/New_York', from, to);
      expect(slots).toEqual(everyMinute(from, to));
    },
    2 * patienceMs,
  );
});
