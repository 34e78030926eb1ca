import { PackedList } from '../../sheets/packed-list.ts';
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

const changeKinds = ['units', 'cadres', 'changes', 'removals'] as const;
type Change = (typeof changeKinds)[number];

const importParts = rows(
  'importParts',
  {
    importId: text,
    kind: oneOf<Change | 'ready'>(),
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

  /** The people, packed for another thread. */
  async packedCadres(): Promise<PackedList<CadreRecord>> {
    const list = new PackedList<CadreRecord>();
    for await (const page of this.#cadres.inPages())
      for (const { _id, ...cadre } of page) list.add({ id: _id, ...cadre });
    return list;
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
    const lists = { units: addUnits, cadres: addCadres, changes: change, removals: remove };
    for (const kind of changeKinds)
      for (const part of partsOf(importId, kind, lists[kind])) await this.#parts.insertMissing([part]);
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

  /** Makes the recorded changes, part by part; repeating it changes nothing. The record is removed last. */
  async #make(importId: string): Promise<void> {
    const parts = await this.#parts.findFields({ importId }, ['kind'], { sort: { _id: 1 } });
    const of = async (wanted: ImportPartRow['kind'], make: (items: readonly object[]) => Promise<void>) => {
      for (const { _id } of parts.filter(({ kind }) => kind === wanted))
        await make((await this.#parts.byId(_id))?.items ?? []);
    };
    let origin: ChangeOrigin | undefined;
    await of('ready', async (items) => {
      [origin] = items as ChangeOrigin[];
    });
    const note = async (made: readonly FieldChange[]) => {
      if (origin === undefined) return;
      const by = origin;
      await this.#history.add(made.map((change) => asHistory(change, importId, by)));
    };
    await of('units', async (items) => {
      const units = items as UnitRecord[];
      await this.#units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
      await note(units.map(enteredUnit));
    });
    await of('cadres', async (items) => {
      const cadres = items as CadreRecord[];
      await this.#cadres.put(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
      await note(cadres.map(enteredCadre));
    });
    // Field by field, so that other fields, such as a role granted meanwhile, stay as they are.
    await of('changes', async (items) => {
      const changes = items as FieldChange[];
      await this.#units.change(changes.filter((each) => each.record === 'unit'));
      await this.#cadres.change(changes.filter((each) => each.record === 'cadre'));
      await note(changes);
    });
    await of('removals', async (items) => {
      const removals = items as Removal[];
      await this.#cadres.remove(removals.filter(({ record }) => record === 'cadre').map(({ id }) => id));
      await this.#units.remove(removals.filter(({ record }) => record === 'unit').map(({ id }) => id));
      await note(removals.map(removed));
    });
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

/** Some of the items at a time, each part under its own number. */
function* partsOf(importId: string, kind: Change, items: Iterable<object>): Generator<ImportPartRow> {
  let part: object[] = [];
  let number = 0;
  const row = () => {
    const _id = `${importId}:${kind}:${String(number).padStart(4, '0')}`;
    return { _id, importId, kind, items: part };
  };
  for (const item of items) {
    part.push(item);
    if (part.length < partSize) continue;
    yield row();
    part = [];
    number += 1;
  }
  if (part.length > 0) yield row();
}
