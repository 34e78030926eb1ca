import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reconcileContacts } from '../../../jobs/county/reconcile-contacts.ts';
import { type JobScheduler, jobScheduler } from '../../../jobs/job-scheduler.ts';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import type { PlatformPerson } from '../../../src/chat/platform.ts';
import { ManualClock } from '../../../src/clock.ts';
import { TransportError } from '../../../src/errors.ts';
import type { Log } from '../../../src/log.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { shippedRulePacks } from '../../../src/training/rule-packs.ts';
import { type BareStore, openBareStore } from '../../helpers/bare-store.ts';
import { smallCounty } from '../../helpers/county.ts';
import { quietHours } from '../../helpers/sending.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '03:43'));
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const everybody = smallCounty('wecom').cadres.map((each) => each.id);
let bare: BareStore;
let there: Set<string>;
let isSilent: boolean;
let isOtherSilent: boolean;
let readings: number;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.moveTo(beijingTime('2026-03-02', '03:43'));
  const { units, cadres } = smallCounty('wecom');
  await bare.store.units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
  await bare.store.cadres.fill(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
  there = new Set(everybody);
  isSilent = false;
  isOtherSilent = false;
  readings = 0;
});

function scheduler(store = bare.store): JobScheduler {
  const outbox = new Outbox(store, clock, ['wecom'], quietHours, () => undefined);
  async function* people(): AsyncGenerator<PlatformPerson> {
    readings += 1;
    for (const userId of there) yield { userId, name: '', departments: [], title: '' };
    if (isSilent) throw new TransportError('user/list', 'unknown', 'timeout');
  }
  async function* nobody(): AsyncGenerator<PlatformPerson> {
    if (isOtherSilent) throw new TransportError('department/listsub', 'unknown', 'timeout');
    yield* [];
  }
  const platforms = [
    { name: 'dingtalk' as const, people: nobody },
    { name: 'wecom' as const, people },
  ];
  return jobScheduler({
    jobs: reconcileContacts,
    store,
    outbox,
    packs: shippedRulePacks(),
    quiet: quietHours,
    clock,
    log,
    platforms,
  });
}

const gone = async () =>
  [...(await bare.store.unreachable.among(everybody.map((userId) => ({ platform: 'wecom', userId }))))].sort();
const reports = async () => {
  const rows = await bare.store.deliveries.due('wecom', new Date(clock.now().getTime() + 24 * 3600_000), 50);
  return rows.map((row) => `${row.cadreId}: ${row.message.kind === 'text' ? row.message.text : ''}`);
};
const news = async () =>
  (await bare.store.contacts.newsBetween('2026-01-01', '2026-12-31')).map(
    (row) => `${row.newsOn ?? ''} ${row.userId} ${row.news ?? ''}`,
  );
const nextNight = () => clock.moveTo(new Date(clock.now().getTime() + 24 * 3600_000));
/** A whole night with every attempt that a slot has. */
async function wholeNight(): Promise<void> {
  const one = scheduler();
  for (let attempt = 0; attempt < 6; attempt += 1, clock.advanceMs(3 * 60_000)) await one.tick();
  clock.advanceMs(24 * 3600_000 - 18 * 60_000);
}

describe('the nightly comparison of contacts', () => {
  it('marks who is gone, notes it for the report, and unmarks who is back', async () => {
    await scheduler().tick();
    nextNight();
    there.delete('zhao');
    await scheduler().tick();
    expect(await gone()).toEqual(['wecom:zhao']);
    expect(await news()).toEqual(['2026-03-03 zhao left']);
    nextNight();
    await scheduler().tick();
    expect(await news()).toHaveLength(1);
    nextNight();
    there.add('zhao');
    await scheduler().tick();
    expect(await gone()).toEqual([]);
    expect(await news()).toEqual(['2026-03-05 zhao back']);
    expect(await bare.store.cadres.byId('zhao')).toMatchObject({ identities: { wecom: 'zhao' } });
    expect(await reports()).toEqual([]);
  });

  it('asks the vendor once a night', async () => {
    await scheduler().tick();
    expect(readings).toBe(1);
    expect(await reports()).toEqual([]);
  });

  it('leaves all as it was when the vendor breaks off, and reports later', async () => {
    there.clear();
    isSilent = true;
    await scheduler().tick();
    expect(await gone()).toEqual([]);
    expect(await reports()).toEqual([]);
    [isSilent, there] = [false, new Set(everybody.filter((each) => each !== 'sun'))];
    clock.advanceMs(3 * 60_000);
    await scheduler().tick();
    expect(await gone()).toEqual(['wecom:sun']);
  });

  it('of one platform goes on while the other does not answer; that one is tried again, and told once a week at most', async () => {
    isOtherSilent = true;
    there.delete('zhao');
    await wholeNight();
    const job = await bare.store.jobRuns.latest('reconcile-contacts-dingtalk');
    expect([await gone(), job?.state, job?.attempts]).toEqual([['wecom:zhao'], 'failed', 5]);
    expect((await reports()).filter((each) => /钉钉\n多次尝试后仍未能完成/.test(each))).toHaveLength(1);
    for (let nights = 0; nights < 6; nights += 1) await wholeNight();
    expect(await reports()).toHaveLength(1);
    await wholeNight();
    expect(await reports()).toHaveLength(2);
  });

  it('shows in a dry run what it would do, and does nothing', async () => {
    there.delete('zhao');
    const wouldDo = await scheduler().preview('reconcile-contacts-wecom');
    expect(wouldDo).toEqual(['通讯录核对：企业微信离开 1 人，恢复 0 人']);
    expect(await gone()).toEqual([]);
    expect(await news()).toEqual([]);
  });

  it('marks nobody when more than half a county is missing, for the visible range was changed, and says so once a week', async () => {
    const { cadres } = smallCounty('wecom');
    const [some] = cadres;
    if (some === undefined) throw new Error('no cadres');
    const { id: _, ...common } = some;
    const many = Array.from({ length: 60 }, (__, index) => `x${index}`);
    await bare.store.cadres.fill(
      many.map((id) => ({ ...common, _id: id, name: id, roles: [], identities: { wecom: id } })),
    );
    for (let nights = 0; nights < 7; nights += 1, nextNight()) await scheduler().tick();
    expect(await gone()).toEqual([]);
    expect(await news()).toEqual([]);
    expect(await reports()).toEqual([expect.stringContaining('可能是应用可见范围或权限被修改，未作标记')]);
    await scheduler().tick();
    expect(await reports()).toHaveLength(2);
  });
});
