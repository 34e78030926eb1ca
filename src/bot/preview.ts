import type { PressKind } from '../chat/press.ts';
import type { Context } from './context.ts';

/** A card that shows what is about to happen, with a button to do it and one to drop it. */
export interface Preview<Confirm extends Drop, Drop, Shown> {
  confirm: PressKind<Confirm>;
  drop: PressKind<Drop>;
  /** What the card shows, for both buttons. @throws RuleError when the person may use neither button, or it no longer exists */
  shown: (ctx: Context, facts: Drop) => Promise<Shown>;
  /** Drops the draft, if one is stored; what was already carried out stays. */
  forget?: (ctx: Context, shown: Shown) => Promise<unknown>;
  /** What the card shows after it was dropped. */
  dropped: string | ((shown: Shown) => string);
}

/** For a preview without a stored draft: the button's facts say everything, and whoever sees the card may drop it. */
export const nothingKept = async (): Promise<undefined> => undefined;
