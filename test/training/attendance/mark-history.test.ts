import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src/clock.ts';
import { entriesOf, lastEntryOf, stateBefore, stateOf } from '../../../src/training/attendance/mark-history.ts';
import type { SignInRow } from '../../../src/training/attendance/sign-in-row.ts';
import { type BareStore, openBareStore } from '../../helpers/bare-store.ts';

const startsAt = new Date('2026-03-16T00:30:00Z');
const minute = (count: number) => new Date(startsAt.getTime() + count * 60_000);
const mark = { _id: 's:c', sessionId: 's', classId: '2026-01', cadreId: 'c' };
const by = (byUpdate: string, after: number) => ({ by: 'teacher', byUpdate, enteredAt: minute(after), note: '说明' });

let opened: BareStore;
beforeAll(async () => {
  opened = await openBareStore(new ManualClock(startsAt));
});
afterAll(() => opened.stop());

const acts = ['signIn', 'present', 'late', 'absent', 'correct', 'leaveEarly'] as const;

/** One act at this minute; some change nothing, e.g. signing in twice. */
async function carryOut(act: (typeof acts)[number], update: string, after: number): Promise<void> {
  const { signIns } = opened.store;
  const { sessionId, classId, cadreId } = mark;
  const facts = { sessionId, classId, cadreId };
  if (act === 'signIn') await signIns.add({ ...facts, at: minute(after), byUpdate: update });
  else if (act === 'correct') await signIns.correct({ ...facts, at: startsAt, correction: by(update, after) });
  else if (act === 'leaveEarly') {
    const present = await signIns.byId(sessionId, cadreId);
    if (present !== null && present.byRoll !== 'absent')
      await signIns.leaveEarly(sessionId, cadreId, { ...by(update, after), leftAt: minute(after) });
  } else {
    const { note: _, ...entered } = by(update, after);
    await signIns.callRoll([{ ...facts, at: startsAt, entry: { ...entered, result: act } }], 'staff');
  }
}

async function present(): Promise<SignInRow | undefined> {
  return (await opened.store.signIns.history(['s'], 'c'))[0];
}

describe('what counts of a mark', () => {
  it('is after taking out the last entry, one after the other, what counted before each of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 7 }), async (sequence) => {
        await opened.empty();
        const states: unknown[] = [];
        for (const [index, act] of sequence.entries()) {
          const before = await present();
          await carryOut(act, `u${index}`, index + 1);
          const after = await present();
          const unchanged = JSON.stringify(after) === JSON.stringify(before);
          if (!unchanged) states.push(before === undefined ? {} : stateOf(before));
        }
        for (let step = 0; states.length > 0; step += 1) {
          const row = await present();
          const last = row && lastEntryOf([row]);
          if (row === undefined || last === undefined) throw new Error('nothing is left to take out');
          await opened.store.signIns.takeOut(row, last.byUpdate, by(`t${step}`, 100 + step));
          const found = await present();
          const expected = states.pop() as { byRoll?: string };
          const said = found && stateOf(found);
          // When somebody is taken to be absent, no time counts.
          if (expected.byRoll === 'absent') expect(said?.byRoll).toBe('absent');
          else expect(said).toEqual(expected);
        }
        const row = await present();
        expect(row && lastEntryOf([row])).toBeUndefined();
        expect(await opened.store.signIns.byId('s', 'c')).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('can be entered anew after everything was taken out, by the person or by staff', async () => {
    for (const again of ['signIn', 'present', 'correct'] as const) {
      await opened.empty();
      await carryOut('signIn', 'own', 1);
      const row = (await present()) as SignInRow;
      await opened.store.signIns.takeOut(row, 'own', by('t', 5));
      expect(await opened.store.signIns.ofSession('s')).toEqual([]);
      await carryOut(again, 'again', 9);
      const found = await opened.store.signIns.byId('s', 'c');
      expect(found?.at).toEqual(again === 'signIn' ? minute(9) : startsAt);
      expect(found?.corrections?.[0]).toMatchObject({ takesOut: 'own', note: '说明', replacedAt: minute(1) });
    }
  });

  it('stays where something was entered since, and the same update takes out once', async () => {
    await opened.empty();
    await carryOut('signIn', 'own', 1);
    await carryOut('leaveEarly', 'left', 20);
    const row = (await present()) as SignInRow;
    await opened.store.signIns.takeOut(row, 'own', by('t1', 30));
    expect(await present()).toEqual(row);
    await opened.store.signIns.takeOut(row, 'left', by('t2', 30));
    await opened.store.signIns.takeOut(row, 'own', by('t2', 30));
    expect((await present())?.at).toEqual(minute(1));
    expect(await opened.store.signIns.byId('s', 'c')).not.toBeNull();
  });

  it('is not signed in again by a second run after it was taken out', async () => {
    await opened.empty();
    const { signIns } = opened.store;
    const own = { sessionId: 's', classId: '2026-01', cadreId: 'c', at: minute(1), byUpdate: 'own' };
    for (const byUpdate of ['own', 'later']) {
      await signIns.add({ ...own, byUpdate });
      const row = await present();
      if (row === undefined) throw new Error('nobody is signed in');
      await signIns.takeOut(row, byUpdate, by(`out:${byUpdate}`, 5));
      expect((await signIns.add({ ...own, byUpdate })).byUpdate).toBe(byUpdate);
      expect(await signIns.byId('s', 'c')).toBeNull();
    }
  });

  it('is taken from the entries of earlier versions, which do not say what was before', () => {
    const { before: _, ...entry } = { ...by('e', 30), before: undefined };
    const left = { ...entry, leftAt: minute(25) };
    const row = { ...mark, at: minute(1), byUpdate: 'own', leftEarlyAt: minute(25), earlyLeaves: [left] };
    expect(stateBefore(row, 'e')).toEqual({ at: minute(1) });
    const corrected = { ...mark, at: startsAt, byUpdate: 'own', corrections: [{ ...entry, replacedAt: minute(10) }] };
    expect(stateBefore(corrected, 'e')).toEqual({ at: minute(10) });
    expect(entriesOf(corrected).map(({ kind }) => kind)).toEqual(['ownSignIn', 'corrected']);
    expect(stateBefore({ ...corrected, byUpdate: 'e', corrections: [entry] }, 'e')).toEqual({});
    const { note: __, ...called } = { ...entry, result: 'present' as const };
    expect(stateBefore({ ...mark, at: startsAt, byUpdate: 'e', byRoll: 'present', rolls: [called] }, 'e')).toEqual({});
  });
});
