import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';
let bot: BareBot;

beforeEach(async () => {
  bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
});

/** The cards with results of 县财政局 that this person has, as they are now. */
async function cardsOf(cadreId: string) {
  const rows = await bot.store.sentCards.latestCards(cadreId, 50);
  return rows.filter(({ message }) => message.kind === 'card' && message.id === `feedback:${classId}:u-fin`);
}

async function openCards(cadreId: string): Promise<number> {
  return (await cardsOf(cadreId)).filter(({ open }) => open === true).length;
}

async function headOfFin(headId: string | undefined): Promise<void> {
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  const { headId: _, ...headless } = unit;
  await bot.store.units.put([headId === undefined ? headless : { ...headless, headId }]);
  await runs();
}

async function runs(): Promise<void> {
  for (let run = 0; run < 3; run += 1) await bot.runJob('hand-over-feedback');
}

async function runsOn(on: string): Promise<void> {
  bot.clock.moveTo(beijingTime(on, '10:08'));
  await runs();
}

const departmentTold = async () => (await bot.screen('org')).split('【反馈须人工办理】').length - 1;

it('results not acknowledged yet go on to a new head once, the earlier card is closed, and a head who comes back gets them again', async () => {
  expect(await openCards('head-fin')).toBe(1);
  await headOfFin('head-fin');
  expect((await cardsOf('head-fin')).length).toBe(1);
  const told = await departmentTold();
  await headOfFin('liaison-agri');
  expect([await openCards('head-fin'), await openCards('liaison-agri')]).toEqual([0, 1]);
  expect(await bot.screen('head-fin')).toContain('单位主要负责人有变动');
  await headOfFin('head-fin');
  expect([await openCards('head-fin'), await openCards('liaison-agri')]).toEqual([1, 0]);
  await headOfFin('liaison-agri');
  expect((await cardsOf('liaison-agri')).length).toBe(2);
  await bot.press('liaison-agri', '已阅知');
  await headOfFin('head-fin');
  expect((await cardsOf('head-fin')).length).toBe(2);
  expect(await departmentTold()).toBe(told);
});

it('a head who was reminded before the results went on is not sent a second card', async () => {
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  await bot.store.units.put([{ ...unit, headId: 'liaison-agri' }]);
  bot.clock.moveTo(new Date('2026-04-09T01:41:00Z'));
  await bot.runJob('remind-feedback');
  await headOfFin('liaison-agri');
  expect([await openCards('head-fin'), (await cardsOf('liaison-agri')).length]).toEqual([0, 1]);
});

it('a unit without a head, or whose head nobody reaches, leaves its results to the organisation department after three working days, once', async () => {
  const before = await departmentTold();
  await headOfFin(undefined);
  const gone = await bot.store.cadres.byId('head-agri');
  if (gone === null) throw new Error('no head');
  await bot.store.cadres.put([{ ...gone, absences: [{ what: '不在通讯录', fromOn: '2026-04-02' }] }]);
  for (const on of ['2026-04-06', '2026-04-08']) await runsOn(on);
  expect([await openCards('head-fin'), (await departmentTold()) - before]).toEqual([1, 0]);
  await runsOn('2026-04-09');
  expect([await openCards('head-fin'), (await departmentTold()) - before]).toEqual([0, 2]);
  expect(await bot.screen('org')).toContain('单位主要负责人不在通讯录，也没有代办人');
  expect((await bot.store.feedbacks.ofClass(classId)).filter(({ state }) => state === 'sent')).toEqual([]);
  await headOfFin('liaison-agri');
  expect((await cardsOf('liaison-agri')).length).toBe(1);
  expect(JSON.stringify((await cardsOf('liaison-agri'))[0]?.message)).toContain('钱二');
  await bot.press('liaison-agri', '已阅知');
  expect((await bot.store.feedbacks.byId(classId, 'qian'))?.state).toBe('acknowledged');
  expect((await departmentTold()) - before).toBe(2);
});

it('a post that is empty for a moment, again and again, takes the results from nobody', async () => {
  const before = await departmentTold();
  for (const on of ['2026-04-06', '2026-04-08', '2026-04-10', '2026-04-14']) {
    bot.clock.moveTo(beijingTime(on, '10:08'));
    await headOfFin(undefined);
    await headOfFin('head-fin');
  }
  expect([(await cardsOf('head-fin')).length, await openCards('head-fin')]).toEqual([1, 1]);
  expect((await departmentTold()) - before).toBe(0);
});

it('a new head who was one of the trainees never gets the own result, only those of the others', async () => {
  await headOfFin('zhao');
  const [card] = await cardsOf('zhao');
  const said = JSON.stringify(card?.message);
  expect(said).toContain('钱二');
  expect(said).not.toContain('赵一');
  expect((await bot.store.feedbacks.byId(classId, 'zhao'))?.state).toBe('nobody');
  expect(await bot.screen('org')).toContain('赵一（县财政局）');
});
