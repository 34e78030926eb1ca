import type { EmulatedPerson } from './options.ts';
import type { Vendor } from './view.ts';

export interface Department {
  id: number;
  name: string;
  parentId: number;
}

export const ROOT_DEPARTMENT = 1;

/** The emulated company: its people and departments, as both vendors' contact calls show them. */
export class Directory {
  readonly #people = new Map<string, EmulatedPerson>();
  readonly #count: Record<Vendor, number> = { wecom: 0, dingtalk: 0 };
  /** Accounts by whom they belong to. */
  readonly #accounts = new Map<string, EmulatedPerson[]>();
  readonly #departments: Record<Vendor, DepartmentTree> = {
    wecom: new DepartmentTree(),
    dingtalk: new DepartmentTree(),
  };

  constructor(people: readonly EmulatedPerson[]) {
    for (const person of people) this.add(person);
  }

  /** Adds or replaces one person. */
  add(person: EmulatedPerson): void {
    this.remove(person.vendor, person.userId);
    this.#people.set(keyOf(person.vendor, person.userId), person);
    this.#count[person.vendor] += 1;
    this.#accounts.set(personOf(person), [...this.accountsOf(personOf(person)), person]);
    this.#departments[person.vendor].join(person);
  }

  remove(vendor: Vendor, userId: string): void {
    const person = this.find(vendor, userId);
    if (person === undefined) return;
    this.#people.delete(keyOf(vendor, userId));
    this.#count[vendor] -= 1;
    const others = this.accountsOf(personOf(person)).filter((account) => account !== person);
    this.#accounts.set(personOf(person), others);
    this.#departments[vendor].leave(person);
  }

  /** WeCom ids are case-insensitive, DingTalk's are not. */
  find(vendor: Vendor, userId: string): EmulatedPerson | undefined {
    return this.#people.get(keyOf(vendor, userId));
  }

  /** All accounts of one person. */
  accountsOf(person: string): readonly EmulatedPerson[] {
    return this.#accounts.get(person) ?? [];
  }

  all(): Iterable<EmulatedPerson> {
    return this.#people.values();
  }

  /** How many accounts the vendor has. */
  count(vendor: Vendor): number {
    return this.#count[vendor];
  }

  departments(vendor: Vendor): readonly Department[] {
    return this.#departments[vendor].list();
  }

  /** Members of this department alone, not of those below. */
  membersOf(vendor: Vendor, departmentId: number): readonly EmulatedPerson[] {
    return this.#departments[vendor].membersOf(departmentId);
  }

  /** The department of this name, e.g. `县委/组织部`; `''` is the whole company. */
  departmentNamed(vendor: Vendor, path: string): number | undefined {
    return this.#departments[vendor].named(path);
  }

  departmentIdsOf(person: EmulatedPerson): number[] {
    return this.#departments[person.vendor].idsOf(person);
  }

  /** The department itself and everything below it. */
  subtree(vendor: Vendor, departmentId: number): number[] {
    const found = [departmentId];
    for (const department of this.departments(vendor)) {
      if (department.id !== ROOT_DEPARTMENT && found.includes(department.parentId)) found.push(department.id);
    }
    return found;
  }

  /** People whose name, unit, post, role or id contains every word of `search`. */
  search(search: string, limit: number, vendor?: Vendor): EmulatedPerson[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const found: EmulatedPerson[] = [];
    for (const person of this.#people.values()) {
      if (found.length >= limit) break;
      if (vendor !== undefined && person.vendor !== vendor) continue;
      const text = [person.name, person.unit, person.post, person.userId, ...person.roles].join('\n').toLowerCase();
      if (words.every((word) => text.includes(word))) found.push(person);
    }
    return found;
  }
}

class DepartmentTree {
  readonly #byPath = new Map<string, Department>([['', { id: ROOT_DEPARTMENT, name: '全体', parentId: 0 }]]);
  readonly #members = new Map<number, EmulatedPerson[]>();

  join(person: EmulatedPerson): void {
    for (const id of this.idsOf(person)) {
      const members = this.#members.get(id);
      if (members === undefined) this.#members.set(id, [person]);
      else members.push(person);
    }
  }

  leave(person: EmulatedPerson): void {
    for (const id of this.idsOf(person)) {
      this.#members.set(
        id,
        this.membersOf(id).filter((member) => member !== person),
      );
    }
  }

  idsOf(person: EmulatedPerson): number[] {
    if (person.departments.length === 0) return [ROOT_DEPARTMENT];
    return person.departments.map((path) => this.#at(path).id);
  }

  membersOf(id: number): readonly EmulatedPerson[] {
    return this.#members.get(id) ?? [];
  }

  named(path: string): number | undefined {
    return this.#byPath.get(path)?.id;
  }

  /** Parents come before their children. */
  list(): readonly Department[] {
    return [...this.#byPath.values()];
  }

  #at(path: string): Department {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parent = this.#at(path.slice(0, Math.max(cut, 0)));
    const department = { id: this.#byPath.size + 1, name: path.slice(cut + 1), parentId: parent.id };
    this.#byPath.set(path, department);
    return department;
  }
}

/** Whom an account belongs to; an account by itself is a person of its own. */
export function personOf({ vendor, userId, person }: EmulatedPerson): string {
  return person ?? `${vendor}:${userId}`;
}

function keyOf(vendor: Vendor, userId: string): string {
  return `${vendor}:${vendor === 'wecom' ? userId.toLowerCase() : userId}`;
}
