import { RuleError } from '../errors.ts';
import type { ClassRow } from './class/classes.ts';
import { defaultRulePack, type RulePack } from './rule-pack.ts';
import { type EarlierScheme, schemeWith } from './scoring/class-scheme.ts';

/** The rules a class keeps: a rule pack with the class's own scoring scheme, and the schemes that held before it. */
export interface ClassRules extends RulePack {
  /** Oldest first; each held for what happened before `untilAt`. */
  earlierSchemes: readonly EarlierScheme[];
}

/** What the rules of a class depend on. */
export type RuledClass = Pick<ClassRow, 'opensOn'> & Partial<Pick<ClassRow, 'kind' | 'schemes'>>;

/**
 * The county's rule packs, old and new. A class keeps the pack in force on its opening day until it ends, so that its rules do not change
 * half-way; whatever belongs to no class follows the pack in force on the day itself.
 */
export class RulePacks {
  readonly all: readonly RulePack[];

  /** @param all - in any order; they may overlap */
  constructor(all: readonly RulePack[]) {
    this.all = all;
  }

  /**
   * The pack in force on a Beijing day: of those valid on it, the one that began last.
   * @throws RuleError `rule-pack.none` when no pack covers the day
   */
  on(dateOn: string): RulePack {
    const latest = this.#covering(dateOn);
    if (latest === undefined) throw new RuleError('rule-pack.none', { dateOn });
    return latest;
  }

  /** The rules a class keeps: the pack in force on its opening day, with the scoring scheme of its kind and its own. @throws RuleError `rule-pack.none` */
  of(trainingClass: RuledClass): ClassRules {
    return withSchemes(this.on(trainingClass.opensOn), trainingClass);
  }

  /** As `of`, for what is read of a class and what follows it: one that opened before the first pack keeps that. */
  near(trainingClass: RuledClass): ClassRules {
    return withSchemes(this.nearest(trainingClass.opensOn), trainingClass);
  }

  /** As `on`, for what goes on whatever the clock says, such as sending: where no pack covers the day, the one that began first. */
  nearest(dateOn: string): RulePack {
    const [first] = [...this.all].sort((a, b) => (a.validFromOn < b.validFromOn ? -1 : 1));
    const pack = this.#covering(dateOn) ?? first;
    if (pack === undefined) throw new RuleError('rule-pack.none', { dateOn });
    return pack;
  }

  #covering(dateOn: string): RulePack | undefined {
    const valid = this.all
      .filter((pack) => pack.validFromOn <= dateOn && (pack.validToOn === undefined || dateOn <= pack.validToOn))
      .sort((a, b) => (a.validFromOn > b.validFromOn ? -1 : 1));
    return valid[0];
  }
}

/** A pack with the scoring scheme of the class's kind and its own. */
function withSchemes(pack: RulePack, { kind = '', schemes = [] }: RuledClass): ClassRules {
  const usual = schemeWith(pack.scoring, pack.scoringOfKinds?.[kind] ?? []);
  const all = [usual, ...schemes.map(({ points }) => schemeWith(usual, points))];
  const earlierSchemes = schemes.map(({ fromAt }, index) => ({ untilAt: fromAt, scoring: all[index] ?? usual }));
  return { ...pack, scoring: all.at(-1) ?? usual, earlierSchemes };
}

/** The packs shipped with the bot. To add one, list its JSON file here. */
export function shippedRulePacks(): RulePacks {
  return new RulePacks([defaultRulePack()]);
}
