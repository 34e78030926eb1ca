import type { Context } from '../../src/bot/context.ts';
import type { ProofKind } from '../../src/bot/proof-kind.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { type ProofMatter, readAbout } from '../../src/training/proofs/matter.ts';

/** The kind of matter that something is about. @throws RuleError `proof.unknown` */
export function kindOf(router: Router, about: string): { kind: ProofKind; id: string } {
  const read = readAbout(about);
  const kind = router.proofKinds.find(({ subject }) => subject === read?.subject);
  if (kind === undefined || read === undefined) throw new RuleError('proof.unknown', {});
  return { kind, id: read.id };
}

/** What this person's proofs are about; nothing where they have no right to it any more. */
export async function ownMatter(router: Router, ctx: Context, about: string): Promise<ProofMatter[]> {
  try {
    const { kind, id } = kindOf(router, about);
    return [await kind.own(ctx, id)];
  } catch (error) {
    if (error instanceof RuleError) return [];
    throw error;
  }
}
