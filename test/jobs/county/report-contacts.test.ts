import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportContacts } from '../../../jobs/county/report-contacts.ts';
import { type JobScheduler, jobScheduler } from '../../../jobs/job-scheduler.ts';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { plainText } from '../../../src/chat/message.ts';
import { ManualClock } from '../../../src/clock.ts';
import type { ContactRow } from '../../../src/county/contacts.ts';
import type { Log } from '../../../src/log.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { shippedRulePacks } from '../../../src/training/rule-packs.ts';
import { type BareStore, openBareStore } from '../../helpers/bare-store.ts';
import { smallCounty } from '../../helpers/county.ts';
import { quietHours } from '../../helpers/sending.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '04:37'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let bare: BareStore;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.moveTo(beijingTime('2026-03-02', '04:37'));
  const { units, cadres } = smallCounty('wecom');
  await bare.store.units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
  await bare.store.cadres.fill(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
});

function scheduler(store = bare.store): JobScheduler {
  const outbox = new Outbox(store, clock, ['wecom'], quietHours, () => undefined);
  const platforms = [{ name: 'wecom' as const, people: async function* () {} }];
  const parts = { jobs: [reportContacts], store, outbox, clock, log, platforms };
  return jobScheduler({ ...parts, packs: shippedRulePacks(), quiet: quietHours });
}

/** Who vanished in a night, as the comparison has noted it. */
const left = (userId: string, name: string, on: string): ContactRow => ({
  ...{ _id: `wecom:${userId}`, platform: 'wecom', userId, name, departments: ['县财政局'], title: '' },
  ...{ news: 'left', newsOn: on, leftOn: on },
});
const reports = async () => {
  const rows = await bare.store.deliveries.due('wecom', new Date(clock.now().getTime() + 10 * 24 * 3600_000), 50);
  return rows.map(({ cadreId, message }) => `${cadreId}: ${message.kind === 'card' ? plainText(message) : ''}`);
};
const absences = async (id: string) => (await bare.store.cadres.byId(id))?.absences ?? [];

describe('the report of what changed in the contacts', () => {
  it('is not made when nothing changed, and not for who is no cadre and left', async () => {
    await bare.store.contacts.put([left('driver', '司机', '2026-03-02')]);
    await scheduler().tick();
    expect(await reports()).toEqual([]);
  });

  it('is the same after dying between suspending and telling, and suspends once', async () => {
    await bare.store.contacts.put([left('zhao', '赵一', '2026-03-02')]);
    const dying = Object.create(bare.store.deliveries, { add: { value: () => Promise.reject(new Error('died')) } });
    await scheduler({ ...bare.store, deliveries: dying as typeof bare.store.deliveries }).tick();
    expect([await reports(), await absences('zhao')]).toEqual([[], [{ what: '不在通讯录', fromOn: '2026-03-02' }]]);
    clock.advanceMs(3 * 60_000);
    await scheduler().tick();
    expect(await reports()).toEqual([expect.stringMatching(/^org: [\s\S]*离开 1 人[\s\S]*暂停调训：赵一/)]);
    expect(await absences('zhao')).toHaveLength(1);
  });

  it('tells the next time what it could not tell, and nothing twice', async () => {
    await bare.store.contacts.put([left('zhao', '赵一', '2026-02-27'), left('qian', '钱二', '2026-03-02')]);
    await scheduler().tick();
    expect(await reports()).toEqual([expect.stringContaining('2月27日至3月2日离开 2 人。')]);
    clock.moveTo(beijingTime('2026-03-03', '04:37'));
    await scheduler().tick();
    expect(await reports()).toHaveLength(1);
  });

  it('is one for a whole holiday, on the first working day after it', async () => {
    await bare.store.contacts.put([left('zhao', '赵一', '2026-10-01'), left('qian', '钱二', '2026-10-03')]);
    for (const dateOn of ['2026-10-01', '2026-10-03', '2026-10-08']) {
      clock.moveTo(beijingTime(dateOn, '04:37'));
      await scheduler().tick();
    }
    const told = async (time: string) =>
      (await bare.store.deliveries.due('wecom', beijingTime('2026-10-08', time), 50)).length;
    expect([await told('07:30'), await told('07:45')]).toEqual([0, 1]);
  });

  it('leaves alone who is still listed on another platform', async () => {
    const [zhao] = await bare.store.cadres.many(['zhao']);
    if (zhao === undefined) throw new Error('no such person');
    await bare.store.cadres.put([{ ...zhao, identities: { wecom: 'zhao', dingtalk: 'z1' } }]);
    await bare.store.contacts.put([left('zhao', '赵一', '2026-03-02')]);
    const outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
    const both = (['wecom', 'dingtalk'] as const).map((name) => ({ name, people: async function* () {} }));
    const parts = { jobs: [reportContacts], store: bare.store, outbox, clock, log, platforms: both };
    await jobScheduler({ ...parts, packs: shippedRulePacks(), quiet: quietHours }).tick();
    expect(await reports()).toEqual([expect.not.stringContaining('暂停')]);
    expect(await absences('zhao')).toEqual([]);
  });

  it('goes to the system admins where nobody is of the organisation department', async () => {
    await bare.store.cadres.takeRole('org', 'orgDept');
    await bare.store.contacts.put([left('zhao', '赵一', '2026-03-02')]);
    await scheduler().tick();
    expect(await reports()).toEqual([expect.stringMatching(/^admin: /)]);
  });

  it('says in a dry run whom it would suspend, and does nothing', async () => {
    await bare.store.contacts.put([left('zhao', '赵一', '2026-03-02')]);
    expect(await scheduler().preview('report-contacts')).toEqual(['通讯录中已没有的 1 人，将暂停调训，资料保留']);
    expect(await absences('zhao')).toEqual([]);
  });
});
