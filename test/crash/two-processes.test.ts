import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Update } from '../../src/chat/update.ts';
import { claimOldest } from '../helpers/claim-oldest.ts';
import { Fleet } from '../helpers/fleet.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await Fleet.start(5);
});
afterAll(() => fleet.stop());

const say = async (userId: string, text: string) => {
  await fleet.world.emulator.say({ vendor: 'wecom', userId, text });
  await fleet.settle();
};
const store = () => fleet.world.running.store;
/** This person taps their newest card's button; nothing follows yet. */
async function tap(userId: string, label: string): Promise<void> {
  for (const { item, body } of fleet.world.items(userId).reverse()) {
    const button = body.kind === 'card' ? body.buttons.find((each) => each.label === label) : undefined;
    if (button === undefined) continue;
    await fleet.world.emulator.press({ vendor: 'wecom', userId, item, button: button.key, choices: [] });
    return;
  }
  throw new Error(`${userId} sees no ${label}`);
}

/** As the inbox stores it. */
async function accept(id: string, userId: string, text: string): Promise<void> {
  const now = fleet.clock.now();
  const update: Update = {
    kind: 'said',
    id,
    from: { platform: 'wecom', userId },
    at: now.getTime(),
    text,
    where: 'single',
  };
  const waiting = { state: 'new' as const, dueAt: now, leaseUntil: now, attempts: 0 };
  order += 1;
  await store().receipts.add([
    { _id: id, update, ...waiting, receivedAt: now, order: now.getTime() * 1000 + order, openFor: `wecom:${userId}` },
  ]);
}
let order = 0;

describe('two processes on one store', () => {
  it('that get the same callback five times at once do it once', async () => {
    await say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装');
    expect(fleet.world.items('school').filter((item) => item.from === 'bot')).toHaveLength(1);
    expect(await store().receipts.countSaid()).toBe(1);
    await tap('school', '确认开班');
    await fleet.settle();
    expect(await store().classes.endingFrom('2026-01-01')).toHaveLength(1);
  });

  it('share the work on many people, and everybody gets each message once', async () => {
    await say('school', '/课程 2026-01 标准');
    await say('org', '/点名 2026-01 3 科级副职');
    await tap('org', '确认发出');
    await fleet.settle();
    for (const userId of ['zhao', 'qian', 'sun'])
      await fleet.world.emulator.say({ vendor: 'wecom', userId, text: '1' });
    await fleet.settle();
    for (const userId of ['zhao', 'qian', 'sun']) {
      expect(fleet.world.count(userId, '选调您参加')).toBe(1);
      expect(fleet.world.count(userId, '已确认。请于')).toBe(1);
    }
    expect(await store().enrollments.traineesOf('2026-01')).toHaveLength(3);
  });

  it('let one of two people decide who press at the same moment', async () => {
    await say('teacher', '/加分 2026-01 赵一 班长 担任班长，履职良好');
    await Promise.all([tap('team1', '确认加分'), tap('team2', '不同意')]);
    await fleet.settle();
    const events = await store().scoreEvents.ofTrainee('2026-01', 'zhao');
    const bonus = events.find((event) => event.reverses === undefined);
    const isConfirmed = bonus?.confirmedBy === 'team1';
    expect(bonus?.refusedBy).toBe(isConfirmed ? undefined : 'team2');
    expect(events).toHaveLength(isConfirmed ? 1 : 2);
    expect(fleet.world.count('zhao', '记分告知')).toBe(isConfirmed ? 1 : 0);
    expect(fleet.world.last(isConfirmed ? 'team2' : 'team1')).toContain('已');
  });

  it('give two classes made at the same moment two numbers', async () => {
    const words = (name: string) => `/开班 ${name} 2026-05-11 2026-05-15 郑老师`;
    const made = [
      { vendor: 'wecom' as const, userId: 'school', text: words('甲班') },
      { vendor: 'wecom' as const, userId: 'org', text: words('乙班') },
    ];
    await Promise.all(made.map((each) => fleet.world.emulator.say(each)));
    await fleet.settle();
    await Promise.all(made.map(({ vendor, userId }) => fleet.world.emulator.say({ vendor, userId, text: '确认开班' })));
    await fleet.settle();
    const classes = await store().classes.endingFrom('2026-05-01');
    expect(classes.map((row) => row._id).sort()).toEqual(['2026-02', '2026-03']);
  });

  it('run each slot of a job once', async () => {
    fleet.clock.advanceMs(3600_000);
    await Promise.all([fleet.world.running.app.scheduler.tick(), fleet.second.app.scheduler.tick()]);
    await fleet.settle();
    const run = await store().jobRuns.latest('chase-call-up');
    expect(run).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('take over what a dead one was about when its lease is over, and nobody’s later words overtake it', async () => {
    await accept('test:1', 'li', '帮助');
    const now = fleet.clock.now();
    const dead = await claimOldest(store().receipts, now, new Date(now.getTime() + 60_000));
    expect(dead._id).toBe('test:1');
    await accept('test:2', 'li', '待办');
    await accept('test:3', 'wu', '待办');
    await fleet.settle();
    expect(fleet.world.screen('li')).toBe('');
    expect(fleet.world.screen('wu')).toContain('没有待办');
    fleet.clock.advanceMs(59_000);
    await fleet.settle();
    expect(fleet.world.screen('li')).toBe('');
    fleet.clock.advanceMs(2_000);
    await fleet.settle();
    fleet.clock.advanceMs(2_000);
    await fleet.settle();
    expect(fleet.world.screen('li')).toMatch(/待办[\s\S]*----\n[\s\S]*没有待办/);
    expect(await store().receipts.done(dead, now)).toBe(false);
    expect(await store().receipts.failed(dead, 'late', 'dead')).toBe(false);
  });

  it('end a poison update on the dead-letter list, tell the person once, and block nobody else', async () => {
    const now = fleet.clock.now();
    const from = { platform: 'wecom' as const, userId: 'zhao' };
    const cardRef = (await store().sentCards.lastCard('zhao'))?.cardRef ?? '';
    expect(cardRef).not.toBe('');
    const press = { action: 'call-up.confirm', data: {} };
    // Kept without what the platform gave along: no handler can take it.
    const kept = { kind: 'pressed', id: 'test:poison', from, at: 0, cardRef, press, choices: [] };
    const update: Update = JSON.parse(JSON.stringify(kept));
    const waiting = { state: 'new' as const, dueAt: now, leaseUntil: now, attempts: 0, receivedAt: now };
    await store().receipts.add([{ _id: update.id, update, ...waiting, order: 1, openFor: 'wecom:zhao' }]);
    await accept('test:after', 'zhao', '你好');
    await accept('test:other', 'qian', '你好');
    await fleet.settle();
    expect(fleet.world.last('qian')).toContain('请选择要办理的事项');
    for (let tries = 0; tries < 12; tries += 1) {
      fleet.clock.advanceMs(5_000);
      await fleet.settle();
    }
    expect(fleet.world.count('zhao', '这一步未能办理，原因已记录')).toBe(1);
    expect((await store().receipts.dead(10)).map((row) => row._id)).toEqual(['test:poison']);
    expect(fleet.world.last('zhao')).toContain('请选择要办理的事项');
    const retries = [1, 2, 3, 4, 5].map(() => store().receipts.retry('test:poison', fleet.clock.now()));
    expect((await Promise.all(retries)).filter((each) => each)).toHaveLength(1);
    for (let tries = 0; tries < 12; tries += 1) {
      fleet.clock.advanceMs(5_000);
      await fleet.settle();
    }
    expect(fleet.world.count('zhao', '这一步未能办理，原因已记录')).toBe(1);
  });

  it('give up an update that ends every process that takes it', async () => {
    await accept('test:deadly', 'wu', '帮助');
    for (let deaths = 0; deaths < 5; deaths += 1) {
      const now = fleet.clock.now();
      const lease = new Date(now.getTime() + 60_000);
      const taken = await claimOldest(store().receipts, now, lease);
      expect([taken._id, taken.suspect]).toEqual(['test:deadly', deaths === 0 ? undefined : true]);
      fleet.clock.advanceMs(61_000);
      await store().receipts.releaseAbandoned(fleet.clock.now(), 60_000);
    }
    await fleet.settle();
    expect(fleet.world.last('wu')).toContain('这一步未能办理，原因已记录');
    expect((await store().receipts.dead(10)).map((row) => row._id)).toContain('test:deadly');
  });
});
