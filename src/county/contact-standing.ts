import type { PlatformName } from '../chat/update.ts';
import type { Absence, CadreRecord } from './cadre.ts';
import type { ContactRow } from './contacts.ts';
import { cadreChange } from './roster/field-changes.ts';
import type { RosterIndex } from './roster/roster-index.ts';
import type { FieldChange } from './roster/roster-plan.ts';

/** What the absence of somebody who vanished from the contacts is called: as long as it lasts, they are not called up. */
export const notListed = '不在通讯录';

type Person = Pick<CadreRecord, 'identities' | 'absences'>;

export function isSuspended({ absences = [] }: Person): boolean {
  return absences.some(isOpen);
}

function isOpen({ what, untilOn }: Absence): boolean {
  return what === notListed && untilOn === undefined;
}

/** Somebody's accounts on the platforms whose contacts are read, as `<platform>:<userId>`. */
export function accountsOn({ identities }: Pick<Person, 'identities'>, read: readonly PlatformName[]): string[] {
  return read.flatMap((platform) =>
    identities[platform] === undefined ? [] : [`${platform}:${identities[platform]}`],
  );
}

/**
 * Whether somebody who was listed is listed nowhere any more: on none of the platforms whose contacts are read.
 * @param contacts - by account; one without a row was not compared yet and counts as there
 */
export function hasVanished(
  person: Person,
  contacts: ReadonlyMap<string, ContactRow>,
  read: readonly PlatformName[],
): boolean {
  const found = accountsOn(person, read).map((account) => contacts.get(account));
  return found.every((row) => row?.leftOn !== undefined) && found.some((row) => row?.news === 'left');
}

/** Whether somebody who is not called up is listed again somewhere, since this day at the latest. */
export function mayResume(
  person: Person,
  contacts: ReadonlyMap<string, ContactRow>,
  read: readonly PlatformName[],
  onDay: string,
): boolean {
  if (!isSuspended(person)) return false;
  const found = accountsOn(person, read).flatMap((account) => contacts.get(account) ?? []);
  return found.some(({ leftOn, backOn, newsOn = '' }) => leftOn === undefined && (backOn ?? newsOn) <= onDay);
}

/** The change of a record with which somebody is not called up until further notice; none for who is suspended already. */
export function suspension(cadre: CadreRecord, fromOn: string, index: RosterIndex): FieldChange[] {
  if (isSuspended(cadre)) return [];
  return change(cadre, [...(cadre.absences ?? []), { what: notListed, fromOn }], index);
}

/** The change with which that ends; what was stays in the record. */
export function resumption(cadre: CadreRecord, untilOn: string, index: RosterIndex): FieldChange[] {
  if (!isSuspended(cadre)) return [];
  return change(
    cadre,
    (cadre.absences ?? []).map((one) => (isOpen(one) ? { ...one, untilOn } : one)),
    index,
  );
}

function change(cadre: CadreRecord, absences: readonly Absence[], index: RosterIndex): FieldChange[] {
  return cadreChange(cadre, 'absences', cadre.absences, absences, index);
}
