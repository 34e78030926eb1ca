import { PLATFORM_NAMES, type PlatformName } from '../chat/update.ts';
import type { CadreRecord } from './cadre.ts';
import { accountsOn, hasVanished, isSuspended, mayResume } from './contact-standing.ts';
import type { ContactNews, ContactRow, ContactStore } from './contacts.ts';
import { RosterIndex } from './roster/roster-index.ts';
import type { RosterStore } from './roster/roster-store.ts';

/** One thing that was found, with whom of the information base it is about. */
export interface FoundNews {
  row: ContactRow;
  news: ContactNews;
  /** Absent for whoever is not in the information base. */
  cadre?: CadreRecord;
  /** The one person of the same name in the same unit who has no account on the platform: most likely the same. */
  likely?: CadreRecord;
  /** The unit of the information base that one of the departments is. */
  unit?: string;
}

/** What the organisation department is told about the contacts of some nights. */
export interface ContactReport {
  fromOn: string;
  untilOn: string;
  found: readonly FoundNews[];
  /** Who vanished everywhere and is not called up. */
  suspended: readonly CadreRecord[];
  /** Who is not called up and is listed again. */
  resumable: readonly CadreRecord[];
}

interface Stores {
  contacts: ContactStore;
  roster: RosterStore;
}

/**
 * What was found in some nights, as far as it concerns the information base: who moved, left or is back without being in it does not, who came does.
 * @param read - the platforms whose contacts are read; every one unless given
 */
export async function contactReport(
  { contacts, roster }: Stores,
  rows: readonly ContactRow[],
  { fromOn, untilOn }: Pick<ContactReport, 'fromOn' | 'untilOn'>,
  read: readonly PlatformName[] = PLATFORM_NAMES,
): Promise<ContactReport> {
  const { cadres, index } = await baseOf(roster);
  const found = rows
    .map((row) => foundOf(row, index))
    .filter(({ cadre, news }) => cadre !== undefined || news === 'joined');
  const about = found.flatMap(({ cadre }) => cadre ?? []);
  const held = cadres.filter(isSuspended);
  const known = await contactsOf(contacts, [...about, ...held]);
  const left = about.filter((cadre) => isSuspended(cadre) || hasVanished(cadre, known, read));
  return {
    ...{ fromOn, untilOn, found },
    suspended: once(left.filter((cadre) => !mayResume(cadre, known, read, untilOn))),
    resumable: held.filter((cadre) => mayResume(cadre, known, read, untilOn)),
  };
}

/** The people of the information base who may be called up again. */
export async function resumableOn(stores: Stores, onDay: string): Promise<CadreRecord[]> {
  return [...(await contactReport(stores, [], { fromOn: onDay, untilOn: onDay })).resumable];
}

/** Who vanished everywhere and is still called up. @param read - the platforms whose contacts are read */
export async function vanished(
  { contacts, roster }: Stores,
  rows: readonly ContactRow[],
  read: readonly PlatformName[],
): Promise<{ cadres: CadreRecord[]; index: RosterIndex }> {
  const { index } = await baseOf(roster);
  const about = once(rows.flatMap((row) => index.owner(row.platform, row.userId) ?? []));
  const known = await contactsOf(contacts, about);
  return { cadres: about.filter((cadre) => !isSuspended(cadre) && hasVanished(cadre, known, read)), index };
}

async function baseOf(roster: RosterStore) {
  const [units, cadres] = await Promise.all([roster.units(), roster.cadres()]);
  return { cadres, index: new RosterIndex(units, cadres) };
}

async function contactsOf(contacts: ContactStore, people: readonly CadreRecord[]) {
  const rows = await contacts.many(people.flatMap((cadre) => accountsOn(cadre, PLATFORM_NAMES)));
  return new Map(rows.map((row) => [row._id, row]));
}

function foundOf(row: ContactRow, index: RosterIndex): FoundNews {
  const { platform, userId, name, departments, news = 'joined' } = row;
  const cadre = index.owner(platform, userId);
  const units = departments.flatMap((department) => index.unitNamed(department) ?? []);
  const [same, second] = index
    .namesakes(name)
    .filter(({ unitId, identities }) => identities[platform] === undefined && units.some(({ id }) => id === unitId));
  return {
    ...{ row, news },
    ...(cadre === undefined ? {} : { cadre }),
    ...(same === undefined || second !== undefined || cadre !== undefined ? {} : { likely: same }),
    ...(units[0] === undefined ? {} : { unit: units[0].name }),
  };
}

function once(cadres: readonly CadreRecord[]): CadreRecord[] {
  return [...new Map(cadres.map((cadre) => [cadre.id, cadre])).values()];
}
