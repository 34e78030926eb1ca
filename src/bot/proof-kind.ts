import type { ProofMatter, ProofSubject } from '../training/proofs/matter.ts';
import type { Context } from './context.ts';

/**
 * A kind of matter to which pictures and files may be sent as proof: what a capability declares with `router.proof`. How they are taken, kept
 * encrypted, shown, taken back and removed is the same for all (`handlers/proofs`).
 */
export interface ProofKind {
  subject: ProofSubject;
  /** What of this person's a picture sent now may be for, the newest first. */
  waiting: (ctx: Context) => Promise<ProofMatter[]>;
  /** The matter, for whoever sends its proofs and may take them back. @throws RuleError for everybody else, also where there is none */
  own: (ctx: Context, id: string) => Promise<ProofMatter>;
  /** The matter, for whoever may look at its proofs. @throws RuleError for everybody else, also where there is none */
  seen: (ctx: Context, id: string) => Promise<ProofMatter>;
  /** Shows on the cards of those who decide what there is now. @param isNew - a proof has come */
  changed: (ctx: Context, id: string, isNew: boolean) => Promise<void>;
}
