import type { PlatformName } from '../../chat/update.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, not } from '../../store/filter.ts';
import { date, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';

const classGroups = rows(
  'classGroups',
  {
    classId: text,
    platform: oneOf<PlatformName>(),
    /** As the platform names the group. */
    groupId: text,
    /** The address to send to, if not `groupId`. It is a secret and stored only in this row. */
    address: optional(text),
    boundBy: text,
    boundAt: date,
  },
  [
    { keys: { classId: 1 }, usedBy: 'ofClass' },
    { keys: { groupId: 1, boundAt: -1 }, usedBy: 'byGroup' },
  ],
);

/** A group chat of a class on one platform; the id is `<class>:<platform>`. */
export type ClassGroupRow = RowOf<typeof classGroups>;

export class ClassGroupStore {
  readonly #groups: Collection<ClassGroupRow>;

  constructor(database: Database) {
    this.#groups = database.of(classGroups);
  }

  ofClass(classId: string) {
    return this.#groups.find({ classId }, { sort: { _id: 1 } });
  }

  ofClasses(classIds: readonly string[]) {
    return this.#groups.find({ classId: among(classIds) }, { sort: { _id: 1 } });
  }

  /** To which class this group is bound; the latest binding counts. */
  byGroup(platform: PlatformName, groupId: string) {
    return this.#groups.findOne({ groupId, platform }, { sort: { boundAt: -1 } });
  }

  /** Binds a group to the class, in place of an earlier one on the same platform; repeating it changes nothing. */
  async bind(wanted: Omit<ClassGroupRow, '_id'>): Promise<void> {
    const { classId, platform, ...set } = wanted;
    const _id = `${classId}:${platform}`;
    await this.#groups.updateOne(
      { _id, groupId: not(set.groupId) },
      { $set: { classId, platform, ...set }, ...(set.address === undefined ? { $unset: { address: 1 } } : {}) },
    );
    if (!(await this.#groups.upsert({ _id }, { $setOnInsert: { classId, platform, ...set } }))) await this.bind(wanted);
  }
}

/** The delivery key, in the class's group on one platform, of a message with this key. */
export function groupKey<Key extends string>(key: Key, platform: PlatformName): `${Key}:group:${PlatformName}` {
  return `${key}:group:${platform}`;
}
