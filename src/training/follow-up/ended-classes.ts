import { addMonths } from '../../calendar/beijing-time.ts';
import type { ClassStore } from '../class/class-store.ts';
import { type ClassRow, isHeldHere } from '../class/classes.ts';

/** Classes held here that ended up to so many months ago, and today. */
export async function endedClasses(
  { classes }: { classes: Pick<ClassStore, 'endingFrom'> },
  todayOn: string,
  months: number,
): Promise<ClassRow[]> {
  const found = await classes.endingFrom(addMonths(todayOn, -months));
  return found.filter(
    (row) => row.closesOn <= todayOn && isHeldHere(row) && !['draft', 'withdrawn'].includes(row.state),
  );
}
