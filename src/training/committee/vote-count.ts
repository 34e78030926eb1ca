import type { CommitteeRules } from './committee-rules.ts';

/** What may stand on a ballot beside a candidate: no to the only one, or nobody. */
export const AGAINST = 'against';
export const ABSTAIN = 'abstain';

/** One post on which is voted, with its candidates by cadre id. */
export interface PostVote {
  post: string;
  candidates: readonly string[];
}

/**
 * What follows from a count. `runOff`, `tie`: among these. `notElected`: nobody has the votes it takes. `noQuorum`: too few have voted.
 * `unreadable`: the ballots can no longer be opened.
 */
type VoteOutcome =
  | { kind: 'elected'; cadreId: string }
  | { kind: 'runOff' | 'tie'; among: readonly string[] }
  | { kind: 'notElected' | 'noQuorum' | 'unreadable' };

export interface PostResult {
  post: string;
  /** How many might vote, and how many did. */
  eligible: number;
  cast: number;
  /** Of each candidate, the most first; these and the next two are 0 where the vote does not count (`isTold`). */
  votes: readonly { cadreId: string; votes: number }[];
  against: number;
  abstained: number;
  outcome: VoteOutcome;
}

/** What one may choose on the ballot for this post. */
export function optionsOf({ candidates }: PostVote): string[] {
  return [...candidates, ...(candidates.length === 1 ? [AGAINST] : []), ABSTAIN];
}

/**
 * Counts the ballots for one post. The order of ballots changes nothing; what is no option counts as blank.
 * @param ballots - what was chosen on each, `undefined` where they cannot be opened
 * @param cast - how many there are
 * @param round - from 1
 */
export function countVotes(
  vote: PostVote,
  ballots: readonly string[] | undefined,
  { eligible, cast, round }: { eligible: number; cast: number; round: number },
  rules: CommitteeRules,
): PostResult {
  const count = (option: string) => (ballots ?? []).filter((each) => each === option).length;
  const votes = vote.candidates
    .map((cadreId) => ({ cadreId, votes: count(cadreId) }))
    .sort((a, b) => b.votes - a.votes || (a.cadreId < b.cadreId ? -1 : 1));
  const result = { post: vote.post, eligible, cast };
  if (ballots === undefined) return { ...result, ...unsaid(vote), outcome: { kind: 'unreadable' } };
  const outcome = outcomeOf(votes, eligible, cast, round, rules);
  // How a vote of too few fell decides nothing, and might tell who voted for whom.
  if (outcome.kind === 'noQuorum') return { ...result, ...unsaid(vote), outcome };
  const against = vote.candidates.length === 1 ? count(AGAINST) : 0;
  const given = votes.reduce((sum, each) => sum + each.votes, against);
  return { ...result, votes, against, abstained: ballots.length - given, outcome };
}

function unsaid({ candidates }: PostVote): Pick<PostResult, 'votes' | 'against' | 'abstained'> {
  return { votes: [...candidates].sort().map((cadreId) => ({ cadreId, votes: 0 })), against: 0, abstained: 0 };
}

/** Whether it is told how the votes fell. */
export function isTold({ outcome: { kind } }: Pick<PostResult, 'outcome'>): boolean {
  return kind !== 'unreadable' && kind !== 'noQuorum';
}

function outcomeOf(
  votes: PostResult['votes'],
  eligible: number,
  cast: number,
  round: number,
  { quorum, majority, runOffCandidates, mostRounds }: CommitteeRules,
): VoteOutcome {
  const [first, second] = votes;
  if (first === undefined) return { kind: 'notElected' };
  if (cast === 0 || cast * quorum.denominator < eligible * quorum.numerator) return { kind: 'noQuorum' };
  if (first.votes * majority.denominator > cast * majority.numerator)
    return { kind: 'elected', cadreId: first.cadreId };
  if (second === undefined) return { kind: 'notElected' };
  const atLeast = (least: number) => votes.filter((each) => each.votes >= least).map(({ cadreId }) => cadreId);
  if (round < mostRounds)
    return { kind: 'runOff', among: atLeast((votes[runOffCandidates - 1] ?? votes.at(-1) ?? first).votes) };
  if (first.votes === 0) return { kind: 'notElected' };
  return first.votes > second.votes
    ? { kind: 'elected', cadreId: first.cadreId }
    : { kind: 'tie', among: atLeast(first.votes) };
}
