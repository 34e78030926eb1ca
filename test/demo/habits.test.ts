import { describe, expect, it } from 'vitest';
import { reactionTo } from '../../src/demo/habits.ts';

const seed = '1';
const people = Array.from({ length: 2_000 }, (_, number) => `p${number}`);
const signIn = (day: number) => [`sign-in.today?classId=2026-01&dateOn=2026-03-1${day}&from=08%3A00`, 'leave.help'];

describe('what people do whom nobody plays', () => {
  it('is the same for the same seed, person and card, and another for another seed', () => {
    const all = (withSeed: string) => people.map((person) => reactionTo(signIn(1), person, withSeed));
    expect(all(seed)).toEqual(all(seed));
    expect(all(seed)).not.toEqual(all('2'));
  });

  it('is to sign in on time nine times of ten; some come late, few report sick or stay away', () => {
    const reactions = people.flatMap((person) =>
      [1, 2, 3, 4].map((session) => reactionTo(signIn(session), person, seed)),
    );
    const share = (of: (reaction: (typeof reactions)[number]) => boolean) =>
      reactions.filter(of).length / reactions.length;
    expect(share((each) => each?.afterMinutes === 0 && each.words === undefined)).toBeGreaterThan(0.9);
    for (const rare of [
      share((each) => (each?.afterMinutes ?? 0) > 0),
      share((each) => each?.words?.startsWith('/请假') === true),
      share((each) => each === undefined),
    ]) {
      expect(rare).toBeGreaterThan(0);
      expect(rare).toBeLessThan(0.05);
    }
  });

  it('is to confirm a call-up, now and then to ask for an exemption with a reason, or to say nothing', () => {
    const card = ['call-up.answer?classId=2026-01', 'call-up.why?classId=2026-01', 'call-up.ask?classId=2026-01'];
    const pressed = people.map((person) => reactionTo(card, person, seed)?.button.split('?')[0]);
    expect(new Set(pressed)).toEqual(new Set(['call-up.answer', 'call-up.ask', undefined]));
    expect(pressed.filter((action) => action === 'call-up.answer').length).toBeGreaterThan(people.length * 0.9);
    expect(reactionTo(['call-up.reason?classId=2026-01'], 'p1', seed)?.thenWords).toBeTypeOf('string');
  });

  it('is nothing where it would begin something new, refuse somebody or settle a grade', () => {
    for (const action of ['leave.refuse', 'call-up.refuse', 'call-up.issue', 'grade.confirm', 'grade.submit'])
      expect(reactionTo([`${action}?x=1`], 'p1', seed)).toBeUndefined();
  });
});
