import { withoutStop } from '../../chat/sentence.ts';

/** What people did to a call-up after the rules had proposed it. */
export interface CallUpChange {
  what: 'added' | 'cancelled' | 'excused' | 'deferred' | 'refused' | 'substituted' | 'struck' | 'movedUp';
  by: string;
  byUpdate: string;
  enteredAt: Date;
  /** In the words of whoever did it. */
  reason?: string;
}

interface Changed {
  changes?: readonly CallUpChange[];
  reasons: readonly string[];
}

/** Why the person is called up, as it holds now: what the organisation department said last when it added them, then the rules' reasons. */
export function reasonsNow({ changes = [], reasons }: Changed): string[] {
  const added = changes.findLast(({ what }) => what === 'added')?.reason;
  return [...(added === undefined ? [] : [`经县委组织部研究增补，理由：${withoutStop(added)}。`]), ...reasons];
}
