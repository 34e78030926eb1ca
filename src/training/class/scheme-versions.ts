/** Points that differ from the table of the rule pack: an indicator's maximum, or a step's or part's points. */
export interface SchemePoints {
  item: string;
  /** A step or part of the indicator; absent for its maximum. */
  step?: string;
  /** 0 as a maximum: the class does not have the indicator. */
  hundredths: number;
}

/** A class's own scoring scheme (一班一策) as it was confirmed by a second person. It holds from then until the next version. */
export interface SchemeVersion {
  /** From 1; before it the table of the rule pack holds. */
  version: number;
  /** Everything that differs from the table of the rule pack; nothing where the class goes back to it. */
  points: readonly SchemePoints[];
  /** Why it was changed; empty for one that was there before the first point. */
  reason: string;
  fromAt: Date;
  proposal: string;
  proposedBy: string;
  confirmedBy: string;
  byUpdate: string;
}
