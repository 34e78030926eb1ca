import { createHash } from 'node:crypto';
import { comparable, plainWord } from '../../chat/plain-text.ts';
import type { CadreRecord, UnitRecord } from '../cadre.ts';

/** The units and people in the information base, found by what sheets call them. */
export class RosterIndex {
  readonly #unitsById: ReadonlyMap<string, UnitRecord>;
  readonly #unitsByName: ReadonlyMap<string, UnitRecord>;
  readonly #cadresById: ReadonlyMap<string, CadreRecord>;
  readonly #cadresByName: ReadonlyMap<string, readonly CadreRecord[]>;
  readonly #ownerOfIdentity = new Map<string, CadreRecord>();

  constructor(units: readonly UnitRecord[], cadres: readonly CadreRecord[]) {
    this.#unitsById = new Map(units.map((unit) => [unit.id, unit]));
    this.#unitsByName = new Map(units.map((unit) => [comparable(unit.name), unit]));
    this.#cadresById = new Map(cadres.map((cadre) => [cadre.id, cadre]));
    const byName = new Map<string, CadreRecord[]>();
    for (const cadre of cadres) {
      const name = comparable(cadre.name);
      const namesakes = byName.get(name);
      if (namesakes === undefined) byName.set(name, [cadre]);
      else namesakes.push(cadre);
      for (const platform of ['wecom', 'dingtalk'] as const) {
        const userId = cadre.identities[platform];
        if (userId !== undefined) this.#ownerOfIdentity.set(`${platform}:${userId}`, cadre);
      }
    }
    this.#cadresByName = byName;
  }

  unit(id: string): UnitRecord | undefined {
    return this.#unitsById.get(id);
  }

  unitNamed(name: string): UnitRecord | undefined {
    return this.#unitsByName.get(comparable(name));
  }

  /** The only unit whose name contains the text or is contained in it; for “did you mean”, never to decide. */
  unitLike(name: string): UnitRecord | undefined {
    const text = comparable(name);
    if (text.length < 2) return undefined;
    const alike = [...this.#unitsByName].filter(([known]) => known.includes(text) || text.includes(known));
    return alike.length === 1 ? alike[0]?.[1] : undefined;
  }

  /** The only unit with whose name a text such as `云岭县财政局副局长` begins, and the rest of the text. */
  unitHeading(text: string): { unit: UnitRecord; rest: string } | undefined {
    const [start = ''] = text.split(/[、，,；;\n]/);
    const heading = comparable(start);
    const named = [...this.#unitsByName].filter(([name]) => heading.includes(name));
    const widest = named.filter(([name]) => !named.some(([other]) => other !== name && other.includes(name)));
    const [found, second] = widest;
    if (found === undefined || second !== undefined) return undefined;
    const [name, unit] = found;
    let end = 1;
    while (!comparable(start.slice(0, end)).includes(name)) end += 1;
    return { unit, rest: text.slice(end).trim() };
  }

  cadre(id: string): CadreRecord | undefined {
    return this.#cadresById.get(id);
  }

  namesakes(name: string): readonly CadreRecord[] {
    return this.#cadresByName.get(comparable(name)) ?? [];
  }

  owner(platform: 'wecom' | 'dingtalk', userId: string): CadreRecord | undefined {
    return this.#ownerOfIdentity.get(`${platform}:${userId}`);
  }

  /** `张三（县财政局）`. */
  describe(cadre: Pick<CadreRecord, 'name' | 'unitId'>): string {
    return `${cadre.name}（${this.unit(cadre.unitId)?.name ?? cadre.unitId}）`;
  }
}

/** The id of a person without a 人员编号: always the same for the same name, unit and birth month. */
export function derivedCadreId(name: string, unitId: string, birthMonth: string): string {
  return `c${digest(name, unitId, birthMonth)}`;
}

/** The id of a unit without a 单位编号: always the same for the same name. */
export function derivedUnitId(name: string): string {
  return `u${digest(plainWord(name))}`;
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
