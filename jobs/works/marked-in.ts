import type { RulePack } from '../../src/training/rule-pack.ts';
import type { AssignmentRow } from '../../src/training/works/assignments.ts';
import { kindOf, type Marked, markedAs } from '../../src/training/works/work-kind.ts';

/** How the works of an assignment are marked under the rules of its class. */
export function markedIn({ works, scoring }: RulePack, { kind }: Pick<AssignmentRow, 'kind'>): Marked {
  return markedAs(kindOf(works, kind), works, scoring);
}
