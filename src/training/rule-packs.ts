import { RuleError } from '../errors.ts';
import { defaultRulePack, type RulePack } from './rule-pack.ts';

/**
 * The county's rule packs, old and new. A class keeps the pack in force on its opening day for as long as it lasts, so that no rule
 * changes under the people in it; what belongs to no class goes by the pack in force on the day itself.
 */
export class RulePacks {
  readonly all: readonly RulePack[];

  /** @param all - in any order; they may overlap */
  constructor(all: readonly RulePack[]) {
    this.all = all;
  }

  /**
   * The pack in force on a Beijing day: of those valid then, the one that began last.
   * @throws RuleError `rule-pack.none` when no pack covers the day
   */
  on(dateOn: string): RulePack {
    const valid = this.all
      .filter((pack) => pack.validFromOn <= dateOn && (pack.validToOn === undefined || dateOn <= pack.validToOn))
      .sort((a, b) => (a.validFromOn > b.validFromOn ? -1 : 1));
    const [latest] = valid;
    if (latest === undefined) throw new RuleError('rule-pack.none', { dateOn });
    return latest;
  }
}

/** The packs that come with the product. A new one is a JSON file with its own first day, listed here beside the others. */
export function shippedRulePacks(): RulePacks {
  return new RulePacks([defaultRulePack()]);
}
