import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { Identity, PlatformName } from '../chat/update.ts';
import { type FieldWrite, modelOn, writeFields } from '../store/row.ts';
import type { CadreRecord } from './cadre.ts';
import type { Role } from './roles.ts';

/** A cadre as stored: the record of the information base under its id. */
export type CadreRow = Omit<CadreRecord, 'id'> & { _id: string };

/** Where somebody works and at which level: enough to decide whom a survey goes to. */
export type Placement = Pick<CadreRow, '_id' | 'unitId' | 'keyPost' | 'rankLevel'>;

export class CadreStore {
  readonly #model: Model<CadreRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<CadreRow>(connection, 'cadres', cadreFields, [
      { keys: { 'identities.wecom': 1 }, unique: true, onlyWith: 'identities.wecom', usedBy: 'byIdentity' },
      { keys: { 'identities.dingtalk': 1 }, unique: true, onlyWith: 'identities.dingtalk', usedBy: 'byIdentity' },
      { keys: { name: 1 }, usedBy: 'named' },
      { keys: { roles: 1 }, usedBy: 'withRole' },
    ]);
  }

  byId(id: string) {
    return this.#model.findById(id).lean<CadreRow | null>().exec();
  }

  byIdentity({ platform, userId }: Identity) {
    return this.#model
      .findOne({ [`identities.${platform}`]: userId } as never)
      .lean<CadreRow | null>()
      .exec();
  }

  many(ids: readonly string[]) {
    return this.#model
      .find({ _id: trusted({ $in: [...ids] }) })
      .lean<CadreRow[]>()
      .exec();
  }

  /** How these people are reached. */
  identities(ids: readonly string[]) {
    return this.#model
      .find({ _id: trusted({ $in: [...ids] }) })
      .select({ identities: 1 })
      .lean<{ _id: string; identities: Partial<Record<PlatformName, string>> }[]>()
      .exec();
  }

  /** Everyone with exactly this name; several people may share one. */
  named(name: string) {
    return this.#model.find({ name }).limit(20).lean<CadreRow[]>().exec();
  }

  withRole(role: string) {
    return this.#model
      .find({ roles: role } as never)
      .lean<CadreRow[]>()
      .exec();
  }

  /** Everyone, for questions that are about everyone (choosing for a call-up, importing a roster). */
  all() {
    return this.#model.find({}).sort({ _id: 1 }).lean<CadreRow[]>().exec();
  }

  /** Where everyone works, for surveys that go to the whole county. */
  placements() {
    return this.#model
      .find({})
      .sort({ _id: 1 })
      .select({ unitId: 1, keyPost: 1, rankLevel: 1 })
      .lean<Placement[]>()
      .exec();
  }

  /** Everybody's accounts, to compare with what the platforms know. */
  accounts() {
    return this.#model
      .find({})
      .sort({ _id: 1 })
      .select({ name: 1, unitId: 1, identities: 1 })
      .lean<Pick<CadreRow, '_id' | 'name' | 'unitId' | 'identities'>[]>()
      .exec();
  }

  count() {
    return this.#model.estimatedDocumentCount().exec();
  }

  /** Puts another account id in the place of this one; the same again changes nothing. */
  async moveAccount(change: { cadreId: string; platform: PlatformName; from: string; to: string }): Promise<void> {
    const field = `identities.${change.platform}`;
    await this.#model.updateOne({ _id: change.cadreId, [field]: change.from } as never, {
      $set: { [field]: change.to },
    });
  }

  /** Gives a role; who has it keeps it. */
  async grant(id: string, role: Role): Promise<void> {
    await this.#model.updateOne({ _id: id }, { $addToSet: { roles: role } });
  }

  async takeRole(id: string, role: Role): Promise<void> {
    await this.#model.updateOne({ _id: id }, { $pull: { roles: role } });
  }

  /** Writes whole records; the same records again change nothing. */
  async put(rows: readonly CadreRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += 1000) {
      await this.#model.collection.bulkWrite(
        rows
          .slice(from, from + 1000)
          .map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })) as never,
        { ordered: false },
      );
    }
  }

  /** Writes single fields of records that are there; the same again changes nothing. */
  change(changes: readonly FieldWrite[]): Promise<void> {
    return writeFields(this.#model, changes);
  }

  /** A county's first people, in one go; only into an empty collection. */
  async fill(rows: readonly CadreRow[]): Promise<void> {
    for (let from = 0; from < rows.length; from += 1000) {
      await this.#model.collection.insertMany(rows.slice(from, from + 1000) as never, { ordered: false });
    }
  }
}

const cadreFields = {
  name: { type: String, required: true },
  sex: { type: String, required: true },
  birthMonth: { type: String, required: true },
  unitId: { type: String, required: true },
  post: { type: String, required: true },
  rankLevel: { type: String, required: true },
  gradeRank: String,
  cadreCategory: { type: String, required: true },
  joinedWorkOn: { type: String, required: true },
  joinedPartyOn: String,
  inPostSince: { type: String, required: true },
  keyPost: Boolean,
  newlyPromoted: Boolean,
  newRecruit: Boolean,
  youngCadre: Boolean,
  grassrootsExperience: Boolean,
  leadershipTeam: Boolean,
  secondment: Object,
  identities: { wecom: String, dingtalk: String },
  roles: [String],
  training: { type: Object, required: true },
} as const;
