import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import { Router } from '../../src/bot/router.ts';
import { GRANTED_ROLES } from '../../src/county/roles.ts';
import { type BareBot, startBareBot } from '../helpers/bare-bot.ts';
import { teachClass } from '../helpers/taught-class.ts';

const router = new Router();
registerHandlers(router);
const specs = router.specs.map((spec) => [spec.names[0], spec] as const);

let bot: BareBot;
/** 郑老师 teaches class 2026-01, 赵一 class 2026-02; the latter has had a notice. */
beforeAll(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['qian']);
  const { _id: other } = await bot.store.classes.create('2026', {
    name: '第二班',
    kind: 'mainClass',
    opensOn: '2026-03-16',
    closesOn: '2026-03-20',
    topicTag: '第二班',
    teacherId: 'zhao',
    createdBy: 'school',
    byUpdate: 'test:other',
  });
  const [enrolled] = await bot.store.enrollments.ofClass('2026-01');
  if (enrolled !== undefined)
    await bot.store.enrollments.enrol([{ ...enrolled, _id: `${other}:qian`, classId: other }]);
  await bot.say('zhao', `/通知 ${other} 明天的课改在第二教室`);
  await bot.press('zhao', '确认发出');
  const [head] = await bot.store.cadres.many(['head-org']);
  if (head !== undefined) await bot.store.cadres.put([{ ...head, roles: [...GRANTED_ROLES] }]);
});
afterAll(() => bot.stop());

async function answerTo(userId: string, said: string): Promise<string> {
  await bot.say(userId, said);
  return bot.last(userId);
}

describe('a command without its arguments', () => {
  const demanded = (usage: string) =>
    usage
      .replace(/^\/销假；.*/, '')
      .replace(/\[[^[\]]*\]/g, '')
      .replace(/\[[^[\]]*\]/g, '');
  const wanting = specs.filter(([, { usage }]) => usage.startsWith('/') && / </.test(demanded(usage)));

  it.each(wanting)('is answered with what is missing, usage and example: /%s', async (name, { usage, action }) => {
    const who = action === 'score.bonus-propose' ? 'teacher' : 'head-org';
    expect(await answerTo(who, `/${name}`)).toMatch(name === '评阅' ? /^目前没有待您评阅的作品。/ : /^请写.*。/);
    expect(await bot.last(who)).toContain(`\n用法：${usage}\n例如：/${name} `);
  });
});

describe('an argument that is too long', () => {
  it.each([
    ['/撤班 2026-01 理', 50, '理由请控制在 50 字以内。'],
    ['/改班 2026-01 名称 新', 40, '新值请控制在 40 字以内。'],
    ['/改批 2026-01 钱二 3月16日 同意 理', 50, '理由请控制在 50 字以内。'],
    ['/增补 2026-01 赵一 理', 50, '理由请控制在 50 字以内。'],
    ['/退回等次评定 2026-01 理', 200, '理由请控制在 200 字以内。'],
    ['/开班 班', 40, '班名请控制在 40 字以内。'],
  ])('is refused with what may be: %s…, %i', async (begun, most, refusal) => {
    const rest = begun.startsWith('/开班')
      ? ' 2026-03-16 2026-03-27 郑老师 理论'
      : begun.includes('名称')
        ? ' 更名'
        : '';
    const typed = (letters: number) => `${begun}${'长'.repeat(letters - 1)}${rest}`;
    expect(await answerTo('head-org', typed(most + 1))).toContain(refusal);
    expect(await answerTo('head-org', typed(most))).not.toContain('字以内');
  });
});

describe('a class teacher is told the same of another class as of one that is not there', () => {
  const aboutClass = specs.filter(([name, { example }]) => example.includes('2026-01') && name !== '我的成绩');

  it.each(aboutClass)('by /%s', async (_name, { example }) => {
    const there = await answerTo('teacher', example.replaceAll('2026-01', '2026-02'));
    const nowhere = await answerTo('teacher', example.replaceAll('2026-01', '1999-99'));
    expect(there).toMatch(/不在您负责的班级或单位范围内|没有办理这一事项的权限/);
    expect(nowhere).toBe(there);
  });
});
