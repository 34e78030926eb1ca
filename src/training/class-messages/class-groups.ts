import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { PlatformName } from '../../chat/update.ts';
import { modelOn } from '../../store/row.ts';

/** A group chat of a class on one platform; the id is `<class>:<platform>`. */
export interface ClassGroupRow {
  _id: string;
  classId: string;
  platform: PlatformName;
  /** As the platform names the group. */
  groupId: string;
  /** Where to send, if not to `groupId`; a secret, in this row alone. */
  address?: string;
  boundBy: string;
  boundAt: Date;
}

export class ClassGroupStore {
  readonly #model: Model<ClassGroupRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<ClassGroupRow>(
      connection,
      'classGroups',
      {
        classId: { type: String, required: true },
        platform: { type: String, required: true },
        groupId: { type: String, required: true },
        address: String,
        boundBy: { type: String, required: true },
        boundAt: { type: Date, required: true },
      },
      [
        { keys: { classId: 1 }, usedBy: 'ofClass' },
        { keys: { groupId: 1 }, usedBy: 'byGroup' },
      ],
    );
  }

  ofClass(classId: string) {
    return this.#model.find({ classId }).sort({ _id: 1 }).lean<ClassGroupRow[]>().exec();
  }

  byGroup(platform: PlatformName, groupId: string) {
    return this.#model.findOne({ groupId, platform }).lean<ClassGroupRow | null>().exec();
  }

  /** A class has one group per platform: the one bound last. The same binding again changes nothing. */
  async bind(wanted: Omit<ClassGroupRow, '_id'>): Promise<void> {
    const { classId, platform, ...set } = wanted;
    await this.#model.updateOne(
      { _id: `${classId}:${platform}`, groupId: trusted({ $ne: set.groupId }) },
      { $set: { classId, platform, ...set }, ...(set.address === undefined ? { $unset: { address: 1 } } : {}) },
    );
    await this.#model.updateOne(
      { _id: `${classId}:${platform}` },
      { $setOnInsert: { classId, platform, ...set } },
      { upsert: true },
    );
  }
}

/** The delivery key of what is said under this key in the class's group on one platform. */
export function groupKey(key: string, platform: PlatformName): string {
  return `${key}:group:${platform}`;
}
