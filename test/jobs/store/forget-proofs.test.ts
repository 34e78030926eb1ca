import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobScheduler } from '../../../jobs/job-scheduler.ts';
import { forgetOld } from '../../../jobs/store/forget-old.ts';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../../src/clock.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { sealWith } from '../../../src/store/seal.ts';
import { shippedRulePacks } from '../../../src/training/rule-packs.ts';
import { type BareStore, openBareStore } from '../../helpers/bare-store.ts';
import { photo } from '../../helpers/proof-files.ts';
import { quietHours } from '../../helpers/sending.ts';

const clock = new ManualClock(beijingTime('2026-06-26', '04:13'));
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let bare: BareStore;
beforeAll(async () => {
  bare = await openBareStore(clock, sealWith(Buffer.alloc(32, 1)));
});
afterAll(() => bare.stop());

it('proofs go on their day, and those of a class that now ends later stay until its own, works for longer', async () => {
  const { store } = bare;
  const made = { kind: 'mainClass', topicTag: '理论武装', teacherId: 'li', createdBy: 'school' } as const;
  const days = { opensOn: '2026-03-16', closesOn: '2026-04-30' };
  const later = await store.classes.create('2026', { name: '甲班', ...made, ...days, byUpdate: 'test:class' });
  for (const [id, classId, subject] of [
    ['gone', '1999-01', 'leave'],
    ['stays', later._id, 'leave'],
    ['written', later._id, 'work'],
  ] as const) {
    const matter = { about: `${subject}:${id}`, name: '病假', cadreId: 'qian', classId, closesOn: '', isOpen: true };
    await store.proofs.show({ update: id, cadreId: 'qian', type: 'jpg', bytes: photo(), sentAt: clock.now() });
    await store.proofs.keep(id, 'k', matter, '2026-06-26');
  }
  const outbox = new Outbox(store, clock, ['wecom'], quietHours, () => undefined);
  const rest = { packs: shippedRulePacks(), quiet: quietHours, clock, log: silent };
  const scheduler = jobScheduler({ jobs: [forgetOld], store, outbox, ...rest });
  expect((await scheduler.preview('forget-old')).at(-1)).toBe('保存期满的证明材料和作业 3 份');
  await scheduler.runNow('forget-old');
  expect(await store.proofs.keptBy('qian')).toMatchObject([
    { _id: 'stays', forgetOn: '2026-07-30' },
    { _id: 'written', forgetOn: '2027-05-01' },
  ]);
});
