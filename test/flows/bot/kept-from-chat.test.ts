import { describe, expect, it, onTestFinished } from 'vitest';
import { registerHandlers } from '../../../handlers/index.ts';
import { exampleFor } from '../../../src/bot/example.ts';
import { Router } from '../../../src/bot/router.ts';
import type { Card, Message } from '../../../src/chat/message.ts';
import { mayEver } from '../../../src/county/policy.ts';
import type { Role } from '../../../src/county/roles.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { classGoingOn } from '../../helpers/class-going-on.ts';
import { grant } from '../../helpers/grant.ts';
import { finishedClass, publishedClass } from '../../helpers/scored-class.ts';
import { type Told, whatIsTold } from '../../helpers/told-of-others.ts';

const people: readonly (readonly [userId: string, ...Role[]])[] = [
  ['qian', 'cadre'],
  ['teacher', 'classTeacher'],
  ['school', 'partySchool'],
  ['team1', 'evaluationTeam'],
  ['org', 'orgDept'],
  ['head-org', 'orgDeptLeader'],
  ['liaison-fin', 'unitLiaison'],
  ['head-fin', 'unitHead'],
];
const nobody = { cadreId: 'x', teachesClassIds: [], headsUnitIds: [], liaisesUnitIds: [] };

/** What names somebody with a result in chat all the same, and why. */
const inChat: Readonly<Record<string, string>> = {
  评定等次: 'the evaluation team decides by this card',
  调整等次: 'the evaluation team decides it, by name',
  记分: 'one entry, which whoever typed it reads back',
  活动记分: 'the entries of an activity, decided by this card',
  选派结果: 'one result, which whoever typed it reads back',
  加分: 'one proposal, which whoever typed it reads back',
  撤销记分: 'the entries of one person, one of which is taken back',
  登记荣誉: 'honours are given in public',
  改荣誉: 'honours are given in public',
  荣誉名单: 'honours are given in public',
  公示: 'is made public',
  交流发言: 'is made public',
};

const router = new Router();
registerHandlers(router);

/** Says the example of every command, by everybody who may, and presses what shows or sends more. */
async function told(bot: BareBot): Promise<Record<string, readonly string[]>> {
  const trainees = await bot.store.enrollments.traineesOf('2026-01');
  const found: Record<string, readonly string[]> = {};
  for (const spec of router.specs)
    for (const [userId, ...roles] of people) {
      const [name] = spec.names;
      if (name in inChat || !mayEver({ ...nobody, roles, keepsRollOf: [] }, spec.action)) continue;
      const example = await exampleFor(await bot.contextOf(userId, `guard:${name}:${userId}`), spec);
      const others = trainees.filter(({ cadreId }) => cadreId !== userId).map((each) => each.name);
      const ofSomebody = /\[姓名/.test(spec.usage) ? [`/${name} 赵一`] : [];
      for (const said of [example, ...ofSomebody]) {
        const isAbout = said !== example;
        const all = await answersTo(bot, userId, said);
        const seen = (await Promise.all(all.map((each) => whatIsTold(bot, each, others, isAbout)))).flat();
        if (seen.length > 0) found[`${userId}：${said}`] = seen;
      }
    }
  return found;
}

/** The answers to a command, and to every button of theirs that only shows. */
async function answersTo(bot: BareBot, userId: string, said: string): Promise<Message[]> {
  const before = (await bot.messagesTo(userId)).length;
  await bot.say(userId, said);
  const answers = (await bot.messagesTo(userId)).slice(before);
  const shows = answers
    .filter((each): each is Card => each.kind === 'card')
    .flatMap(({ buttons }) => buttons.map(({ label }) => label))
    .filter((label) => /^(?:发送|查看|领取|归档表|变化图)/.test(label));
  for (const label of new Set(shows)) {
    await bot.say(userId, said);
    await bot.press(userId, label);
  }
  return (await bot.messagesTo(userId)).slice(before);
}

async function stagedBot(stage: (bot: BareBot) => Promise<void>): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await grant(bot, 'head-org', 'orgDeptLeader');
  await stage(bot);
  return bot;
}

describe('no command names in chat what others were given', () => {
  it('while the class goes on', async () => {
    expect(await told(await stagedBot((bot) => classGoingOn(bot, '2026-03-19')))).toEqual({});
  });

  it('while their grades are proposed', async () => {
    const bot = await stagedBot(async (each) => {
      await finishedClass(each);
      await each.say('team2', '/评定等次 2026-01');
    });
    expect(await told(bot)).toEqual({});
  });

  it('when their grades are published', async () => {
    expect(await told(await stagedBot(publishedClass))).toEqual({});
  });
});

it('where nobody knows the address of the pages, nothing is made, shown or said to be ready', async () => {
  const bot = await stagedBot(publishedClass);
  bot.address = undefined;
  for (const [userId, said] of [
    ['team1', '/名次 2026-01'],
    ['teacher', '/成绩 2026-01'],
    ['teacher', '/导出 2026-01'],
    ['org', '/全班学册 2026-01'],
    ['org', '/考核参考 2026'],
    ['head-org', '/储备库'],
    ['head-org', '/选任查询 近三年优秀学员'],
  ] as const)
    expect(await bot.ask(userId, said), said).toMatch(/^还没有填写本系统的访问地址（PUBLIC_URL）.*$/);
  await bot.say('org', '/学册 赵一');
  await bot.press('org', '归档表');
  expect(await bot.last('org')).toContain('还没有填写本系统的访问地址');
  await expect(bot.fileTo('org')).rejects.toThrow('got no file');
});

it('what is told of others is seen in a line, on a card about one person, and in a file', async () => {
  const bot = await stagedBot(finishedClass);
  const card: Card = { kind: 'card', id: 'c', title: '赵一的情况', lines: ['考核结果：优秀'], fields: [], buttons: [] };
  const file: Message = { kind: 'file', name: '赵一学册2026-04-03.pdf', sha256: 'none' };
  const cases: readonly (readonly [Message, Told])[] = [
    [{ kind: 'text', text: '1. 赵一　总分 92' }, ['1. 赵一　总分 92']],
    [{ kind: 'text', text: '钱二　总分 92' }, []],
    [{ kind: 'text', text: '赵一已签到' }, []],
    [card, ['【赵一的情况】\n考核结果：优秀']],
    [file, ['赵一学册2026-04-03.pdf']],
  ];
  for (const [message, seen] of cases) expect(await whatIsTold(bot, message, ['赵一'])).toEqual(seen);
});
