import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import type { SignInRow } from '../../../src/training/attendance/sign-in-row.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { filledIn } from '../../helpers/filled-sheet.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
const people = { zhao: '赵一', qian: '钱二', sun: '孙三', li: '李四', zhou: '周五' } as const;
type Id = keyof typeof people;
const ids = Object.keys(people) as Id[];
let bot: BareBot;

/** 赵一 has signed in on time; nobody else has. */
async function begin(bot: BareBot): Promise<void> {
  await teachClass(bot.store, ids);
  bot.clock.moveTo(beijingTime('2026-03-16', '08:20'));
  await bot.say('zhao', '签到');
  bot.clock.moveTo(beijingTime('2026-03-16', '11:35'));
}

beforeEach(async () => {
  bot = await startBareBot();
  await begin(bot);
});
afterEach(() => bot.stop());

type Fill = Readonly<Record<string, string>>;

async function sendFilled(bot: BareBot, fill: Fill, dateOn = '2026-03-16'): Promise<void> {
  await bot.say('teacher', `/考勤表 ${classId} ${dateOn}`);
  const sheet = await filledIn(await bot.fileTo('teacher'), (set) => {
    for (const [name, word] of Object.entries(fill)) set(name, '上午（填写）', word);
  });
  await bot.send('teacher', '考勤表.xlsx', sheet);
}

const markOf = (cadreId: string) => bot.store.signIns.byId('2026-01-01', cadreId);

describe('the attendance sheet of a day', () => {
  it('is filled in, sent back, shown with its totals, and stored by the button alone', async () => {
    await sendFilled(bot, { 赵一: '早退 10：40', 钱二: '√', 孙三: '迟到10分钟', 李四: '缺课' });
    expect(await bot.last('teacher')).toMatch(
      /到课 1 人：钱二\n迟到 1 人：孙三（10分钟）\n缺课 1 人：李四\n早退 1 人：赵一（10:40）/,
    );
    expect(await markOf('qian')).toBeNull();
    await bot.press('teacher', '确认登记');
    expect(await markOf('qian')).toMatchObject({ byRoll: 'present' });
    expect(await markOf('sun')).toMatchObject({ byRoll: 'late' });
    expect(await markOf('li')).toMatchObject({ byRoll: 'absent' });
    expect(await markOf('zhao')).toMatchObject({ leftEarlyAt: beijingTime('2026-03-16', '10:40') });
    expect(await bot.last('zhao')).toContain('【早退登记】');
    expect(await markOf('zhou')).toBeNull();
  });

  it('says what holds already, and empty cells change nothing', async () => {
    await sendFilled(bot, { 赵一: '到课' });
    expect(await bot.last('teacher')).toContain('与现有记录一致，没有需要登记的内容');
    await sendFilled(bot, {});
    expect(await bot.last('teacher')).toContain('没有');
  });

  it('with a cell that cannot be entered stores nothing and says why', async () => {
    await sendFilled(bot, { 赵一: '缺课', 钱二: '到课', 孙三: '请假', 李四: '早退' });
    const said = await bot.last('teacher');
    expect(said).toMatch(/3 处需要更正，全部未登记/);
    expect(said).toMatch(/没有已批准的请假[\s\S]*已签到，不能记缺课[\s\S]*应填到课/);
    expect(await markOf('qian')).toBeNull();
  });

  it('leaves out whoever was given leave or signed in meanwhile, and says so', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '08:40'));
    await sendFilled(bot, { 钱二: '缺课', 孙三: '到课' });
    await bot.say('qian', '签到');
    await bot.press('teacher', '确认登记');
    expect((await markOf('qian'))?.byRoll).toBeUndefined();
    expect(await markOf('sun')).toMatchObject({ byRoll: 'present' });
    expect(await bot.last('teacher')).toMatch(/1 处在核对期间已有变化，未登记：\n· 钱二/);
  });

  it('is of use to those alone who may correct, and nobody enters their own', async () => {
    await bot.say('teacher', `/考勤表 ${classId} 今天`);
    const sheet = await filledIn(await bot.fileTo('teacher'), (set) => set('钱二', '上午（填写）', '到课'));
    await bot.send('qian', '考勤表.xlsx', sheet);
    expect(await bot.last('qian')).not.toContain('请核对考勤');
    await bot.store.enrollments.enrol([
      {
        ...{ _id: `${classId}:teacher`, classId, cadreId: 'teacher', unitId: 'u-school', name: '郑老师' },
        ...{ state: 'enrolled' as const, enrolledAt: new Date('2026-03-05T01:00:00Z') },
      },
    ]);
    await sendFilled(bot, { 郑老师: '到课', 钱二: '到课' });
    expect(await bot.last('teacher')).toContain('与您本人有关，按照回避要求');
    expect(await markOf('teacher')).toBeNull();
  });
});

/** What is kept of a mark, without the updates that made it. */
const facts = ({ _id, at, byRoll, lateMinutes, leftEarlyAt, corrections = [], earlyLeaves = [] }: SignInRow) =>
  [_id, at.toISOString(), byRoll, lateMinutes, leftEarlyAt?.toISOString(), corrections.length, earlyLeaves.length].join(
    ' ',
  );

/** The ledger that follows from the marks: every entry with what it gave or took. */
async function ledgerOf({ store }: BareBot): Promise<string[]> {
  const events = await store.scoreEvents.ofClass(classId);
  return events.map(({ _id, cadreId, item, step, deltaHundredths, at }) =>
    [_id, cadreId, item, step, deltaHundredths, at.toISOString()].join(' '),
  );
}

const ofSigned = fc.record({
  signedAt: fc.constantFrom('08:20', '08:40'),
  word: fc.constantFrom('', '到课', '早退10:40'),
});
const ofUnseen = fc.record({
  signedAt: fc.constant(undefined),
  word: fc.constantFrom('到课', '迟到', '迟到12分钟', '缺课', '旷课'),
});
const days = ['2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19', '2026-03-20', '2026-03-23'];
type OfPerson = { signedAt: string | undefined; word: string };

/** The same by the roll and by commands. */
async function byTaps(bot: BareBot, dateOn: string, each: Readonly<Record<Id, OfPerson>>): Promise<void> {
  const unseen = ids.filter((id) => each[id].signedAt === undefined);
  const named = (pattern: RegExp) => unseen.filter((id) => pattern.test(each[id].word)).map((id) => people[id]);
  const groups = [
    { head: '缺课', names: named(/课$/).filter((name) => !named(/^到课/).includes(name)) },
    { head: '迟到', names: named(/^迟到$/) },
    { head: '迟到', names: named(/^迟到12分钟/).map((name) => `${name}12分钟`) },
  ].filter(({ names }) => names.length > 0);
  const said = groups.map(({ head, names }) => `${head}：${names.join('、')}`).join('；');
  if (unseen.length > 0) {
    await bot.say('teacher', `/点到 ${classId} ${dateOn} 上午 ${said === '' ? '全部到课' : said}`);
    await bot.press('teacher', '确认点到');
  }
  for (const id of ids) {
    const { signedAt, word } = each[id];
    if (signedAt === '08:40' && word === '到课') await bot.say('teacher', `/补签 ${classId} ${id} ${dateOn} 上午 到课`);
    if (word.startsWith('早退')) await bot.say('teacher', `/早退 ${classId} ${id} ${dateOn} 10:40 提前离开`);
  }
}

it('a sheet stores what the same entries by taps store, and the ledger of points is the same, whatever is filled in', async () => {
  const perPerson = fc.oneof(ofSigned, ofUnseen) as fc.Arbitrary<OfPerson>;
  const samples = fc.sample(
    fc.record({ zhao: perPerson, qian: perPerson, sun: perPerson, li: perPerson, zhou: perPerson }),
    {
      ...{ numRuns: days.length, seed: 20260316 },
    },
  );
  const other = await startBareBot();
  onTestFinished(() => other.stop());
  await begin(other);
  const sheetBot = await startBareBot();
  onTestFinished(() => sheetBot.stop());
  await begin(sheetBot);
  for (const [index, dateOn] of days.entries()) {
    const each = samples[index];
    if (each === undefined || dateOn === '2026-03-16') continue;
    for (const one of [sheetBot, other]) {
      for (const clock of ['08:20', '08:40']) {
        one.clock.moveTo(beijingTime(dateOn, clock));
        for (const id of ids) if (each[id].signedAt === clock) await one.say(id, '签到');
      }
      one.clock.moveTo(beijingTime(dateOn, '11:35'));
    }
    const fill = Object.fromEntries(ids.map((id) => [people[id], each[id].word]).filter(([, word]) => word !== ''));
    await sendFilled(sheetBot, fill, dateOn);
    if ((await sheetBot.last('teacher')).includes('请核对考勤')) await sheetBot.press('teacher', '确认登记');
    await byTaps(other, dateOn, each);
    const marks = async (one: BareBot) => (await one.store.signIns.ofClass(classId)).map(facts).sort();
    expect(await marks(sheetBot), `${dateOn} ${JSON.stringify(each)}`).toEqual(await marks(other));
    for (const one of [sheetBot, other]) {
      one.clock.moveTo(beijingTime(dateOn, '20:43'));
      await one.runJob('score-attendance');
    }
    expect(await ledgerOf(sheetBot), `${dateOn} ${JSON.stringify(each)}`).toEqual(await ledgerOf(other));
  }
  const steps = new Set((await sheetBot.store.scoreEvents.ofClass(classId)).map(({ step }) => step));
  expect([...steps].sort()).toEqual(['absent', 'earlyLeave', 'late']);
});

it('a sheet broken off before any of its writes ends as one that was not', async () => {
  const [whole, broken] = await bothRuns(async (other, crashing) => {
    onTestFinished(() => other.stop());
    await begin(other);
    other.crashing = crashing;
    await sendFilled(other, { 赵一: '早退10:40', 钱二: '到课', 孙三: '缺课' });
    await other.press('teacher', '确认登记');
  });
  expect(broken?.crashes).toBeGreaterThan(3);
  expect(await broken?.dump()).toEqual(await whole?.dump());
});
