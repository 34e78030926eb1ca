import type { Context } from '../../src/bot/context.ts';
import { showAsThingsStand } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { type CallUpRow, exemptionCardId } from '../../src/training/call-up/call-ups.ts';
import { exemptionName } from '../../src/training/call-up/words.ts';
import { type ProofMatter, proofAbout } from '../../src/training/proofs/matter.ts';
import { proofWords } from '../../src/training/proofs/words.ts';
import { decidersOf, exemptionCard } from './exemption-card.ts';

/** Proofs of a request to stay away, seen by the organisation department; the id is the call-up's, `<class>:<cadre>`. */
export function exemptionProof(router: Router): void {
  router.proof({
    subject: 'callUp',
    waiting: async (ctx) => {
      const asked = (await ctx.store.callUps.ofCadre(ctx.person._id)).filter(({ state }) => state === 'exemptionAsked');
      return Promise.all(asked.map((row) => matterOf(ctx, row)));
    },
    own: async (ctx, id) => {
      const row = await rowOf(ctx, id);
      // Whose call-up it is, the id says: of another's nobody is told whether it is there.
      if (row?.cadreId !== ctx.person._id) throw new RuleError('call-up.not-called', {});
      await ctx.require('call-up.answer', { classId: row.classId, cadreId: row.cadreId });
      return matterOf(ctx, row);
    },
    seen: async (ctx, id) => {
      const row = await rowOf(ctx, id);
      if (row?.cadreId === ctx.person._id) return matterOf(ctx, row);
      const subjectOf = ({ classId, cadreId }: CallUpRow) => ({ classId, cadreId });
      const found = await ctx.requireFound('call-up.decide', row, subjectOf, new RuleError('call-up.not-called', {}));
      return matterOf(ctx, found);
    },
    changed,
  });
}

function rowOf(ctx: Context, id: string): Promise<CallUpRow | null> {
  const cut = id.indexOf(':');
  return ctx.store.callUps.byId(id.slice(0, cut), id.slice(cut + 1));
}

async function matterOf(ctx: Context, row: CallUpRow): Promise<ProofMatter> {
  const trainingClass = await findClass(ctx, row.classId);
  const { _id: classId, closesOn } = trainingClass;
  const of = { cadreId: row.cadreId, classId, closesOn, isOpen: row.state === 'exemptionAsked' };
  return { about: proofAbout('callUp', row._id), name: exemptionName(trainingClass), ...of };
}

async function changed(ctx: Context, id: string, isNew: boolean): Promise<void> {
  const row = await rowOf(ctx, id);
  if (row?.state !== 'exemptionAsked') return;
  const trainingClass = await findClass(ctx, row.classId);
  const deciders = await decidersOf(ctx, trainingClass, row);
  for (const decider of deciders)
    await showAsThingsStand(ctx, decider, exemptionCardId(row._id), () => exemptionCard(ctx, trainingClass, row));
  if (!isNew) return;
  const asked = row.moves.at(-1) ?? '';
  const message = proofWords.came(row.name, await matterOf(ctx, row));
  await ctx.sendAll(
    deciders.map((cadreId) => ({ cadreId, message, key: `exemption-proof:${row._id}:${asked}:${cadreId}` as const })),
  );
}
