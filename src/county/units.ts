import { isSameWord } from '../chat/plain-text.ts';
import type { Collection, FieldWrite } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { among } from '../store/filter.ts';
import { type FieldsOf, number, oneOf, optional, type Rows, rows, text } from '../store/row.ts';
import type { UnitKind, UnitRecord } from './cadre.ts';

/** A unit as stored, under its id. */
export type UnitRow = Omit<UnitRecord, 'id'> & { _id: string };

const unitFields = {
  name: text,
  parentId: optional(text),
  kind: oneOf<UnitKind>(),
  headId: optional(text),
  liaisonId: optional(text),
  size: number,
} satisfies FieldsOf<Omit<UnitRecord, 'id'>>;

const units: Rows<UnitRow> = rows('units', unitFields, [
  { keys: { name: 1 }, unique: true, usedBy: 'keeping full names unique' },
  { keys: { headId: 1 }, usedBy: 'headedBy' },
  { keys: { liaisonId: 1 }, usedBy: 'liaisedBy' },
  { keys: { parentId: 1 }, usedBy: 'withChildren' },
]);

/** The unit whose full name was typed; full names are told apart as people read them. */
export function unitNamed(units: readonly UnitRow[], typed: string): UnitRow | undefined {
  return units.find((unit) => isSameWord(unit.name, typed));
}

export class UnitStore {
  readonly #units: Collection<UnitRow>;

  constructor(database: Database) {
    this.#units = database.of(units);
  }

  byId(id: string) {
    return this.#units.byId(id);
  }

  many(ids: readonly string[]) {
    return this.#units.find({ _id: among(ids) });
  }

  headedBy(cadreId: string) {
    return this.#units.find({ headId: cadreId });
  }

  liaisedBy(cadreId: string) {
    return this.#units.find({ liaisonId: cadreId });
  }

  /** These units and all below them. */
  async withChildren(roots: readonly UnitRow[]): Promise<UnitRow[]> {
    const found = new Map(roots.map((unit) => [unit._id, unit]));
    for (let level = [...found.keys()]; level.length > 0; ) {
      const below = (await this.#units.find({ parentId: among(level) })).filter(({ _id }) => !found.has(_id));
      for (const unit of below) found.set(unit._id, unit);
      level = below.map(({ _id }) => _id);
    }
    return [...found.values()];
  }

  /** All units of the county, about a hundred. */
  all() {
    return this.#units.find({}, { sort: { _id: 1 } });
  }

  /** Takes records out again that were entered by mistake. */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#units.deleteMany({ _id: among(ids) });
  }

  /** Writes single fields of existing records; repeating it changes nothing. */
  change(changes: readonly FieldWrite[]): Promise<void> {
    return this.#units.writeFields(changes);
  }

  async put(list: readonly UnitRow[]): Promise<void> {
    await this.#units.putAll(list);
  }
}
