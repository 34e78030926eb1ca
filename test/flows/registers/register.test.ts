import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPage } from '../../../src/pages/verify.ts';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { exchangePair } from '../../helpers/exchange.ts';
import { pdfText } from '../../helpers/pdf-text.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const NUMBER = /(?:JY|XS|DJ)(?:-[2-9A-Z]{4}){4}/;
let bot: BareBot;

/** A class whose results are published; 吴六 failed. 赵一 was its monitor and spoke at a forum, 钱二 is elsewhere for exchange shadowing. */
beforeAll(async () => {
  bot = await startBareBot();
  await publishedClass(bot);
  const by = { by: 'teacher', byUpdate: 'test:post', enteredAt: bot.clock.now() };
  await bot.store.classes.nameKeeper('2026-01', { post: 'monitor', cadreId: 'zhao', ...by });
  await bot.store.activities.create({
    ...{ year: '2026', classId: '2026-01', kind: 'traineeForum', state: 'planned', title: '我看乡村振兴' },
    ...{ dateOn: '2026-03-19', speakers: ['zhao'], madeBy: 'teacher', madeAt: by.enteredAt, byUpdate: 'test:activity' },
  });
  const rating = {
    cadreId: 'qian',
    points: [20, 17, 20, 17, 20],
    by: 'head-agri',
    byUpdate: 'test:rating',
    at: by.enteredAt,
  };
  await exchangePair(bot, { ratings: [rating] });
});
afterAll(() => bot.stop());

const text = async (userId: string) => pdfText(await bot.fileTo(userId)).join('\n');
const asked = async (number: string) => verifyPage(bot.store, bot.clock)(number);
const numberOf = (words: string) => NUMBER.exec(words)?.[0] ?? '';

describe('一人一册', () => {
  it('begins with its totals, and comes as a document and as a sheet', async () => {
    const card = await bot.ask('zhao', '我的学册');
    expect(card).toContain('参加班次 1 个，结业 1 个，获评优秀学员 1 次');
    await bot.press('zhao', '领取学册');
    const pages = await text('zhao');
    for (const words of ['赵一', '县财政局', '考核结果', '总分', '学时台账', '页校验码'])
      expect(pages).toContain(words);
    expect(pages).not.toMatch(/列第 ?\d+ ?名/);
    for (const words of ['任班长', '三、班级活动', '我看乡村振兴', '主讲', '四、考核结果'])
      expect(pages).toContain(words);
    expect(pages).not.toMatch(/、作业|、测试|双向跟班学习|储备/);
    await bot.press('zhao', '发送表格');
    const [sheet] = await readSheets(await bot.fileTo('zhao'), '学册.xlsx');
    expect([...(sheet?.rows ?? [])].map(({ cells }) => cells.get(1)?.text)).toContain('2026-01');
  });

  it('has exchange shadowing with its place and what the host gave, in the document and in the sheet', async () => {
    expect(await bot.ask('qian', '我的学册')).toContain('双向跟班学习 1 次');
    await bot.press('qian', '领取学册');
    const pages = await text('qian');
    for (const words of ['四、双向跟班学习', '县农业农村局', '94分（满分100分）']) expect(pages).toContain(words);
    await bot.press('qian', '发送表格');
    const [sheet] = await readSheets(await bot.fileTo('qian'), '学册.xlsx');
    const cells = [...(sheet?.rows ?? [])].flatMap((row) => [...row.cells.values()].map((cell) => cell.text));
    expect(cells).toContain('双向跟班学习（县农业农村局）');
    expect(cells).toContain('94分（满分100分）');
    expect(cells).not.toContain('测试');
  });

  it('holds a class from before the first rule pack', async () => {
    const { classes, enrollments } = bot.store;
    const row = await classes.byId('2026-01');
    if (row === null) throw new Error('no class');
    await classes.fill([
      {
        ...row,
        _id: '2023-01',
        opensOn: '2023-04-17',
        closesOn: '2023-04-21',
        byUpdate: 'test:2023',
        state: 'published',
      },
    ]);
    const trainee = { classId: '2023-01', cadreId: 'sun', unitId: 'u-fin', name: '孙三' };
    await enrollments.enrol([
      { _id: '2023-01:sun', ...trainee, state: 'completed', enrolledAt: new Date('2023-04-10T01:00:00Z') },
    ]);
    expect(await bot.ask('sun', '我的学册')).toContain('参加班次 2 个');
  });

  it('of somebody else is for the organisation department alone, and the look is noted before', async () => {
    expect(await bot.ask('qian', '/学册 赵一')).toContain('不在您负责的班级或单位范围内');
    expect(await bot.ask('qian', '/学册 查无此人')).toBe(await bot.ask('qian', '/学册 赵一'));
    const card = await bot.ask('org', '/学册 赵一');
    expect(card).toContain('赵一的学册');
    expect(card).not.toMatch(/优秀|结业|中青年/);
    expect((await bot.store.looks.of('zhao', 5)).map(({ by, words }) => `${by} ${words}`)).toEqual(['org 学册']);
  });
});

it.each([
  ['领取学册', '学册2026-'],
  ['发送表格', '学册.xlsx'],
  ['归档表', '干部教育培训情况登记表.docx'],
])('of somebody else never comes in chat, but once under a link: %s', async (label, name) => {
  await bot.say('org', '/学册 赵一');
  await bot.press('org', label);
  expect(await bot.last('org')).toMatch(new RegExp(`“赵一.*${name}.*”不在聊天中发送`));
  expect((await bot.fileByLink('org')).length).toBeGreaterThan(1_000);
  await expect(bot.fileTo('org')).rejects.toThrow('got no file');
});

describe('a certificate of completion', () => {
  it('has the same number however often it is fetched, and the page that confirms it names nobody', async () => {
    await bot.say('zhao', '结业证书');
    const first = await text('zhao');
    expect(first).toContain('准予结业');
    const number = numberOf(first);
    await bot.say('zhao', '/结业证书 2026-01');
    expect(numberOf(await text('zhao'))).toBe(number);
    const { status, html } = await asked(number.toLowerCase());
    expect(status).toBe(200);
    expect(html).toContain('该编号有效');
    expect(html).not.toContain('赵一');
  });

  it('is for those who completed, and for their own classes', async () => {
    expect(await bot.ask('wu', '结业证书')).toContain('您还没有可以出具结业证书的班次');
    expect(await bot.ask('org', '/结业证书 2026-01')).toContain('您还没有可以出具结业证书的班次');
  });

  it('is voided and restored with a reason, which its holder is told', async () => {
    await bot.say('qian', '结业证书');
    const number = numberOf(await text('qian'));
    await bot.say('org', `/作废证书 ${number} 姓名有误`);
    expect(await bot.last('qian')).toContain(`（${number}）已作废，原因：姓名有误`);
    expect((await asked(number)).html).toContain('该编号已失效');
    expect(await bot.ask('org', `/作废证书 ${number} 再来一次`)).toContain('已经作废，无需更改');
    expect(await bot.ask('qian', '结业证书')).toContain('这份结业证书已作废：姓名有误');
    await bot.say('org', `/恢复证书 ${number} 经核对无误`);
    expect((await asked(number)).html).toContain('该编号有效');
    expect(await bot.ask('org', `/证书 ${number}`)).toMatch(/姓名：钱二\n状态：有效/);
  });
});

describe('a certificate of hours', () => {
  it('lists what the ledger has of the year; a year without any has none', async () => {
    await bot.say('zhao', '学时证明');
    const words = await text('zhao');
    expect(words).toContain('2026年登记脱产培训');
    expect((await asked(numberOf(words))).html).toContain('学时证明（2026年）');
    expect(await bot.ask('zhao', '/学时证明 2020')).toContain('2020年没有登记的学时');
    expect(await bot.ask('zhao', '/学时证明 明年')).toContain('请写明年度');
  });
});

describe('the registers of a class', () => {
  it('come packed, one folder a person with the register and the sheet for the personnel file', async () => {
    expect(await bot.ask('teacher', '/全班学册 2026-01')).toContain('没有办理这一事项的权限');
    await bot.say('org', '/全班学册 2026-01');
    expect(await bot.screen('org')).toContain('正在生成“中青年干部培训班”8 人的学册和归档表，约需 4 秒');
    const zip = new PizZip(await bot.fileByLink('org'));
    expect(zip.file(/学册\.pdf$/)).toHaveLength(8);
    expect(zip.file(/归档表\.docx$/)).toHaveLength(8);
    const register = zip.file('赵一-zhao/学册.pdf')?.asNodeBuffer() ?? Buffer.alloc(0);
    expect(pdfText(register).join('')).toContain('干部教育培训登记册');
    const sheet = zip.file('赵一-zhao/归档表.docx')?.asNodeBuffer() ?? Buffer.alloc(0);
    const words = new PizZip(sheet).file('word/document.xml')?.asText() ?? '';
    for (const told of ['干部教育培训情况登记表', '赵一', '中青年干部培训班', '2026年3月16日至2026年3月27日', '任班长'])
      expect(words).toContain(told);
    expect(words).not.toMatch(/[{}]/);
  });
});

it('a paper is issued once, and says what it said, however often its making was broken off', async () => {
  bot.crashing = true;
  await bot.say('sun', '学时证明');
  await bot.say('sun', '我的学册');
  await bot.press('sun', '领取学册');
  bot.crashing = false;
  expect(bot.crashes).toBeGreaterThan(3);
  const issued = (await bot.store.papers.latest(50)).filter(({ issuedBy }) => issuedBy === 'sun');
  expect(issued.map(({ kind }) => kind).sort()).toEqual(['hours', 'register']);
  const check = issued.find(({ kind }) => kind === 'register')?.sent?.check ?? 'none';
  expect(await text('sun')).toContain(`页校验码 ${check}`);
});

it('a number that was never issued looks like none at all, and too many questions are put off', async () => {
  const ask = verifyPage(bot.store, bot.clock);
  const unknown = await ask('JY-AAAA-BBBB-CCCC-DDDD');
  expect(unknown.status).toBe(404);
  expect(await ask('<script>')).toEqual(unknown);
  for (let tried = 0; tried < 118; tried += 1) await ask('x');
  expect((await ask('x')).status).toBe(429);
});
