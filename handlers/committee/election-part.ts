import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import { RuleError } from '../../src/errors.ts';
import { isNotGraded } from '../../src/training/class/classes.ts';
import { type Candidacy, candidacyOf, withCandidacy } from '../../src/training/committee/election.ts';
import type { ElectionRow } from '../../src/training/committee/elections.ts';
import { readProposal } from '../../src/training/committee/post-names.ts';
import {
  acceptProposal,
  declineProposal,
  giveProposal,
  giveStatement,
  proposeAsk,
  standAsk,
  standFor,
  withdrawCandidacy,
} from '../../src/training/committee/presses.ts';
import { committeeWords } from '../../src/training/committee/words.ts';
import { membersText } from './committee-posts.ts';
import { namesOf, type OfClass, ownElection } from './election-of.ts';
import { showBallot } from './election-vote.ts';

/** `班委竞选`: trainees see how the election of their class stands, stand for a post, propose others, accept and withdraw. */
export function electionPart(router: Router): void {
  router.word(['班委竞选', '竞选', '投票', '竞选班委', '竞选班长', '我要竞选', '选班长', '选班委'], showOwn, {
    ofTrainees: true,
  });
  router.press(standAsk, async (ctx, facts) => {
    const { row } = await nominating(ctx, facts);
    const [only, ...more] = row.posts;
    if (only !== undefined && more.length === 0) return stand(ctx, row, only);
    await ctx.reply(committeeWords.choosePost(ctx.update.id, row));
  });
  router.press(standFor, async (ctx, { post, ...facts }) => {
    const { row } = await nominating(ctx, facts);
    if (!row.posts.includes(post)) throw new RuleError('committee.not-there', {});
    await stand(ctx, row, post);
    await ctx.settle(committeeWords.stoodCard(post));
  });
  router.press(giveStatement, keepStatement);
  router.press(withdrawCandidacy, withdraw);
  router.press(proposeAsk, async (ctx, facts) => {
    const { row } = await nominating(ctx, facts);
    await ctx.expect(giveProposal.with(facts));
    await ctx.reply(committeeWords.askProposal(row.posts));
  });
  router.press(giveProposal, propose);
  router.press(acceptProposal, async (ctx, facts) => {
    const { row } = await nominating(ctx, facts);
    const own = candidacyOf(row, ctx.person._id);
    if (own === undefined || (own.state !== 'asked' && !row.updates.includes(ctx.update.id)))
      throw new RuleError('committee.not-proposed', {});
    await stand(ctx, row, own.post);
    await ctx.settle(committeeWords.stoodCard(own.post));
  });
  router.press(declineProposal, async (ctx, facts) => {
    const { row } = await nominating(ctx, facts);
    const changed = await ctx.store.elections.act(row._id, ctx.update.id, (present) => {
      const own = candidacyOf(present, ctx.person._id);
      if (own?.state !== 'asked') return undefined;
      return { candidacies: withCandidacy(present.candidacies, { ...own, state: 'out', at: ctx.now }) };
    });
    if (changed?.updates.includes(ctx.update.id) !== true) throw new RuleError('committee.not-proposed', {});
    await ctx.settle(committeeWords.declined);
    await ctx.reply(committeeWords.declinedReply);
  });
}

/** The newest election of each class the person is in, as it stands for them. */
async function showOwn(ctx: Context): Promise<void> {
  let shown = 0;
  for (const { classId, state } of await ctx.store.enrollments.ofCadre(ctx.person._id)) {
    if (state !== 'enrolled') continue;
    const trainingClass = await ctx.store.classes.byId(classId);
    const row = (await ctx.store.elections.ofClass(classId)).at(-1);
    if (trainingClass === null || !isNotGraded(trainingClass) || row === undefined || row.state === 'over') continue;
    shown += 1;
    if (row.state === 'nominating')
      await ctx.reply(committeeWords.card(trainingClass, row, ctx.person._id, await namesOf(ctx, row)));
    else if (row.state === 'voting') await showBallot(ctx, { trainingClass, row });
    else if (row.state === 'counted') await ctx.reply(committeeWords.waits(trainingClass));
    else await ctx.reply(await membersText(ctx, trainingClass));
  }
  if (shown === 0) await ctx.reply(committeeWords.none);
}

/** An election in which one may still come forward, or did by this update. @throws RuleError `committee.not-there`, `committee.nomination-over` */
async function nominating(ctx: Context, facts: { classId: string; election: number }): Promise<OfClass> {
  const found = await ownElection(ctx, facts);
  const { row } = found;
  const isOpen = row.state === 'nominating' && ctx.now < row.nominatesUntil;
  if (!isOpen && !row.updates.includes(ctx.update.id)) throw new RuleError('committee.nomination-over', {});
  return found;
}

/** The speaker stands for this post, in place of what they stood for before, and is asked why. */
async function stand(ctx: Context, { _id, classId, number }: ElectionRow, post: string): Promise<void> {
  const cadreId = ctx.person._id;
  const row = await ctx.store.elections.act(_id, ctx.update.id, (present) => {
    if (present.state !== 'nominating') return undefined;
    const before = candidacyOf(present, cadreId);
    const statement = before?.statement === undefined ? {} : { statement: before.statement };
    const by = before?.by ?? cadreId;
    const candidacy: Candidacy = { cadreId, post, state: 'standing', by, at: ctx.now, ...statement };
    return { candidacies: withCandidacy(present.candidacies, candidacy) };
  });
  if (row?.updates.includes(ctx.update.id) !== true) throw new RuleError('committee.nomination-over', {});
  await settleProposals(ctx, row, committeeWords.stoodCard(post));
  await ctx.expect(giveStatement.with({ classId, election: number }));
  await ctx.reply(committeeWords.stood(post, await statementLength(ctx, classId)));
}

async function statementLength(ctx: Context, classId: string): Promise<number> {
  const trainingClass = await ctx.store.classes.byId(classId);
  return (trainingClass === null ? ctx.rules : ctx.rulesOf(trainingClass)).committee.statementCharacters;
}

async function keepStatement(ctx: Context, facts: { classId: string; election: number }): Promise<void> {
  const { row } = await nominating(ctx, facts);
  const statement = (ctx.words ?? '').trim().replaceAll(/\s+/g, ' ');
  const most = await statementLength(ctx, facts.classId);
  const { length } = [...statement];
  if (length === 0) throw new RuleError('committee.no-statement', {});
  if (length > most) throw new RuleError('committee.long-statement', { most, length });
  const changed = await ctx.store.elections.act(row._id, ctx.update.id, (present) => {
    const own = candidacyOf(present, ctx.person._id);
    if (present.state !== 'nominating' || own?.state !== 'standing') return undefined;
    return { candidacies: withCandidacy(present.candidacies, { ...own, statement }) };
  });
  if (changed?.updates.includes(ctx.update.id) !== true) throw new RuleError('committee.not-standing', {});
  await ctx.reply(committeeWords.statementKept);
}

async function withdraw(ctx: Context, facts: { classId: string; election: number }): Promise<void> {
  const { row } = await nominating(ctx, facts);
  const changed = await ctx.store.elections.act(row._id, ctx.update.id, (present) => {
    const own = candidacyOf(present, ctx.person._id);
    if (present.state !== 'nominating' || own?.state !== 'standing') return undefined;
    return { candidacies: withCandidacy(present.candidacies, { ...own, state: 'out', at: ctx.now }) };
  });
  if (changed?.updates.includes(ctx.update.id) !== true) throw new RuleError('committee.not-standing', {});
  await ctx.settle(committeeWords.withdrawn);
  await ctx.reply(committeeWords.withdrawnReply);
}

async function propose(ctx: Context, facts: { classId: string; election: number }): Promise<void> {
  const { trainingClass, row } = await nominating(ctx, facts);
  const said = readProposal(ctx.words ?? '', row.posts);
  if (said === undefined) throw new RuleError('committee.unreadable-proposal', { post: row.posts[0] ?? '' });
  const nominee = await traineeMeant(ctx, facts.classId, said.name);
  if (nominee.cadreId === ctx.person._id) throw new RuleError('committee.propose-self', {});
  const candidacy: Candidacy = {
    ...{ cadreId: nominee.cadreId, post: said.post, state: 'asked', by: ctx.person._id, at: ctx.now },
  };
  const changed = await ctx.store.elections.act(row._id, ctx.update.id, (present) => {
    const before = candidacyOf(present, nominee.cadreId);
    if (present.state !== 'nominating') return undefined;
    if (before?.state === 'standing')
      throw new RuleError('committee.stands-already', { name: nominee.name, post: before.post });
    if (before?.state === 'asked') throw new RuleError('committee.proposed-already', { name: nominee.name });
    return { candidacies: withCandidacy(present.candidacies, candidacy) };
  });
  if (changed?.updates.includes(ctx.update.id) !== true) throw new RuleError('committee.nomination-over', {});
  await ctx.send(
    nominee.cadreId,
    committeeWords.proposed(trainingClass, row, candidacy),
    `election-proposed:${ctx.update.id}`,
    row.nominatesUntil,
  );
  await ctx.reply(committeeWords.proposedReply(nominee.name, said.post));
}

/** @throws RuleError `trainee.unknown`, `person.ambiguous` */
async function traineeMeant(ctx: Context, classId: string, name: string): Promise<{ cadreId: string; name: string }> {
  const [first, ...others] = namedAs(await ctx.store.enrollments.traineesOf(classId), name);
  if (first === undefined) throw new RuleError('trainee.unknown', { name, classId });
  if (others.length > 0) {
    const choices = [first, ...others].map((each) => `${each.cadreId}　${each.name}`).join('\n');
    throw new RuleError('person.ambiguous', { name, choices });
  }
  return first;
}

/** Whoever stands by themselves needs not answer a proposal any more. */
async function settleProposals(ctx: Context, row: ElectionRow, settled: string): Promise<void> {
  for (const post of row.posts)
    await settleCopies(ctx, ctx.person._id, committeeWords.proposedId(row, { cadreId: ctx.person._id, post }), settled);
}
