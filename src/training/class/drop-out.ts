/** What the organisation department decided about somebody whose place in a class is in question. */
export interface PlaceDecision {
  /** `droppedOut`: they leave the class (退学); `kept`: they stay although they need not; `restored`: they are back. */
  what: 'droppedOut' | 'kept' | 'restored';
  by: string;
  byUpdate: string;
  at: Date;
  reason: string;
}

interface Place {
  state: string;
  decisions?: readonly PlaceDecision[];
}

/** Why somebody has left the class, as it was decided; absent where they have not, or nobody wrote why. */
export function droppedOutBecause({ state, decisions }: Place): string | undefined {
  const last = decisions?.at(-1);
  return state === 'withdrawn' && last?.what === 'droppedOut' ? last.reason : undefined;
}

/** Whether somebody has decided that they stay. */
export function isKept({ state, decisions }: Place): boolean {
  const last = decisions?.at(-1);
  return state !== 'withdrawn' && last !== undefined && last.what !== 'droppedOut';
}
