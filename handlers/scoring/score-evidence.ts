import type { Context } from '../../src/bot/context.ts';
import { showAsThingsStand } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Card } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type ProofMatter, proofAbout } from '../../src/training/proofs/matter.ts';
import { evidenceOf, marksOfEntry } from '../../src/training/scoring/evidence.ts';
import { type EvidencedMark, evidenceWords } from '../../src/training/scoring/evidence-words.ts';
import { isGraded } from '../../src/training/scoring/graded-class.ts';
import type { ScoreEventRow } from '../../src/training/scoring/score-events.ts';
import { itemName } from '../../src/training/scoring/scoring-scheme.ts';
import { bonusCardId, teamCard } from './bonus-cards.ts';

/** Evidence of marks and bonuses: sent by whoever entered them, seen by the trainee and by who may put the entry right. */
export function scoreEvidence(router: Router): void {
  router.proof({
    subject: 'score',
    // What was entered asks for it by its answer (`attachButton`).
    waiting: async () => [],
    own: async (ctx, id) => {
      const entry = await entryOf(ctx, id);
      const gone = new RuleError('score.draft-gone', {});
      const { marks } = await ctx.requireFound('score.record', entry, ({ classId }) => ({ classId }), gone);
      if (marks[0]?.authorId !== ctx.person._id) throw gone;
      return matterOf(ctx, id, marks);
    },
    seen: async (ctx, id) => {
      const me = ctx.person._id;
      const entry = await entryOf(ctx, id);
      const subjectOf = ({ classId, marks }: Entry) => ({
        classId,
        cadreId: marks.some(({ cadreId }) => cadreId === me) ? me : (marks[0]?.cadreId ?? ''),
      });
      const missing = new RuleError('proof.unknown', {});
      const { marks } = await ctx.requireFound('score.read-evidence', entry, subjectOf, missing);
      return matterOf(ctx, id, marks);
    },
    changed: async (ctx, id) => {
      const { marks, entryId } = (await entryOf(ctx, id)) ?? { marks: [], entryId: '' };
      const [mark] = marks;
      const isDecided = mark?.confirmedBy !== undefined || mark?.refusedBy !== undefined;
      if (mark === undefined || isDecided || !(await isProposal(ctx, mark))) return;
      const cardId = bonusCardId(marks, entryId);
      for (const { _id } of await ctx.store.cadres.withRole('evaluationTeam'))
        await showAsThingsStand(ctx, _id, cardId, () => teamCard(ctx, marks, entryId));
    },
  });
}

/** Where marks of a trainee have evidence: the card that shows it. @param whose - `我` or the trainee's name */
export async function evidenceCard(
  ctx: Context,
  trainingClass: ClassRow,
  cadreId: string,
  whose: string,
): Promise<Card | undefined> {
  const counts = await ctx.store.proofs.countsIn(trainingClass._id);
  if (counts.size === 0) return undefined;
  const { scoring } = ctx.rulesOf(trainingClass);
  const events = await ctx.store.scoreEvents.ofTrainee(trainingClass._id, cadreId);
  const marks = events
    .filter(({ reverses }) => reverses === undefined)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1))
    .flatMap((event): EvidencedMark[] => {
      const about = evidenceOf(event) ?? '';
      const proofs = counts.get(about);
      return proofs === undefined ? [] : [{ event, item: itemName(scoring, event.item), about, proofs }];
    });
  return marks.length === 0
    ? undefined
    : evidenceWords.list(`${ctx.update.id}:${trainingClass._id}`, whose, trainingClass.name, marks);
}

interface Entry {
  classId: string;
  entryId: string;
  marks: readonly ScoreEventRow[];
}

/** The entry of an id such as `2026-01:wecom:4561`. */
async function entryOf(ctx: Context, id: string): Promise<Entry | null> {
  const cut = id.indexOf(':');
  const [classId, entryId] = [id.slice(0, cut), id.slice(cut + 1)];
  const marks = await marksOfEntry(ctx.store, classId, entryId);
  return marks.length === 0 ? null : { classId, entryId, marks };
}

async function matterOf(ctx: Context, id: string, marks: readonly ScoreEventRow[]): Promise<ProofMatter> {
  const [mark] = marks;
  const trainingClass = mark && (await ctx.store.classes.byId(mark.classId));
  if (mark === undefined || trainingClass === undefined || trainingClass === null)
    throw new RuleError('proof.unknown', {});
  const { _id: classId, closesOn } = trainingClass;
  const { scoring } = ctx.rulesOf(trainingClass);
  const people = await ctx.store.cadres.many([...new Set(marks.map(({ cadreId }) => cadreId))]);
  const items = marks.map(({ item }) => itemName(scoring, item));
  const isDecided = marks.some(({ confirmedBy, refusedBy }) => (confirmedBy ?? refusedBy) !== undefined);
  const names = people.map(({ name }) => name);
  return {
    about: proofAbout('score', id),
    name: evidenceWords.entryName(names, items, marks),
    ...{ cadreId: mark.authorId, classId, closesOn },
    isOpen: !isGraded(trainingClass) && !isDecided,
  };
}

async function isProposal(ctx: Context, { classId, item, needsSecond }: ScoreEventRow): Promise<boolean> {
  if (needsSecond === true) return true;
  const trainingClass = await ctx.store.classes.byId(classId);
  return trainingClass !== null && ctx.rulesOf(trainingClass).scoring.bonusItems.some(({ id }) => id === item);
}
