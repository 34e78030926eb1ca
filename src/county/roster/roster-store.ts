import type { Collection } from '../../store/collection.ts';
import type { AtCrashPoint } from '../../store/crash-point.ts';
import type { Database } from '../../store/database.ts';
import { not } from '../../store/filter.ts';
import { list, oneOf, type RowOf, rows, text } from '../../store/row.ts';
import type { CadreRecord, UnitRecord } from '../cadre.ts';
import type { CadreStore } from '../cadres.ts';
import type { RecordChangeRow, RecordChangeStore } from '../record-changes.ts';
import type { UnitStore } from '../units.ts';
import {
  type ChangeOrigin,
  ENTERED,
  type FieldChange,
  type Removal,
  type RosterChanges,
  type RosterPort,
} from './roster-plan.ts';

const importParts = rows(
  'importParts',
  {
    importId: text,
    /** `units`, `cadres`, `changes`, `removals`, or `ready`. */
    kind: oneOf<'units' | 'cadres' | 'changes' | 'removals' | 'ready'>(),
    items: list<object>(),
  },
  [
    { keys: { importId: 1, kind: 1 }, usedBy: '#make' },
    { keys: { kind: 1 }, usedBy: 'finishInterrupted' },
  ],
);

/** A part of an import's changes, recorded before any of them is made. `ready` is added once all parts are recorded. */
export type ImportPartRow = RowOf<typeof importParts>;

const partSize = 500;

/**
 * The information base as the import needs it. All or nothing, even after a crash: changes are recorded first and then made. An import
 * that was recorded completely is finished at the next start; one that was not has no effect.
 */
export class RosterStore implements RosterPort {
  readonly #crashPoint: AtCrashPoint;
  readonly #parts: Collection<ImportPartRow>;
  readonly #units: UnitStore;
  readonly #cadres: CadreStore;
  readonly #history: RecordChangeStore;

  constructor(database: Database, units: UnitStore, cadres: CadreStore, history: RecordChangeStore) {
    this.#crashPoint = database.crashPoint;
    this.#parts = database.of(importParts);
    this.#units = units;
    this.#cadres = cadres;
    this.#history = history;
  }

  async units(): Promise<UnitRecord[]> {
    return (await this.#units.all()).map(({ _id, ...unit }) => ({ id: _id, ...unit }));
  }

  async cadres(): Promise<CadreRecord[]> {
    return (await this.#cadres.all()).map(({ _id, ...cadre }) => ({ id: _id, ...cadre }));
  }

  async apply(changes: RosterChanges, origin: ChangeOrigin): Promise<void> {
    await this.stage(changes);
    await this.#crashPoint('roster.changes-staged');
    await this.markReady(changes.importId, origin);
    await this.#crashPoint('roster.import-ready');
    await this.#make(changes.importId);
  }

  /** Records the changes without making any. */
  async stage({ importId, addUnits, addCadres, change, remove = [] }: RosterChanges): Promise<void> {
    await this.#parts.deleteMany({ importId });
    await this.#parts.insertMissing([
      ...parts(importId, 'units', addUnits),
      ...parts(importId, 'cadres', addCadres),
      ...parts(importId, 'changes', change),
      ...parts(importId, 'removals', remove),
    ]);
  }

  /** Commits the import: from now on it will be completed even if this process dies. */
  async markReady(importId: string, origin: ChangeOrigin): Promise<void> {
    await this.#parts.insertMissing([{ _id: `${importId}:ready`, importId, kind: 'ready', items: [origin] }]);
  }

  /** Finishes this import if it was recorded completely and broken off. */
  async finish(importId: string): Promise<void> {
    const [ready] = await this.#parts.find({ importId, kind: 'ready' });
    if (ready !== undefined) await this.#make(importId);
  }

  /** Finishes imports that a crash interrupted; drops those that were not recorded completely. @returns how many were finished */
  async finishInterrupted(): Promise<number> {
    const ready = await this.#parts.find({ kind: 'ready' });
    for (const { importId } of ready) await this.#make(importId);
    await this.#parts.deleteMany({ kind: not('ready') });
    return ready.length;
  }

  /** Makes the recorded changes; repeating it changes nothing. The record is removed last. */
  async #make(importId: string): Promise<void> {
    const rows = await this.#parts.find({ importId }, { sort: { _id: 1 } });
    const of = (kind: ImportPartRow['kind']) =>
      rows.filter((row) => row.kind === kind).flatMap((row) => [...row.items]);
    const changes = of('changes') as RosterChanges['change'];
    const [units, cadres] = [of('units') as UnitRecord[], of('cadres') as CadreRecord[]];
    const removals = of('removals') as Removal[];
    await this.#units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
    await this.#cadres.put(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
    // Field by field, so that other fields, such as a role granted meanwhile, stay as they are.
    await this.#units.change(changes.filter((each) => each.record === 'unit'));
    await this.#cadres.change(changes.filter((each) => each.record === 'cadre'));
    await this.#cadres.remove(removals.filter(({ record }) => record === 'cadre').map(({ id }) => id));
    await this.#units.remove(removals.filter(({ record }) => record === 'unit').map(({ id }) => id));
    const [origin] = of('ready') as ChangeOrigin[];
    const whole = [...units.map(enteredUnit), ...cadres.map(enteredCadre), ...removals.map(removed)];
    if (origin !== undefined)
      await this.#history.add([...changes, ...whole].map((change) => asHistory(change, importId, origin)));
    await this.#crashPoint('roster.changes-made');
    await this.#parts.deleteMany({ importId });
  }
}

const whole = { field: ENTERED, label: '记录' } as const;
const enteredUnit = ({ id, name: who }: UnitRecord): FieldChange => ({
  ...{ record: 'unit', id, who, ...whole, fromText: '', toText: '新增' },
});
const enteredCadre = ({ id, name: who }: CadreRecord): FieldChange => ({
  ...{ record: 'cadre', id, who, ...whole, fromText: '', toText: '新增' },
});
const removed = ({ record, id, who }: Removal): FieldChange => ({
  ...{ record, id, who, ...whole, fromText: '新增', toText: '' },
});

function asHistory(change: FieldChange, importId: string, { by, at }: ChangeOrigin): RecordChangeRow {
  const _id = [importId, at.getTime(), change.id, change.field].join(':');
  return { _id, recordId: change.id, change, importId, at, ...(by === undefined ? {} : { by }) };
}

function parts(importId: string, kind: ImportPartRow['kind'], items: readonly object[]): ImportPartRow[] {
  const rows: ImportPartRow[] = [];
  for (let from = 0; from < items.length; from += partSize) {
    const number = String(from / partSize).padStart(4, '0');
    rows.push({ _id: `${importId}:${kind}:${number}`, importId, kind, items: items.slice(from, from + partSize) });
  }
  return rows;
}
