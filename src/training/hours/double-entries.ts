import { effective, type HourEntryRow } from './hour-entries.ts';
import { overlaps } from './hours-sheet.ts';

/** An entry for days for which a class held here has been entered too, and the entry of that class, which counts. */
export interface DoubleEntry {
  entry: HourEntryRow;
  counts: HourEntryRow;
}

/**
 * Which entries of sheets and claims are for the days of a class of the same person. The class counts, because its hours follow from who was
 * there. An entry that was ever taken back is left as people decided; it may have been put back on purpose.
 */
export function doubleEntries(entries: readonly HourEntryRow[]): DoubleEntry[] {
  const standing = effective(entries);
  const everReversed = new Set(entries.map(({ reverses }) => reverses));
  const classes = standing.filter(({ source }) => source === 'class');
  return standing
    .filter(({ _id, source }) => source !== 'class' && !everReversed.has(_id))
    .flatMap((entry) => {
      const counts = classes.find((each) => overlaps(each, entry));
      return counts === undefined ? [] : [{ entry, counts }];
    });
}
