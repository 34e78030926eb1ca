import type { UnitStore } from '../../county/units.ts';
import type { UnitProgress } from './results-words.ts';
import type { SheetMark } from './survey-answers.ts';

/** Counts by unit, those with the most people missing first. @param names - names that may be shown, by cadre */
export async function unitProgress(
  store: { units: UnitStore },
  marks: readonly SheetMark[],
  names: ReadonlyMap<string, string>,
): Promise<UnitProgress[]> {
  const units = await store.units.many([...new Set(marks.map((mark) => mark.unitId))]);
  return units
    .map((unit) => {
      const own = marks.filter((mark) => mark.unitId === unit._id);
      const left = own.filter((mark) => mark.state === 'waiting');
      return {
        name: unit.name,
        all: own.length,
        done: own.length - left.length,
        waitingNames: left.map((mark) => names.get(mark.cadreId)).filter((name) => name !== undefined),
      };
    })
    .sort((a, b) => b.all - b.done - (a.all - a.done) || a.name.localeCompare(b.name, 'zh'));
}
