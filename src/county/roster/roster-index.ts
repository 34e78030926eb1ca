import { createHash } from 'node:crypto';
import { comparable, plainWord } from '../../chat/plain-text.ts';
import type { Listed } from '../../sheets/packed-list.ts';
import type { CadreRecord, UnitRecord } from '../cadre.ts';

/** The units and people in the information base, found by what sheets call them. */
export class RosterIndex {
  readonly #unitsById: ReadonlyMap<string, UnitRecord>;
  readonly #unitsByName: ReadonlyMap<string, UnitRecord>;
  readonly #cadres: Listed<CadreRecord>;
  /** Their places in the list, which may be long and packed. */
  readonly #placeOfId = new Map<string, number>();
  readonly #placesOfName = new Map<string, number | number[]>();
  readonly #placeOfIdentity = new Map<string, number>();

  constructor(units: readonly UnitRecord[], cadres: Listed<CadreRecord>) {
    this.#unitsById = new Map(units.map((unit) => [unit.id, unit]));
    this.#unitsByName = new Map(units.map((unit) => [comparable(unit.name), unit]));
    this.#cadres = cadres;
    let place = 0;
    for (const { id, name, identities } of cadres) {
      this.#placeOfId.set(id, place);
      const word = comparable(name);
      const known = this.#placesOfName.get(word);
      this.#placesOfName.set(word, known === undefined ? place : [known, place].flat());
      for (const platform of ['wecom', 'dingtalk'] as const) {
        const userId = identities[platform];
        if (userId !== undefined) this.#placeOfIdentity.set(`${platform}:${userId}`, place);
      }
      place += 1;
    }
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
    return this.#at(this.#placeOfId.get(id));
  }

  namesakes(name: string): readonly CadreRecord[] {
    return [this.#placesOfName.get(comparable(name)) ?? []].flat().flatMap((place) => this.#at(place) ?? []);
  }

  owner(platform: 'wecom' | 'dingtalk', userId: string): CadreRecord | undefined {
    return this.#at(this.#placeOfIdentity.get(`${platform}:${userId}`));
  }

  /** `张三（县财政局）`. */
  describe(cadre: Pick<CadreRecord, 'name' | 'unitId'>): string {
    return `${cadre.name}（${this.unit(cadre.unitId)?.name ?? cadre.unitId}）`;
  }

  #at(place: number | undefined): CadreRecord | undefined {
    return place === undefined ? undefined : this.#cadres.at(place);
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
