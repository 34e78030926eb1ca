import type { Collection } from '../../store/collection.ts';
import type { AtCrashPoint } from '../../store/crash-point.ts';
import type { Database } from '../../store/database.ts';
import { not } from '../../store/filter.ts';
import { list, oneOf, type RowOf, rows, text } from '../../store/row.ts';
import type { CadreRecord, UnitRecord } from '../cadre.ts';
import type { CadreStore } from '../cadres.ts';
import type { UnitStore } from '../units.ts';
import type { RosterChanges, RosterPort } from './roster-plan.ts';

const importParts = rows(
  'importParts',
  {
    importId: text,
    /** `units`, `cadres`, `changes`, or `ready`. */
    kind: oneOf<'units' | 'cadres' | 'changes' | 'ready'>(),
    items: list<object>(),
  },
  [
    { keys: { importId: 1, kind: 1 }, usedBy: '#make' },
    { keys: { kind: 1 }, usedBy: 'finishInterrupted' },
  ],
);

/** A part of an import's changes, written down before any of them is made. `ready` follows when all parts are there. */
export type ImportPartRow = RowOf<typeof importParts>;

const partSize = 500;

/**
 * The information base as the import sees it. All or nothing, also after a crash: changes are written down first and then made; an
 * import that was written down completely is finished at the next start, one that was not leaves nothing.
 */
export class RosterStore implements RosterPort {
  readonly #crashPoint: AtCrashPoint;
  readonly #parts: Collection<ImportPartRow>;
  readonly #units: UnitStore;
  readonly #cadres: CadreStore;

  constructor(database: Database, units: UnitStore, cadres: CadreStore) {
    this.#crashPoint = database.crashPoint;
    this.#parts = database.of(importParts);
    this.#units = units;
    this.#cadres = cadres;
  }

  async units(): Promise<UnitRecord[]> {
    return (await this.#units.all()).map(({ _id, ...unit }) => ({ id: _id, ...unit }));
  }

  async cadres(): Promise<CadreRecord[]> {
    return (await this.#cadres.all()).map(({ _id, ...cadre }) => ({ id: _id, ...cadre }));
  }

  async apply(changes: RosterChanges): Promise<void> {
    await this.stage(changes);
    await this.#crashPoint('roster.changes-staged');
    await this.markReady(changes.importId);
    await this.#crashPoint('roster.import-ready');
    await this.#make(changes.importId);
  }

  /** Writes the changes down without making any. */
  async stage({ importId, addUnits, addCadres, change }: RosterChanges): Promise<void> {
    await this.#parts.deleteMany({ importId });
    await this.#parts.insertMissing([
      ...parts(importId, 'units', addUnits),
      ...parts(importId, 'cadres', addCadres),
      ...parts(importId, 'changes', change),
    ]);
  }

  /** From here on the import happens, whatever happens to this process. */
  async markReady(importId: string): Promise<void> {
    await this.#parts.insertMissing([{ _id: `${importId}:ready`, importId, kind: 'ready', items: [] }]);
  }

  /** Finishes what a crash interrupted; drops imports that were not written down completely. @returns how many were finished */
  async finishInterrupted(): Promise<number> {
    const ready = await this.#parts.find({ kind: 'ready' });
    for (const { importId } of ready) await this.#make(importId);
    await this.#parts.deleteMany({ kind: not('ready') });
    return ready.length;
  }

  /** Makes the changes written down; making them twice is making them once. The note goes last. */
  async #make(importId: string): Promise<void> {
    const rows = await this.#parts.find({ importId }, { sort: { _id: 1 } });
    const of = (kind: ImportPartRow['kind']) =>
      rows.filter((row) => row.kind === kind).flatMap((row) => [...row.items]);
    const changes = of('changes') as RosterChanges['change'];
    await this.#units.put((of('units') as UnitRecord[]).map(({ id, ...unit }) => ({ _id: id, ...unit })));
    await this.#cadres.put((of('cadres') as CadreRecord[]).map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
    // Field by field, so that what an import knows nothing of, such as a role given meanwhile, stays as it is.
    await this.#units.change(changes.filter((each) => each.record === 'unit'));
    await this.#cadres.change(changes.filter((each) => each.record === 'cadre'));
    await this.#crashPoint('roster.changes-made');
    await this.#parts.deleteMany({ importId });
  }
}

function parts(importId: string, kind: ImportPartRow['kind'], items: readonly object[]): ImportPartRow[] {
  const rows: ImportPartRow[] = [];
  for (let from = 0; from < items.length; from += partSize) {
    const number = String(from / partSize).padStart(4, '0');
    rows.push({ _id: `${importId}:${kind}:${number}`, importId, kind, items: items.slice(from, from + partSize) });
  }
  return rows;
}
