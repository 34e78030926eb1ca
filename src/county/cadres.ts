import type { Identity, PlatformName } from '../chat/update.ts';
import type { Collection, FieldWrite } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { among, within } from '../store/filter.ts';
import {
  type FieldsOf,
  flag,
  list,
  oneOf,
  optional,
  type Rows,
  rows,
  text,
  textsBy,
  value,
  words,
} from '../store/row.ts';
import type {
  Absence,
  CadreCategory,
  CadreRecord,
  DepartmentKind,
  HeldPost,
  PoliticalStatus,
  RankLevel,
  Secondment,
  Sex,
  TrainingHistory,
} from './cadre.ts';
import type { GroupFacts } from './groups.ts';
import type { Role } from './roles.ts';

/** A cadre as stored: the record of the information base under its id. */
export type CadreRow = Omit<CadreRecord, 'id'> & { _id: string };

/** Where somebody works, at which level, and what the focus groups are reckoned from, to decide who gets a survey. */
export type Placement = Pick<CadreRow, '_id' | 'unitId' | 'name' | 'inPostSince'> & GroupFacts;

const cadreFields = {
  name: text,
  sex: oneOf<Sex>(),
  birthMonth: text,
  unitId: text,
  post: text,
  rankLevel: oneOf<RankLevel>(),
  gradeRank: optional(text),
  cadreCategory: oneOf<CadreCategory>(),
  joinedWorkOn: text,
  joinedPartyOn: optional(text),
  politicalStatus: optional(oneOf<PoliticalStatus>()),
  inPostSince: text,
  promotedOn: optional(text),
  recruitedOn: optional(text),
  keyPost: flag,
  grassrootsExperience: flag,
  leadershipTeam: flag,
  secondment: optional(value<Secondment>()),
  absences: optional(list<Absence>()),
  otherPosts: optional(list<HeldPost>()),
  departmentKind: optional(oneOf<DepartmentKind>()),
  phone: optional(text),
  identities: textsBy<PlatformName>('wecom', 'dingtalk'),
  roles: words<Role>(),
  training: value<TrainingHistory>(),
} satisfies FieldsOf<Omit<CadreRecord, 'id'>>;

const cadres: Rows<CadreRow> = rows('cadres', cadreFields, [
  { keys: { 'identities.wecom': 1 }, unique: true, onlyWith: 'identities.wecom', usedBy: 'byIdentity' },
  { keys: { 'identities.dingtalk': 1 }, unique: true, onlyWith: 'identities.dingtalk', usedBy: 'byIdentity' },
  { keys: { name: 1 }, usedBy: 'named' },
  { keys: { unitId: 1 }, usedBy: 'inUnits' },
  { keys: { roles: 1 }, usedBy: 'withRole' },
]);

/** Rows that carry a copy of somebody's name: whoever reads them gets the name as the information base has it now. */
export type PresentNames = <Row extends { cadreId: string; name: string }>(rows: Row[]) => Promise<Row[]>;

const pageSize = 1_000;
const byId = { sort: { _id: 1 } } as const;

export class CadreStore {
  readonly #cadres: Collection<CadreRow>;

  constructor(database: Database) {
    this.#cadres = database.of(cadres);
  }

  byId(id: string) {
    return this.#cadres.byId(id);
  }

  byIdentity({ platform, userId }: Identity) {
    return this.#cadres.findOne({ [`identities.${platform}`]: userId });
  }

  many(ids: readonly string[]) {
    return this.#cadres.find({ _id: among(ids) });
  }

  /** Rows about people with the people's present names; for somebody no longer in the information base the copied name stays. */
  readonly withPresentNames: PresentNames = async (copies) => {
    const ids = [...new Set(copies.map((row) => row.cadreId))];
    if (ids.length === 0) return copies;
    const people = await this.#cadres.findFields({ _id: among(ids) }, ['name']);
    const names = new Map(people.map(({ _id, name }) => [_id, name]));
    return copies.map((row) => ({ ...row, name: names.get(row.cadreId) ?? row.name }));
  };

  /** The accounts of these people. */
  identities(ids: readonly string[]) {
    return this.#cadres.findFields({ _id: among(ids) }, ['identities']);
  }

  /** Everyone with exactly this name; several people may share one. */
  named(name: string) {
    return this.#cadres.find({ name }, { limit: 20 });
  }

  /** Who works in these units, by their main post. */
  inUnits(unitIds: readonly string[]) {
    return this.#cadres.find({ unitId: among(unitIds) }, byId);
  }

  withRole(role: Role) {
    return this.#cadres.find({ roles: role });
  }

  /** Everyone, for work that concerns everyone (choosing for a call-up, importing a roster). */
  all() {
    return this.#cadres.find({}, byId);
  }

  /** Everyone, some at a time. */
  async *inPages(): AsyncGenerator<CadreRow[]> {
    let page = await this.#cadres.find({}, { ...byId, limit: pageSize });
    while (page.length > 0) {
      yield page;
      const last = page.at(-1)?._id ?? '';
      page = await this.#cadres.find({ _id: within({ $gt: last }) }, { ...byId, limit: pageSize });
    }
  }

  /** Where everyone works, for what goes to many in the county. */
  placements(): Promise<Placement[]> {
    const facts = ['birthMonth', 'post', 'rankLevel', 'cadreCategory', 'keyPost', 'promotedOn', 'recruitedOn'] as const;
    return this.#cadres.findFields({}, ['unitId', 'name', 'inPostSince', ...facts], byId);
  }

  /** Everybody's accounts, to compare with the platforms' contacts. */
  accounts() {
    return this.#cadres.findFields({}, ['name', 'unitId', 'identities'], byId);
  }

  count() {
    return this.#cadres.size();
  }

  /** Replaces this account id by another; repeating it changes nothing. */
  async moveAccount(change: { cadreId: string; platform: PlatformName; from: string; to: string }): Promise<void> {
    const field = `identities.${change.platform}`;
    await this.#cadres.updateOne({ _id: change.cadreId, [field]: change.from }, { $set: { [field]: change.to } });
  }

  /** Grants a role; no change for somebody who has it. */
  async grant(id: string, role: Role): Promise<void> {
    await this.#cadres.updateOne({ _id: id }, { $addToSet: { roles: role } });
  }

  async takeRole(id: string, role: Role): Promise<void> {
    await this.#cadres.updateOne({ _id: id }, { $pull: { roles: role } });
  }

  /** Writes whole records; repeating it changes nothing. */
  async put(list: readonly CadreRow[]): Promise<void> {
    await this.#cadres.putAll(list);
  }

  /** Takes records out again that were entered by mistake. */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#cadres.deleteMany({ _id: among(ids) });
  }

  /** Writes single fields of existing records; repeating it changes nothing. */
  change(changes: readonly FieldWrite[]): Promise<void> {
    return this.#cadres.writeFields(changes);
  }

  /** Inserts a county's first people; only into an empty collection. */
  async fill(list: readonly CadreRow[]): Promise<void> {
    await this.#cadres.insertAll(list);
  }
}
