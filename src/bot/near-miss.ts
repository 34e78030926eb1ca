import type { Correction } from '../chat/command.ts';
import { RuleError } from '../errors.ts';

/** What the person may have meant: a button that carries out the command with it. */
export interface Choice {
  label: string;
  /** What the card says about it, where the label alone does not tell it from the others. */
  line?: string;
  put: Correction;
}

/** A word of a command that is not understood or left open, with what may be meant. Where no button can be offered, it is a plain refusal. */
export class NearMiss extends RuleError {
  readonly choices: readonly Choice[];

  /** @param choices - the likeliest first; more than a card can carry are left out */
  constructor(code: string, facts: RuleError['facts'], choices: readonly Choice[]) {
    super(code, facts);
    this.choices = choices;
  }
}
