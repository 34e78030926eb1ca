import { text } from '../src/chat/message.ts';
import { type Identity, PLATFORM_NAMES, type PlatformName } from '../src/chat/update.ts';
import { beijingDateOf } from '../src/domain/beijing-time.ts';
import type { Directory, Job, JobContext, Planned } from '../src/schedule/job.ts';
import { systemAdmins } from '../src/store/system-admins.ts';
import type { UnreachableRow } from '../src/store/unreachable.ts';
import { type Account, contactWords } from '../src/words/contacts.ts';

/** How the information base and one platform differ. */
interface Comparison {
  platform: PlatformName;
  /** Gone now, and not marked or marked today: a run that is repeated says the same. */
  gone: Account[];
  /** There again now, and still marked or unmarked today. */
  back: Account[];
  /** More than half are missing: that is the app's visible range, not people; then nobody is marked. */
  isDoubtful: boolean;
}

/** Fewer than so many missing are believed, however small the county. */
const fewMissing = 20;

/**
 * Compares what each platform knows with the accounts of the information base: who left or is not visible is marked, so that they are
 * written to elsewhere, and the system admins are told once. Nothing is deleted. A platform that does not answer changes nothing.
 */
export const reconcileContacts: Job = {
  name: 'reconcile-contacts',
  about: '每夜核对通讯录，标记已离开或不可见的账号并报告系统管理员',
  schedule: { dailyAt: '03:43' },
  usefulForMinutes: 6 * 60,
  async plan(ctx) {
    const planned: Planned[] = [];
    const admins = await systemAdmins(ctx.store, ctx.admins);
    for (const comparison of await compareAll(ctx)) {
      const { platform, gone, back, isDoubtful } = comparison;
      if (gone.length + back.length === 0) continue;
      const message = text(contactWords.report(platform, gone, back, isDoubtful));
      const key = `reconcile-contacts:${platform}:${beijingDateOf(ctx.now)}`;
      const note = contactWords.note(platform, gone.length, back.length);
      planned.push(...admins.map((cadreId) => ({ cadreId, message, key: `${key}:${cadreId}`, note })));
    }
    return planned;
  },
  async effect(ctx) {
    for (const { platform, gone, back, isDoubtful } of await compareAll(ctx)) {
      if (!isDoubtful) await ctx.store.unreachable.mark(identitiesOn(platform, gone), ctx.now);
      await ctx.store.unreachable.unmark(identitiesOn(platform, back), ctx.now);
    }
  },
};

async function compareAll(ctx: JobContext): Promise<Comparison[]> {
  const accounts = await accountsOf(ctx);
  return Promise.all(ctx.directories.map((directory) => compare(ctx, directory, accounts)));
}

async function compare(ctx: JobContext, directory: Directory, accounts: readonly OnPlatform[]): Promise<Comparison> {
  const { platform } = directory;
  const known = await directory.userIds();
  const marks = new Map((await ctx.store.unreachable.on(platform)).map((row) => [row.userId, row]));
  const own = accounts.filter((each) => each.platform === platform);
  const missing = own.filter((each) => !known.has(each.userId));
  const there = own.filter((each) => known.has(each.userId));
  const today = beijingDateOf(ctx.now);
  return {
    platform,
    gone: missing.filter(({ userId }) => isNews(marks.get(userId), today)),
    back: there.filter(({ userId }) => wasGone(marks.get(userId), today)),
    isDoubtful: missing.length >= fewMissing && missing.length * 2 > own.length,
  };
}

interface OnPlatform extends Account, Identity {}

async function accountsOf({ store }: JobContext): Promise<OnPlatform[]> {
  const [cadres, units] = await Promise.all([store.cadres.accounts(), store.units.all()]);
  const names = new Map(units.map((unit) => [unit._id, unit.name]));
  return cadres.flatMap(({ name, unitId, identities }) =>
    PLATFORM_NAMES.flatMap((platform): OnPlatform[] => {
      const userId = identities[platform];
      return userId === undefined ? [] : [{ name, unit: names.get(unitId) ?? '', platform, userId }];
    }),
  );
}

function isNews(mark: UnreachableRow | undefined, today: string): boolean {
  return mark === undefined || mark.backAt !== undefined || beijingDateOf(mark.since) === today;
}

function wasGone(mark: UnreachableRow | undefined, today: string): boolean {
  return mark !== undefined && (mark.backAt === undefined || beijingDateOf(mark.backAt) === today);
}

function identitiesOn(platform: PlatformName, accounts: readonly Account[]): Identity[] {
  return accounts.map(({ userId }) => ({ platform, userId }));
}
