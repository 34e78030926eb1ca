import type { Context } from '../../src/bot/context.ts';
import { showAsThingsStand } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import type { ObjectionRow } from '../../src/training/objections/objections.ts';
import { type ProofMatter, proofAbout } from '../../src/training/proofs/matter.ts';
import { objectionCard } from './objection-card.ts';

/** Proofs of an objection: sent by its trainee while it waits, seen by who decides and by the staff of the class. */
export function objectionProof(router: Router): void {
  router.proof({
    subject: 'objection',
    waiting: async (ctx) => {
      const enrolled = await ctx.store.enrollments.ofCadre(ctx.person._id);
      const rows = await Promise.all(
        enrolled.map(({ classId }) => ctx.store.objections.ofTrainee(classId, ctx.person._id)),
      );
      const open = rows.flat().filter(({ state }) => state === 'open');
      open.sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
      return Promise.all(open.map((row) => matterOf(ctx, row)));
    },
    own: async (ctx, id) => matterOf(ctx, await ownObjection(ctx, await ctx.store.objections.byId(id))),
    seen: async (ctx, id) => {
      const row = await ctx.store.objections.byId(id);
      if (row?.cadreId === ctx.person._id) return matterOf(ctx, row);
      const subjectOf = ({ classId, cadreId }: ObjectionRow) => ({ classId, cadreId });
      return matterOf(
        ctx,
        await ctx.requireFound('objection.read', row, subjectOf, new RuleError('proof.unknown', {})),
      );
    },
    changed: async (ctx, id) => {
      const row = await ctx.store.objections.byId(id);
      if (row?.state !== 'open') return;
      for (const { _id } of await ctx.store.cadres.withRole('evaluationTeam'))
        await showAsThingsStand(ctx, _id, `objection:${id}`, () => objectionCard(ctx, row));
    },
  });
}

function ownObjection(ctx: Context, row: ObjectionRow | null): Promise<ObjectionRow> {
  return ctx.requireFound('objection.make', row, ({ cadreId }) => ({ cadreId }), new RuleError('proof.unknown', {}));
}

async function matterOf(ctx: Context, row: ObjectionRow): Promise<ProofMatter> {
  const { _id: classId, closesOn } = await findClass(ctx, row.classId);
  const { cadreId } = row;
  const about = proofAbout('objection', row._id);
  return { about, name: `异议 ${row._id}`, cadreId, classId, closesOn, isOpen: row.state === 'open' };
}
