import type { UnitRow } from './units.ts';

/** The units of the county and which belongs to which: a unit includes all below it. */
export class UnitTree {
  readonly units: readonly UnitRow[];
  readonly #byId: ReadonlyMap<string, UnitRow>;

  constructor(units: readonly UnitRow[]) {
    this.units = units;
    this.#byId = new Map(units.map((unit) => [unit._id, unit]));
  }

  unit(id: string): UnitRow | undefined {
    return this.#byId.get(id);
  }

  /** The unit and those above it, itself first. Two that belong to each other end the way up. */
  upward(id: string): UnitRow[] {
    const way: UnitRow[] = [];
    for (let unit = this.#byId.get(id); unit !== undefined && !way.includes(unit); ) {
      way.push(unit);
      unit = unit.parentId === undefined ? undefined : this.#byId.get(unit.parentId);
    }
    return way;
  }

  /** Whether a unit is this one or lies below it. */
  isWithin(id: string, aboveId: string): boolean {
    return id === aboveId || this.upward(id).some(({ _id }) => _id === aboveId);
  }

  /** A unit and all below it. */
  below(id: string): UnitRow[] {
    return this.units.filter((unit) => this.isWithin(unit._id, id));
  }

  isInTown(id: string): boolean {
    return this.upward(id).some(({ kind }) => kind === 'town');
  }
}
