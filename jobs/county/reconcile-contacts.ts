import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { workingInstant } from '../../src/calendar/working-days.ts';
import { text } from '../../src/chat/message.ts';
import { type Identity, PLATFORM_NAMES, type PlatformName } from '../../src/chat/update.ts';
import { contactChanges } from '../../src/county/contact-changes.ts';
import type { ContactRow } from '../../src/county/contacts.ts';
import { type Account, contactWords } from '../../src/county/contacts-words.ts';
import { systemAdmins } from '../../src/county/system-admins.ts';
import type { UnreachableRow } from '../../src/outbox/unreachable.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** The differences between the information base and one platform's contacts. */
interface Comparison {
  /** People no longer listed who are not marked yet, or were marked today, so that a repeated run gives the same result. */
  gone: Account[];
  /** People listed again who are still marked, or were unmarked today. */
  back: Account[];
  /** Whether more than half are missing. Then the app's visible range has changed, and nobody is marked. */
  isDoubtful: boolean;
  /** The contacts that are not as they were the night before. */
  changes: ContactRow[];
}

/** Fewer missing people than this are always taken seriously, however small the county. */
const fewMissing = 20;
/** After how many days a problem that persists is reported again. */
const toldAgainDays = 7;

/**
 * Compares each platform's contacts with the accounts in the information base, and with what they were the night before. People who left or
 * are not visible are marked, so that they are written to elsewhere; what changed is kept for `report-contacts`. Nothing is deleted. If a
 * platform does not answer, nothing changes. There is one job per platform, so that one can be tried again and reported without delaying the other.
 */
export const reconcileContacts: readonly Job[] = PLATFORM_NAMES.map((platform) => ({
  name: `reconcile-contacts-${platform}`,
  about: contactWords.about(platform),
  schedule: { dailyAt: '03:43' },
  usefulForMinutes: 6 * 60,
  async plan(ctx) {
    const comparison = await compared(ctx, platform);
    if (comparison === undefined || !comparison.isDoubtful) return [];
    const { gone } = comparison;
    const note = contactWords.note(platform, gone.length, 0);
    return toldWeekly(ctx, platform, 'doubtful', contactWords.doubtful(platform, gone), note);
  },
  async preview(ctx) {
    const comparison = await compared(ctx, platform);
    if (comparison === undefined || comparison.isDoubtful) return [];
    return [contactWords.note(platform, comparison.gone.length, comparison.back.length)];
  },
  async effect(ctx) {
    const comparison = await compared(ctx, platform);
    if (comparison === undefined) return;
    const { gone, back, isDoubtful, changes } = comparison;
    await ctx.store.unreachable.unmark(identitiesOn(platform, back), ctx.now);
    if (isDoubtful) return;
    await ctx.store.unreachable.mark(identitiesOn(platform, gone), ctx.now);
    await ctx.store.contacts.put(changes);
  },
  gaveUp: (ctx) =>
    toldWeekly(ctx, platform, 'failed', contactWords.failed(platform), contactWords.failedNote(platform)),
}));

/** Sends a report to each system admin who did not get the same one in the last days. */
async function toldWeekly(
  { store, admins: configured, now }: JobContext,
  platform: PlatformName,
  what: 'doubtful' | 'failed',
  words: string,
  note: string,
): Promise<Planned[]> {
  const todayOn = beijingDateOf(now);
  const before = Array.from({ length: toldAgainDays - 1 }, (_, index) => addDays(todayOn, -1 - index));
  const keyOn = (dateOn: string, cadreId: string) => `${keyOf(platform, dateOn)}:${what}:${cadreId}` as const;
  const notBefore = workingInstant(now);
  const admins = await systemAdmins(store, configured);
  const known = await store.deliveries.known(
    admins.flatMap((cadreId) => before.map((dateOn) => keyOn(dateOn, cadreId))),
  );
  return admins
    .filter((cadreId) => !before.some((dateOn) => known.has(keyOn(dateOn, cadreId))))
    .map((cadreId) => ({ cadreId, message: text(words), key: keyOn(todayOn, cadreId), notBefore, note }));
}

function keyOf(platform: PlatformName, dateOn: string): `reconcile-contacts:${string}` {
  return `reconcile-contacts:${platform}:${dateOn}`;
}

/** `undefined` for a platform that shows no contacts. */
async function compared(ctx: JobContext, platform: PlatformName): Promise<Comparison | undefined> {
  const directory = ctx.directories.find((each) => each.platform === platform);
  if (directory === undefined) return undefined;
  const listed = await directory.people();
  const marks = new Map((await ctx.store.unreachable.on(platform)).map((row) => [row.userId, row]));
  const own = (await accountsOf(ctx)).filter((each) => each.platform === platform);
  const missing = own.filter((each) => !listed.has(each.userId));
  const there = own.filter((each) => listed.has(each.userId));
  const today = beijingDateOf(ctx.now);
  const known = await ctx.store.contacts.on(platform);
  return {
    changes: contactChanges({ platform, known, listed, expected: own }, today),
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
