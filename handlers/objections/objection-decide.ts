import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { postingWords } from '../../src/training/feedback/posting-words.ts';
import { answerableFor } from '../../src/training/grading/answerable.ts';
import { aboutOf, type ObjectionRow } from '../../src/training/objections/objections.ts';
import {
  askDecisionReason,
  giveDecisionReason,
  sendObjections,
  showObjection,
} from '../../src/training/objections/presses.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { reservePoolWords } from '../../src/training/reserve-pool/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { reversalOf } from '../../src/training/scoring/score-event.ts';
import { scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { objectionCard, traineeName } from './objection-card.ts';

const mostReasonLetters = 200;

/** Objections are listed, and decided with a reason by somebody who did not enter what they are about. */
export function objectionDecide(router: Router): void {
  router.command(
    {
      names: ['异议列表', 'objections'],
      action: 'objection.read',
      right: 'class',
      args: [classArg()],
      example: '/异议列表 {class}',
      about: '查看本班异议和办理情况',
      next: '列出异议；待办理的可当场办理。',
    },
    list,
  );
  router.sheet(sendObjections, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'objection.read', classId);
    const { rows, ...told } = await readable(ctx, trainingClass);
    return objectionWords.sheet(trainingClass, rows, told);
  });
  router.press(showObjection, async (ctx, facts) => ctx.reply(await objectionCard(ctx, await decidable(ctx, facts))));
  router.press(askDecisionReason, async (ctx, facts) => {
    const row = await decidable(ctx, facts);
    if (row.state !== 'open' && row.state !== 'rejected') throw new RuleError('objection.gone', {});
    await ctx.expect(giveDecisionReason.with(facts));
    await ctx.reply(objectionWords.askReason(row, facts.outcome));
  });
  router.press(giveDecisionReason, decide);
}

async function list(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { rows, nameOf } = await readable(ctx, trainingClass);
  await ctx.reply(objectionWords.list(trainingClass, rows, nameOf));
}

/** The objections of a class, the newest first; of one to a posting whoever does not decide learns neither who made it nor its words. */
async function readable(ctx: Context, { _id: classId }: ClassRow) {
  const rows = await ctx.store.objections.ofClass(classId);
  const ids = rows.flatMap(({ cadreId, decisions }) => [cadreId, ...decisions.map(({ by }) => by)]);
  const names = new Map((await ctx.store.cadres.many([...new Set(ids)])).map(({ _id, name }) => [_id, name]));
  const mayDecide = await ctx.may('objection.decide', { classId, cadreId: '', proposedBy: '' });
  const isKept = (row: ObjectionRow) => aboutOf(row) === 'posting' && !mayDecide;
  return {
    rows: [...rows].sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime()),
    nameOf: (row: ObjectionRow) => (isKept(row) ? objectionWords.kept : (names.get(row.cadreId) ?? '')),
    /** What was said, for those alone who decide. */
    wordsOf: ({ words }: ObjectionRow) => (mayDecide ? words : ''),
    deciderOf: ({ decisions }: ObjectionRow) => names.get(decisions.at(-1)?.by ?? '') ?? '',
  };
}

/** The objection, if this person may decide on it: not whoever entered what it is about, nor a trainee of the class. */
async function decidable(ctx: Context, facts: { objection: string }): Promise<ObjectionRow> {
  return ctx.requireFound(
    'objection.decide',
    await ctx.store.objections.byId(facts.objection),
    ({ classId, cadreId, enteredBy }) => ({ classId, cadreId, proposedBy: enteredBy }),
    new RuleError('objection.gone', {}),
  );
}

async function decide(ctx: Context, { objection, outcome }: Facts<typeof giveDecisionReason>): Promise<void> {
  const shown = await decidable(ctx, { objection });
  const trainingClass = await findClass(ctx, shown.classId);
  const isNew = !isDecidedBy(shown, ctx.update.id);
  if (isNew && outcome === 'upheld' && ['score', 'reversal'].includes(aboutOf(shown))) refuseWhenGraded(trainingClass);
  const reason = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  const decision = { update: ctx.update.id, by: ctx.person._id, at: ctx.now, state: outcome, reason };
  const row = await ctx.store.objections.decide(shown._id, decision);
  if (row === null || !isDecidedBy(row, ctx.update.id)) throw new RuleError('objection.gone', {});
  if (outcome === 'upheld') await takeBackEvent(ctx, row);
  const name = await traineeName(ctx, row);
  if (outcome === 'upheld' && aboutOf(row) === 'result') {
    await askPoolReview(ctx, trainingClass, row);
    await askCorrection(ctx, trainingClass, row, name);
  }
  await ctx.send(
    row.cadreId,
    objectionWords.toTrainee(row, trainingClass.name),
    `objection-decision:${row._id}:${ctx.update.id}`,
  );
  if (aboutOf(row) === 'posting') await tellDepartment(ctx, trainingClass, row);
  const author = aboutOf(row) === 'posting' ? null : await ctx.store.cadres.byId(row.enteredBy);
  if (author !== null)
    await ctx.send(
      author._id,
      objectionWords.toAuthor(row, trainingClass.name, name),
      `objection-author:${row._id}:${ctx.update.id}`,
    );
  await closeCards(ctx, row._id, objectionWords.decidedCard(ctx.person.name, outcome));
  await ctx.reply(objectionWords.decided(row, name));
}

/** Whoever released the results sends them back where the list of 优秀学员 does not hold. */
async function tellDepartment(
  ctx: Context,
  trainingClass: ClassRow,
  { _id, state, classId }: ObjectionRow,
): Promise<void> {
  const grading = await ctx.store.gradings.byClass(classId);
  if (state !== 'upheld') return;
  const key = `posting-upheld:${_id}:${ctx.update.id}` as const;
  for (const { cadreId, suffix } of await answerableFor(ctx.store, grading))
    await ctx.send(cadreId, postingWords.upheld(trainingClass, _id), `${key}${suffix}`);
}

/** Whoever is in the reserve pool by a result that does not hold is shown to those who decide on the pool. */
async function askPoolReview(ctx: Context, { _id: classId }: ClassRow, row: ObjectionRow): Promise<void> {
  const entry = await ctx.store.reservePool.byId(row.cadreId);
  if (entry?.state !== 'in' || !entry.sources.some((source) => source.classId === classId)) return;
  const card = reservePoolWords.upheld(entry.cadreId, row._id);
  for (const { _id } of await ctx.store.cadres.withRole('orgDeptLeader'))
    if (_id !== row.cadreId) await ctx.send(_id, card, `reserve-upheld:${row._id}:${_id}:${ctx.update.id}`);
}

/** The organisation department has a published result corrected. Whether its trainee is in the reserve pool is not said to them: only whether leaders could be asked. */
async function askCorrection(ctx: Context, { name }: ClassRow, row: ObjectionRow, of: string): Promise<void> {
  const { store, person, update } = ctx;
  const [department, leaders] = await Promise.all([
    store.cadres.withRole('orgDept'),
    store.cadres.withRole('orgDeptLeader'),
  ]);
  const hasLeader = leaders.some(({ _id }) => _id !== row.cadreId);
  const words = objectionWords.resultUpheld(row, name, of, hasLeader);
  for (const { _id } of department)
    if (_id !== row.cadreId && _id !== person._id)
      await ctx.send(_id, words, `result-upheld:${row._id}:${_id}:${update.id}`);
}

function isDecidedBy({ decisions }: ObjectionRow, updateId: string): boolean {
  return decisions.some(({ update }) => update === updateId);
}

/** An objection that is upheld takes the event back, as any other correction does. */
async function takeBackEvent(ctx: Context, row: ObjectionRow): Promise<void> {
  const { scoreEvents } = ctx.store;
  const event = row.eventId === undefined ? null : await scoreEvents.byId(row.eventId);
  const decision = row.decisions.find(({ update }) => update === ctx.update.id);
  if (event === null || decision === undefined) return;
  const reversal = reversalOf(event, objectionWords.upheldReason(row), decision.by, decision.at);
  await scoreEvents.add([scoreEventRow(event.classId, reversal)]);
}

async function closeCards(ctx: Context, id: string, settled: string): Promise<void> {
  const [team, department] = await Promise.all([
    ctx.store.cadres.withRole('evaluationTeam'),
    ctx.store.cadres.withRole('orgDept'),
  ]);
  for (const cadreId of new Set([...team, ...department].map(({ _id }) => _id)))
    await settleCopies(ctx, cadreId, `objection:${id}`, settled);
}
