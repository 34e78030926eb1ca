import type { PostResult, PostVote } from './vote-count.ts';

/** Somebody who stands for a post, or was asked by others to. */
export interface Candidacy {
  cadreId: string;
  post: string;
  /** `asked`: others have proposed them. `out`: they have withdrawn, or did not accept. */
  state: 'asked' | 'standing' | 'out';
  /** Who put them forward: themselves or somebody else. */
  by: string;
  at: Date;
  statement?: string;
}

/** One round of voting. */
export interface Round {
  number: number;
  posts: readonly PostVote[];
  /** Who may vote: the trainees of the class when it began. */
  voters: readonly string[];
  opensAt: Date;
  closesAt: Date;
  /** Once it is counted; of each post. */
  results?: readonly PostResult[];
}

/** What is decided about an election. */
export interface Election {
  posts: readonly string[];
  nominatesUntil: Date;
  votesUntil: Date;
  candidacies: readonly Candidacy[];
  rounds: readonly Round[];
}

/** This person's candidacy as it is now; a person stands for one post. */
export function candidacyOf({ candidacies }: Pick<Election, 'candidacies'>, cadreId: string): Candidacy | undefined {
  return candidacies.find((each) => each.cadreId === cadreId && each.state !== 'out');
}

/** With this candidacy in place of the person's earlier one. */
export function withCandidacy(candidacies: readonly Candidacy[], candidacy: Candidacy): Candidacy[] {
  return [...candidacies.filter(({ cadreId }) => cadreId !== candidacy.cadreId), candidacy];
}

/**
 * On what is voted first: the posts for which somebody stands who is still a trainee, candidates by id, so that nobody's place on the
 * ballot depends on when they came forward.
 */
export function firstVotes({ posts, candidacies }: Election, trainees: ReadonlySet<string>): PostVote[] {
  return posts.flatMap((post) => {
    const candidates = candidacies
      .filter((each) => each.post === post && each.state === 'standing' && trainees.has(each.cadreId))
      .map(({ cadreId }) => cadreId)
      .sort();
    return candidates.length === 0 ? [] : [{ post, candidates }];
  });
}

/** On what is voted again after a round. */
export function runOffVotes({ results = [] }: Pick<Round, 'results'>): PostVote[] {
  return results.flatMap(({ post, outcome }) =>
    outcome.kind === 'runOff' ? [{ post, candidates: outcome.among }] : [],
  );
}

/** The last result of each post, in the order of the posts; posts for which nobody stood have none. */
export function lastResults({ posts, rounds }: Pick<Election, 'posts' | 'rounds'>): PostResult[] {
  return posts.flatMap((post) => {
    const last = rounds.flatMap(({ results = [] }) => results).findLast((result) => result.post === post);
    return last === undefined ? [] : [last];
  });
}

/** Who is elected to what. */
export function electedIn(election: Pick<Election, 'posts' | 'rounds'>): { post: string; cadreId: string }[] {
  return lastResults(election).flatMap(({ post, outcome }) =>
    outcome.kind === 'elected' ? [{ post, cadreId: outcome.cadreId }] : [],
  );
}

/** Everybody on whom is or was voted: none of them has a say in the result. */
export function votedOn({ rounds }: Pick<Election, 'rounds'>): string[] {
  return [...new Set(rounds.flatMap(({ posts }) => posts.flatMap(({ candidates }) => candidates)))];
}

/** The box of ballots for one post of a round. */
export function boxOf(electionId: string, round: number, post: string): string {
  return `election:${electionId}:${round}:${post}`;
}
