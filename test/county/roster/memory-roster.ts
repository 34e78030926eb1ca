import { type CadreRecord, cadreRecord, type UnitRecord, unitRecord } from '../../../src/county/cadre.ts';
import type { RosterChanges, RosterPort } from '../../../src/county/roster/roster-plan.ts';

/** An information base in memory; every record it takes must be a valid one. */
export class MemoryRoster implements RosterPort {
  #units: UnitRecord[];
  #cadres: CadreRecord[];
  readonly applied: string[] = [];

  constructor(units: readonly UnitRecord[] = [], cadres: readonly CadreRecord[] = []) {
    this.#units = structuredClone([...units]);
    this.#cadres = structuredClone([...cadres]);
  }

  async units(): Promise<readonly UnitRecord[]> {
    return this.#units;
  }

  async cadres(): Promise<readonly CadreRecord[]> {
    return this.#cadres;
  }

  async apply(changes: RosterChanges): Promise<void> {
    this.applied.push(changes.importId);
    this.#units = [...this.#units, ...structuredClone(changes.addUnits)];
    this.#cadres = [...this.#cadres, ...structuredClone([...changes.addCadres])];
    const records = {
      unit: new Map<string, object>(this.#units.map((unit) => [unit.id, unit])),
      cadre: new Map<string, object>(this.#cadres.map((cadre) => [cadre.id, cadre])),
    };
    for (const { record, id, field, to } of changes.change) {
      const found = records[record].get(id);
      if (found === undefined) throw new Error(`no ${record} ${id}`);
      set(found as Record<string, unknown>, field.split('.'), to);
    }
    for (const unit of this.#units) unitRecord.parse(unit);
    for (const cadre of this.#cadres) cadreRecord.parse(cadre);
  }
}

function set(target: Record<string, unknown>, [first = '', ...rest]: string[], to: unknown): void {
  if (rest.length > 0) set(target[first] as Record<string, unknown>, rest, to);
  else if (to === undefined) delete target[first];
  else target[first] = to;
}
