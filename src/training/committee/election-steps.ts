import { beijingDateOf, beijingTime } from '../../calendar/beijing-time.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import type { BallotBoxRow, BallotBoxStore } from '../../store/ballot-boxes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { CommitteeRules } from './committee-rules.ts';
import { boxOf, firstVotes, type Round, runOffVotes } from './election.ts';
import type { ElectionRow, ElectionStore } from './elections.ts';
import { countVotes, type PostResult, type PostVote } from './vote-count.ts';

/** Why there is no vote, as it is shown. */
const FEW_VOTERS = '可投票的学员过少，改由班会举手推选';

export interface ElectionStores {
  elections: ElectionStore;
  ballotBoxes: BallotBoxStore;
  enrollments: EnrollmentStore;
}

/** Goes on with an election whose time has come: from coming forward to voting, from voting to the count. May be done again at any point. */
export async function goOn(stores: ElectionStores, row: ElectionRow, rules: CommitteeRules, now: Date): Promise<void> {
  if (row.state === 'nominating' && row.nominatesUntil <= now) await beginVoting(stores, row, rules, now);
  const round = row.rounds.at(-1);
  if (row.state === 'voting' && round !== undefined && round.closesAt <= now)
    await count(stores, row, round, rules, now);
  // What an earlier run has counted and not come to destroy.
  for (const each of row.rounds) if (each.results !== undefined) await destroyRound(stores, row, each);
}

async function beginVoting(stores: ElectionStores, row: ElectionRow, rules: CommitteeRules, now: Date): Promise<void> {
  const voters = (await stores.enrollments.traineesOf(row.classId)).map(({ cadreId }) => cadreId);
  const posts = firstVotes(row, new Set(voters));
  if (posts.length === 0) return;
  if (voters.length < rules.leastVoters) {
    await stores.elections.act(row._id, stepId(row, 'few-voters'), (present) =>
      present.state === 'nominating'
        ? { state: 'over', overFor: { reason: 'fewVoters', words: FEW_VOTERS } }
        : undefined,
    );
    return;
  }
  const closesAt = row.votesUntil > now ? row.votesUntil : nextClosing(rules, now);
  await openRound(stores, row, { number: 1, posts, voters, opensAt: now, closesAt });
}

async function openRound(stores: ElectionStores, row: ElectionRow, round: Round): Promise<void> {
  await openBoxes(stores, row, round);
  await stores.elections.act(row._id, stepId(row, `vote-${round.number}`), (present) =>
    present.state === 'nominating' && present.revision === row.revision
      ? { state: 'voting', votesUntil: round.closesAt, rounds: [round] }
      : undefined,
  );
}

async function openBoxes({ ballotBoxes }: ElectionStores, row: ElectionRow, round: Round): Promise<void> {
  for (const { post } of round.posts) await ballotBoxes.open(boxOf(row._id, round.number, post), round.opensAt);
}

async function count(
  stores: ElectionStores,
  row: ElectionRow,
  round: Round,
  rules: CommitteeRules,
  now: Date,
): Promise<void> {
  const results: PostResult[] = [];
  for (const vote of round.posts) results.push(await countPost(stores, row, round, vote, rules));
  const counted = { ...round, results };
  const again = runOffVotes(counted);
  const closesAt = nextClosing(rules, now);
  const next: Round = { ...round, number: round.number + 1, posts: again, opensAt: now, closesAt };
  if (again.length > 0) await openBoxes(stores, row, next);
  await stores.elections.act(row._id, stepId(row, `count-${round.number}`), (present) => {
    if (present.state !== 'voting' || present.rounds.length !== round.number) return undefined;
    const rounds = [...present.rounds.slice(0, -1), counted];
    return again.length > 0 ? { rounds: [...rounds, next], votesUntil: closesAt } : { rounds, state: 'counted' };
  });
  await destroyRound(stores, row, round);
}

/** Closes the box of one post and counts what is in it. */
async function countPost(
  { ballotBoxes }: ElectionStores,
  row: ElectionRow,
  round: Round,
  vote: PostVote,
  rules: CommitteeRules,
): Promise<PostResult> {
  const box = boxOf(row._id, round.number, vote.post);
  await ballotBoxes.close(box);
  const cast = (await ballotBoxes.byId(box))?.marks.length ?? 0;
  const ballots = (await ballotBoxes.read(box))?.map(choiceOf);
  return countVotes(vote, ballots, { eligible: round.voters.length, cast, round: round.number }, rules);
}

/** A ballot as it lies in the box. */
export interface Ballot {
  choice: string;
}

function choiceOf(ballot: unknown): string {
  return typeof ballot === 'object' && ballot !== null && 'choice' in ballot ? String(ballot.choice) : '';
}

async function destroyRound(
  { ballotBoxes }: Pick<ElectionStores, 'ballotBoxes'>,
  row: ElectionRow,
  { number, posts }: Pick<Round, 'number' | 'posts'>,
): Promise<void> {
  for (const { post } of posts) await ballotBoxes.destroy(boxOf(row._id, number, post));
}

/** Destroys whatever ballots of an election there are. */
export async function destroyBallots(stores: Pick<ElectionStores, 'ballotBoxes'>, row: ElectionRow): Promise<void> {
  // Boxes of the next round may be open already.
  const posts = row.posts.map((post) => ({ post, candidates: [] }));
  for (let number = 1; number <= row.rounds.length + 1; number += 1) await destroyRound(stores, row, { number, posts });
}

/** The boxes of a round, in the order of its posts. */
export async function boxesOf(
  { ballotBoxes }: Pick<ElectionStores, 'ballotBoxes'>,
  row: ElectionRow,
  { number, posts }: Round,
): Promise<(BallotBoxRow | null)[]> {
  return Promise.all(posts.map(({ post }) => ballotBoxes.byId(boxOf(row._id, number, post))));
}

function nextClosing({ votingWorkingDays, byClock }: CommitteeRules, now: Date): Date {
  return beijingTime(addWorkingDays(beijingDateOf(now), votingWorkingDays), byClock);
}

/** Names a step that the rules take, the same in every run. */
function stepId({ _id }: ElectionRow, step: string): string {
  return `step:election:${_id}:${step}`;
}
