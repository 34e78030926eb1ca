import { expect, it, onTestFinished } from 'vitest';
import { noteArrival } from '../../../handlers/arrival/note-arrival.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';

const of = { classId: '2026-01', cadreId: 'zhao' };
const now = new Date('2026-03-16T01:00:00Z');

it('a call-up follows what was noted last, also where an earlier note is finished after it, and stands as before when it is taken back', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  const { store } = bot;
  const person = await store.cadres.byId('teacher');
  if (person === null) throw new Error('no teacher');
  const ctx = { store, person, now };
  const listed = { rank: 1, listed: 'named' as const, reasons: [], moves: [] };
  await store.callUps.propose(of.classId, 'p1', [
    { _id: '2026-01:zhao', ...of, unitId: 'fin', name: '赵一', proposal: 'p1', state: 'checked', ...listed },
  ]);
  await store.callUps.issue(of.classId, 'p1', 'issue', { answerBy: now, issuedAt: now, issuedBy: 'org' });
  await store.callUps.move(of.classId, of.cadreId, 'confirm', 'confirm', {});
  const stateOf = async () => (await store.callUps.byId(of.classId, of.cadreId))?.state;

  // Marked by mistake and taken back: a request that waits for its decision still does.
  await store.callUps.move(of.classId, of.cadreId, 'askExemption', 'ask', {});
  await noteArrival(ctx, of, true, 'mistake');
  expect(await stateOf()).toBe('checkedIn');
  await noteArrival(ctx, of, false, 'undo');
  expect(await stateOf()).toBe('exemptionAsked');
  await store.callUps.move(of.classId, of.cadreId, 'confirm', 'confirm again', {});

  // Broken off between its two writes; meanwhile somebody else says that they are not there.
  await store.arrivals.say(of.classId, of.cadreId, { by: 'teacher', byUpdate: 'u1', at: now, set: {}, arrived: true });
  await noteArrival(ctx, of, false, 'u2');
  await noteArrival(ctx, of, true, 'u1');
  expect(await stateOf()).toBe('confirmed');
  expect((await store.arrivals.byId(of.classId, of.cadreId))?.arrivedAt).toBeUndefined();

  await Promise.all([
    noteArrival(ctx, of, true, 'u3'),
    noteArrival(ctx, of, false, 'u4'),
    noteArrival(ctx, of, true, 'u5'),
  ]);
  const isThere = (await store.arrivals.byId(of.classId, of.cadreId))?.arrivedAt !== undefined;
  expect(await stateOf()).toBe(isThere ? 'checkedIn' : 'confirmed');
});
