import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ABSTAIN,
  AGAINST,
  countVotes,
  isTold,
  optionsOf,
  type PostVote,
} from '../../../src/training/committee/vote-count.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().committee;
const people = ['a', 'b', 'c', 'd', 'e'];
const votes = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const vote: PostVote = { post: '班长', candidates: people.slice(0, count) };
  const ballots = fc.array(fc.constantFrom(...optionsOf(vote)), { minLength: 1, maxLength: 40 });
  return fc.record({ vote: fc.constant(vote), ballots, absent: fc.nat(30), round: fc.integer({ min: 1, max: 2 }) });
});

/** The result where so many of these ballots are cast, and nobody stayed away unless said so. */
function result(candidates: readonly string[], ballots: readonly string[], { round = 1, absent = 0 } = {}) {
  const cast = ballots.length;
  return countVotes({ post: '班长', candidates }, ballots, { eligible: cast + absent, cast, round }, rules);
}
const times = (count: number, option: string) => Array.from({ length: count }, () => option);

describe('counting votes', () => {
  it('accounts for every ballot once', () => {
    fc.assert(
      fc.property(votes, ({ vote, ballots, absent, round }) => {
        const counted = result(vote.candidates, ballots, { absent, round });
        const { votes: each, against, abstained, cast, eligible } = counted;
        const told = isTold(counted) ? ballots.length : 0;
        expect(each.reduce((sum, one) => sum + one.votes, against + abstained)).toBe(told);
        expect([cast, eligible]).toEqual([ballots.length, ballots.length + absent]);
      }),
    );
  });

  it('gives the same whatever the order of ballots', () => {
    fc.assert(
      fc.property(votes, fc.infiniteStream(fc.nat()), ({ vote, ballots, absent, round }, chance) => {
        const shuffled = [...ballots].sort(() => ((chance.next().value ?? 0) % 3) - 1);
        expect(result(vote.candidates, shuffled, { absent, round })).toEqual(
          result(vote.candidates, ballots, { absent, round }),
        );
      }),
    );
  });

  it('elects only who is ahead of everybody else, in the first round by more than half of the ballots', () => {
    fc.assert(
      fc.property(votes, ({ vote, ballots, absent, round }) => {
        const { outcome, votes: each, cast } = result(vote.candidates, ballots, { absent, round });
        if (outcome.kind !== 'elected') return;
        const own = each.find(({ cadreId }) => cadreId === outcome.cadreId)?.votes ?? 0;
        expect(each.every(({ cadreId, votes: theirs }) => cadreId === outcome.cadreId || theirs < own)).toBe(true);
        if (round === 1) expect(own * 2).toBeGreaterThan(cast);
      }),
    );
  });

  it('has a run-off in the first round alone, among at least two of whom none has fewer votes than one left out', () => {
    fc.assert(
      fc.property(votes, ({ vote, ballots, absent, round }) => {
        const { outcome, votes: each } = result(vote.candidates, ballots, { absent, round });
        if (outcome.kind !== 'runOff') return;
        expect(round).toBe(1);
        expect(outcome.among.length).toBeGreaterThanOrEqual(2);
        const of = (isIn: boolean) => each.filter(({ cadreId }) => outcome.among.includes(cadreId) === isIn);
        const least = Math.min(...of(true).map((one) => one.votes));
        expect(of(false).every((one) => one.votes < least)).toBe(true);
      }),
    );
  });

  it('counts nothing where fewer than two thirds have voted', () => {
    expect(result(['a', 'b'], times(20, 'a'), { absent: 11 }).outcome).toEqual({ kind: 'noQuorum' });
    expect(result(['a', 'b'], times(20, 'a'), { absent: 10 }).outcome).toEqual({ kind: 'elected', cadreId: 'a' });
    expect(result(['a', 'b'], [], { absent: 10 }).outcome).toEqual({ kind: 'noQuorum' });
  });

  it('tells of too few votes only how many there are, not how they fell', () => {
    const one = result(['a', 'b'], ['b'], { absent: 29 });
    expect(one).toEqual({ ...result(['a', 'b'], ['a'], { absent: 29 }), cast: 1 });
    expect(one).toMatchObject({ eligible: 30, votes: [{ votes: 0 }, { votes: 0 }], abstained: 0 });
  });

  it('elects the only candidate by more than half of the ballots, and otherwise nobody', () => {
    expect(result(['a'], [...times(3, 'a'), ...times(2, AGAINST)]).outcome).toEqual({ kind: 'elected', cadreId: 'a' });
    expect(result(['a'], [...times(3, 'a'), ...times(3, AGAINST)]).outcome).toEqual({ kind: 'notElected' });
    expect(result(['a'], [...times(2, 'a'), ...times(3, ABSTAIN)]).outcome).toEqual({ kind: 'notElected' });
  });

  it('has everybody who is level for the second place in the run-off', () => {
    const ballots = [...times(4, 'a'), ...times(3, 'b'), ...times(3, 'c'), ...times(1, 'd')];
    expect(result(['a', 'b', 'c', 'd'], ballots).outcome).toEqual({ kind: 'runOff', among: ['a', 'b', 'c'] });
  });

  it('leaves a tie of the last round to people, and elects nobody without a vote', () => {
    const tied = [...times(3, 'a'), ...times(3, 'b'), ABSTAIN];
    expect(result(['a', 'b'], tied, { round: 2 }).outcome).toEqual({ kind: 'tie', among: ['a', 'b'] });
    expect(result(['a', 'b'], times(6, ABSTAIN), { round: 2 }).outcome).toEqual({ kind: 'notElected' });
    expect(result(['a', 'b'], [...tied, 'b'], { round: 2 }).outcome).toEqual({ kind: 'elected', cadreId: 'b' });
  });

  it('decides nothing by ballots that cannot be opened, and takes what is no option for blank', () => {
    const sums = { eligible: 6, cast: 5, round: 1 };
    expect(countVotes({ post: '班长', candidates: ['a'] }, undefined, sums, rules).outcome.kind).toBe('unreadable');
    expect(result(['a', 'b'], ['a', 'a', 'x'])).toMatchObject({ abstained: 1, outcome: { kind: 'elected' } });
  });
});
