import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { ballotWords } from '../../src/training/committee/ballot-words.ts';
import { boxOf } from '../../src/training/committee/election.ts';
import type { Ballot } from '../../src/training/committee/election-steps.ts';
import { castVote } from '../../src/training/committee/presses.ts';
import { turnoutOf } from '../../src/training/committee/turnout.ts';
import { optionsOf } from '../../src/training/committee/vote-count.ts';
import { committeeWords } from '../../src/training/committee/words.ts';
import { namesOf, type OfClass, ownElection } from './election-of.ts';

/** A vote: one post after the other on one card. What was chosen goes into the box and nowhere else. */
export function electionVote(router: Router): void {
  router.press(castVote, vote);
}

async function vote(ctx: Context, facts: Facts<typeof castVote>): Promise<void> {
  const { trainingClass, row } = await ownElection(ctx, facts);
  const round = row.rounds.find(({ number }) => number === facts.turn);
  const post = round?.posts[facts.post - 1];
  if (round === undefined || post === undefined) throw new RuleError('committee.not-there', {});
  if (!round.voters.includes(ctx.person._id)) throw new RuleError('committee.no-voter', {});
  const [choice] = ctx.choices;
  if (choice === undefined || !optionsOf(post).includes(choice)) throw new RuleError('card.not-offered', {});
  if (ctx.now >= round.closesAt) return refuseLate(ctx, row._id, facts.turn);
  const ballot: Ballot = { choice };
  const by = { cadreId: ctx.person._id, byUpdate: ctx.update.id };
  switch (await ctx.store.ballotBoxes.cast(boxOf(row._id, round.number, post.post), by, ballot)) {
    case 'cast':
      return showNext(ctx, { trainingClass, row }, facts.turn);
    case 'voted':
      throw new RuleError('committee.voted', {});
    case 'closed':
      return refuseLate(ctx, row._id, facts.turn);
    case 'sealed':
      throw new RuleError('committee.box-sealed', {});
  }
}

async function refuseLate(ctx: Context, election: string, round: number): Promise<void> {
  await settleCopies(ctx, ctx.person._id, ballotWords.cardId({ _id: election }, { number: round }), ballotWords.over);
  throw new RuleError('committee.voting-over', {});
}

/** The card shows the next post on which this person has not voted, or that all is done. */
async function showNext(ctx: Context, { trainingClass, row }: OfClass, number: number): Promise<void> {
  const round = row.rounds.find((each) => each.number === number);
  if (round === undefined) return;
  const next = (await turnoutOf(ctx.store, row, round)).nextFor(ctx.person._id);
  if (next === undefined) {
    await ctx.settle(ballotWords.done(round.posts.length));
    return settleCopies(ctx, ctx.person._id, ballotWords.cardId(row, round), ballotWords.done(round.posts.length));
  }
  await ctx.revise(ballotWords.card(trainingClass, row, round, next, await namesOf(ctx, row)));
  if (ctx.update.kind === 'said') await ctx.reply(ballotWords.next(round.posts.length - next));
}

/** The person's ballot as it stands, once more. */
export async function showBallot(ctx: Context, { trainingClass, row }: OfClass): Promise<void> {
  const round = row.rounds.at(-1);
  if (round === undefined || !round.voters.includes(ctx.person._id)) throw new RuleError('committee.no-voter', {});
  const turnout = await turnoutOf(ctx.store, row, round);
  const next = ctx.now < round.closesAt ? turnout.nextFor(ctx.person._id) : undefined;
  if (next !== undefined)
    return ctx.reply(ballotWords.card(trainingClass, row, round, next, await namesOf(ctx, row)), round.closesAt);
  await ctx.reply(
    ctx.now < round.closesAt
      ? ballotWords.doneAlready(trainingClass, round.closesAt)
      : committeeWords.waits(trainingClass),
  );
}
