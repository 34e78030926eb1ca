import { z } from 'zod';
import { addDays } from '../../calendar/beijing-time.ts';
import { rulePositive } from '../../county/rule-shapes.ts';

/** What may be sent as a proof, and how long it is kept; the section `proofs` of a rule pack. @see docs/rules.md, Proofs */
export const proofRules = z.strictObject({
  /** A proof is removed so many days after its class is over. */
  keepDays: rulePositive,
  /** How large one picture or file may be. */
  mostMegabytes: rulePositive.max(10),
  /** How many may belong to one matter. */
  mostPerMatter: rulePositive.max(9),
});
export type ProofRules = z.infer<typeof proofRules>;

/** The Beijing day on which a proof is removed. @param closesOn - the last day of the class it belongs to */
export function forgetProofOn(closesOn: string, { keepDays }: Pick<ProofRules, 'keepDays'>): string {
  return addDays(closesOn, keepDays + 1);
}
