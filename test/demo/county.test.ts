import { describe, expect, it } from 'vitest';
import { cadreRecord, unitRecord } from '../../src/county/cadre.ts';
import { groupsOn } from '../../src/county/groups.ts';
import { ROLES } from '../../src/county/roles.ts';
import { makeDemoCounty } from '../../src/demo/county.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const TODAY = '2026-03-02';
const county = makeDemoCounty(7, TODAY);
const unitsById = new Map(county.units.map((unit) => [unit.id, unit]));

/** Whole months from one date to another, by their months. */
function monthsBetween(from: string, to: string): number {
  const month = (on: string) => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7));
  return month(to) - month(from);
}

function share(people: readonly unknown[]): number {
  return people.length / county.cadres.length;
}

describe('the demo county', () => {
  it('has 12 towns, 120 units and 5,000 cadres, every record valid', () => {
    expect(county.units).toHaveLength(120);
    expect(county.units.filter((unit) => unit.kind === 'town')).toHaveLength(12);
    expect(county.cadres).toHaveLength(5_000);
    expect(county.units.filter((unit) => !unitRecord.safeParse(unit).success)).toEqual([]);
    expect(county.cadres.filter((cadre) => !cadreRecord.safeParse(cadre).success)).toEqual([]);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(makeDemoCounty(7, TODAY)).toEqual(county);
    expect(makeDemoCounty(8, TODAY)).not.toEqual(county);
  });

  it('gives every id and every account to one person or unit', () => {
    const ids = [...county.units, ...county.cadres].map((one) => one.id);
    const accounts = county.cadres.flatMap(({ identities }) => [
      ...(identities.wecom === undefined ? [] : [`wecom ${identities.wecom}`]),
      ...(identities.dingtalk === undefined ? [] : [`dingtalk ${identities.dingtalk}`]),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(new Set(county.units.map((unit) => unit.name)).size).toBe(120);
  });

  it('has dates that can be, in an order that can be, none of them later than today', () => {
    const impossible = county.cadres.filter((cadre) => {
      const { birthMonth, joinedWorkOn, joinedPartyOn, inPostSince, training, secondment } = cadre;
      const ageMonths = monthsBetween(birthMonth, TODAY);
      const inOrder = [
        ageMonths >= 22 * 12 && ageMonths < 60 * 12,
        monthsBetween(birthMonth, joinedWorkOn) >= 16 * 12,
        monthsBetween(joinedWorkOn, inPostSince) >= 0,
        monthsBetween(inPostSince, TODAY) > 0,
        joinedPartyOn === undefined || monthsBetween(birthMonth, joinedPartyOn) >= 18 * 12,
        joinedPartyOn === undefined || monthsBetween(joinedPartyOn, TODAY) > 0,
        training.lastTrainedOn === undefined || training.lastTrainedOn < TODAY,
        training.lastTrainedOn === undefined || monthsBetween(joinedWorkOn, training.lastTrainedOn) > 0,
        secondment === undefined || monthsBetween(inPostSince, secondment.fromOn) > 0,
      ];
      return inOrder.includes(false);
    });
    expect(impossible).toEqual([]);
  });

  it('gives each unit a head, a liaison, the unit it belongs to, and the people it counts', () => {
    for (const unit of county.units) {
      const staff = county.cadres.filter((cadre) => cadre.unitId === unit.id);
      const head = staff.find((cadre) => cadre.id === unit.headId);
      expect(staff).toHaveLength(unit.size);
      expect(head?.leadershipTeam).toBe(true);
      expect(staff.some((cadre) => cadre.id === unit.liaisonId && cadre.id !== unit.headId)).toBe(true);
      if (unit.kind === 'town') expect(unit.parentId).toBeUndefined();
      else if (unit.parentId !== undefined) expect(unitsById.get(unit.parentId)?.parentId).toBeUndefined();
    }
    expect(county.units.filter((unit) => unit.parentId !== undefined).length).toBeGreaterThan(30);
  });

  it('has every granted role, on both platforms', () => {
    const holders = county.cadres.filter((cadre) => cadre.roles.length > 0);
    const granted = new Set(holders.flatMap((cadre) => cadre.roles));
    expect(granted).toEqual(new Set(ROLES.filter((role) => !['unitHead', 'unitLiaison', 'cadre'].includes(role))));
    expect(holders.every(({ identities }) => identities.wecom !== undefined && identities.dingtalk !== undefined)).toBe(
      true,
    );
    expect(holders.filter((cadre) => cadre.roles.includes('systemAdmin'))).toHaveLength(1);
  });

  it('puts about half on each platform, some on both, nobody on none', () => {
    const wecom = county.cadres.filter((cadre) => cadre.identities.wecom !== undefined);
    const dingtalk = county.cadres.filter((cadre) => cadre.identities.dingtalk !== undefined);
    const both = wecom.filter((cadre) => cadre.identities.dingtalk !== undefined);
    for (const people of [wecom, dingtalk]) expect(Math.abs(share(people) - 0.55)).toBeLessThan(0.03);
    expect(Math.abs(share(both) - 0.1)).toBeLessThan(0.02);
    expect(wecom.length + dingtalk.length - both.length).toBe(5_000);
  });

  it('has all the focus groups, levels and kinds of training history that call-up looks at', () => {
    const { groups: rules } = defaultRulePack();
    for (const group of ['keyPost', 'newlyPromoted', 'newRecruit', 'youngCadre'] as const)
      expect(share(county.cadres.filter((one) => groupsOn(one, false, '2026-03-02', rules)[group]))).toBeGreaterThan(
        0.005,
      );
    for (const flag of ['grassrootsExperience', 'leadershipTeam'] as const)
      expect(share(county.cadres.filter((cadre) => cadre[flag]))).toBeGreaterThan(0.005);
    expect(new Set(county.cadres.map((cadre) => cadre.rankLevel)).size).toBe(4);
    expect(new Set(county.cadres.map((cadre) => cadre.cadreCategory)).size).toBe(5);
    expect(county.cadres.some((cadre) => cadre.secondment !== undefined)).toBe(true);
    const untrained = county.cadres.filter((cadre) => cadre.training.lastTrainedOn === undefined);
    const complete = county.cadres.filter(({ training }) => training.earnedMinutes >= 90 * 60);
    expect(share(untrained)).toBeGreaterThan(0.05);
    expect(share(complete)).toBeLessThan(0.2);
  });

  it('has past years’ hours that end no later than the last training, former posts, and a stand-in of the same unit', () => {
    const people = new Map(county.cadres.map((cadre) => [cadre.id, cadre]));
    expect(county.hourEntries.length).toBeGreaterThan(1_000);
    expect(new Set(county.hourEntries.map(({ _id }) => _id)).size).toBe(county.hourEntries.length);
    for (const { cadreId, kind, fromOn, toOn } of county.hourEntries) {
      expect(fromOn <= toOn && toOn < TODAY).toBe(true);
      if (kind === 'group') expect(toOn <= (people.get(cadreId)?.training.lastTrainedOn ?? '')).toBe(true);
    }
    expect(county.cadres.filter(({ otherPosts }) => otherPosts !== undefined).length).toBeGreaterThan(100);
    const [standIn] = county.standIns;
    expect(people.get(standIn?.standInId ?? '')?.unitId).toBe(people.get(standIn?.principalId ?? '')?.unitId);
  });

  it('has names of two or three characters, few of them borne by many', () => {
    const counts = new Map<string, number>();
    for (const { name } of county.cadres) counts.set(name, (counts.get(name) ?? 0) + 1);
    expect([...counts.keys()].filter((name) => !/^\p{Script=Han}{2,3}$/u.test(name))).toEqual([]);
    expect(counts.size).toBeGreaterThan(3_000);
    expect(Math.max(...counts.values())).toBeLessThan(20);
  });

  it('can be made for any day', () => {
    const later = makeDemoCounty(7, '2031-01-01');
    expect(later.cadres.every((cadre) => cadre.inPostSince < '2031-01' && cadre.training.year === 2031)).toBe(true);
  });
});
