import type { PressKind } from '../chat/press.ts';
import type { Context } from './context.ts';

/** A card that shows what is about to happen, with a button that does it and one that drops it. */
export interface Preview<Confirm extends Drop, Drop, Shown> {
  confirm: PressKind<Confirm>;
  drop: PressKind<Drop>;
  /** What the card shows, for both buttons. @throws RuleError for who may do neither, and when it is not there any more */
  shown: (ctx: Context, facts: Drop) => Promise<Shown>;
  /** Forgets the draft, where one is kept; what was carried out already stays. */
  forget?: (ctx: Context, shown: Shown) => Promise<unknown>;
  /** What stands on the card once it was dropped. */
  dropped: string | ((shown: Shown) => string);
}

/** For a preview of which nothing is kept: its button names all there is to do, and whoever sees it may drop it. */
export const nothingKept = async (): Promise<undefined> => undefined;
