import { cleaned } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { FollowUpRules } from './follow-up-rules.ts';

type PlanRules = FollowUpRules['plan'];

/** What stands in front of a goal: `1.`, `（二）`, `第一，`, `目标一：`. */
const NUMBER = /^(?:第|目标)?\s*[（(]?\s*(?:[1-5一二三四五])\s*(?:[)）]|[、.．,，:：]|(?<=目标.)\s)\s*/u;
/** Where one goal ends and the next begins, as it is typed or dictated. */
const BETWEEN =
  /\n+|[；;]+|[。.]?\s*(?=(?:第[一二三四五][，,、：:]|目标[一二三四五1-5][：:，,]|[2-5][、.．]\s*\D|[二三四五]、|（[二三四五]）))/u;

/** The goals somebody wrote or said, in their order: a line, a number or a semicolon parts them. */
export function readGoals(said: string): string[] {
  return cleaned(said)
    .split(BETWEEN)
    .map((part) =>
      part
        .trim()
        .replace(NUMBER, '')
        .replace(/[。；;，,\s]+$/u, ''),
    )
    .filter((part) => part !== '');
}

/** @throws RuleError `follow-up.too-many-goals`, `follow-up.long-goal` */
export function refuseGoals(goals: readonly string[], { goals: wanted, mostLetters }: PlanRules): void {
  if (goals.length > wanted) throw new RuleError('follow-up.too-many-goals', { most: wanted, count: goals.length });
  if (goals.some((goal) => [...goal].length > mostLetters))
    throw new RuleError('follow-up.long-goal', { most: mostLetters });
}
