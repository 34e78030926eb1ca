import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDelimited } from '../../../src/sheets/delimited.ts';
import { SHEET_LIMITS } from '../../../src/sheets/sheet.ts';
import {
  type FieldSite,
  hoursFaults,
  isSiteMeant,
  siteFaults,
  siteOf,
} from '../../../src/training/field-sites/field-site.ts';
import { clockOf, planRoute, travel } from '../../../src/training/field-sites/route-plan.ts';
import { isSiteSheet, readSites, siteSheet } from '../../../src/training/field-sites/site-sheet.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().fieldSites;
/** A Wednesday. */
const dateOn = '2026-03-18';

const site = (more: Partial<FieldSite> = {}): FieldSite => ({
  ...{ name: '良洞村', town: '良洞镇', type: '基层治理', colour: '橙色', theme: '', courses: [], guide: '', phone: '' },
  ...{ capacity: 60, opensAt: '08:30', closesAt: '17:00', closedWeekdays: ['一'], seasonFrom: '', seasonTo: '' },
  ...{ visitMinutes: 60, leadDays: 2, longitude: 112, latitude: 22.7, access: '', cost: '', safety: '', filedBy: '' },
  ...{ validToOn: '2027-12-31', state: 'active', ...more },
});
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

describe('a site takes a visit', () => {
  it.each([
    ['on a closed weekday', site(), '2026-03-16', 40, '良洞村周一不开放。'],
    ['of too many', site(), dateOn, 61, '良洞村一次最多接待 60 人，本次 61 人。'],
    [
      'out of season',
      site({ seasonFrom: '04-01', seasonTo: '11-30' }),
      dateOn,
      40,
      '良洞村3月18日 周三不在开放季节（4月1日至11月30日）。',
    ],
    ['when its filing has run out', site({ validToOn: '2026-03-17' }), dateOn, 40, '良洞村的备案2026年3月17日到期。'],
    ['while it is closed', site({ state: 'paused' }), dateOn, 40, '良洞村已停用。'],
  ])('not %s', (_when, one, on, people, sentence) => {
    expect(siteFaults(one, on, people)).toEqual([sentence]);
  });

  it('of as many as it takes, and in a season over the turn of the year', () => {
    expect(siteFaults(site({ seasonFrom: '11-01', seasonTo: '03-31' }), dateOn, 60)).toEqual([]);
  });

  it('within its hours', () => {
    expect(hoursFaults(site(), '08:30', '17:00')).toEqual([]);
    expect(hoursFaults(site(), '08:00', '11:00')).toEqual(['良洞村开放时间为08:30—17:00。']);
  });

  it('and is known by its name in the place of a lesson, and by letters', () => {
    expect(siteOf({ place: '良洞村党群服务中心' }, [site()])?.name).toBe('良洞村');
    expect(siteOf({ place: '主课堂' }, [site()])).toBeUndefined();
    const found = { ...site(), pinyin: 'liangdongcun', initials: 'ldc' };
    expect(['良洞', 'ldc', 'liang', '橙色', '基层治理'].every((word) => isSiteMeant(found, word))).toBe(true);
    expect(isSiteMeant(found, '红色教育')).toBe(false);
  });
});

describe('a route', () => {
  it('goes first where it closes first, and says why', () => {
    const early = site({ name: '故居', closesAt: '10:00' });
    const plan = planRoute([site(), early], { dateOn, people: 40 }, rules);
    expect(plan.stops.map((stop) => stop.site.name)).toEqual(['故居', '良洞村']);
    expect(plan.reasons).toEqual([
      '共比较 2 种顺序，其中 1 种能在开放时间内走完，这一种结束最早，路上 0分钟。',
      '先到故居：10:00停止接待，关门最早。',
    ]);
  });

  it('says that somebody has to wait, and why none is possible', () => {
    const late = site({ name: '夜校', opensAt: '10:00' });
    expect(planRoute([late], { dateOn, people: 40 }, rules).reasons).toContain('夜校10:00开放，需等候 1小时30分。');
    const long = [site({ visitMinutes: 400 }), site({ name: '茶场', visitMinutes: 400 })];
    expect(planRoute(long, { dateOn, people: 40 }, rules)).toMatchObject({
      stops: [],
      reasons: ['没有一种顺序能在开放时间内走完，且在17:30前结束。请减少教学点，或分两天安排。'],
    });
    expect(planRoute([site({ opensAt: '16:30' })], { dateOn, people: 40 }, rules).reasons).toEqual([
      '良洞村开放16:30—17:00，不够参观 1小时。',
    ]);
  });

  it('takes the road into account: ten kilometres are about a quarter of an hour and more', () => {
    expect(travel(site(), site({ latitude: 22.79 }), rules)).toBe(25);
    const { longitude: _, ...unknown } = site();
    expect(travel(site(), unknown, rules)).toBe(40);
  });

  it('respects the hours of every site and the time on the road, and none ends earlier, for any sites', () => {
    const clocks = fc.integer({ min: 8 * 60, max: 18 * 60 }).map((each) => clockOf(each - (each % 5)));
    const random = fc.record({
      opensAt: clocks,
      closesAt: clocks,
      visitMinutes: fc.integer({ min: 10, max: 120 }),
      latitude: fc.double({ min: 22, max: 23, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(random, { minLength: 1, maxLength: 4 }), (list) => {
        const sites = list.map((each, index) => site({ ...each, closedWeekdays: [], name: `点${index}` }));
        const { stops } = planRoute(sites, { dateOn, people: 10 }, rules);
        for (const [index, stop] of stops.entries()) {
          const before = stops[index - 1];
          expect(stop.from).toBeGreaterThanOrEqual(minutes(stop.site.opensAt));
          expect(stop.to).toBeLessThanOrEqual(minutes(stop.site.closesAt));
          expect(stop.to - stop.from).toBe(stop.site.visitMinutes);
          if (before !== undefined)
            expect(stop.from - before.to).toBe(travel(before.site, stop.site, rules) + stop.waitMinutes);
        }
        if (stops.length === 0) return;
        expect(new Set(stops.map((stop) => stop.site.name)).size).toBe(sites.length);
        const again = planRoute([...sites].reverse(), { dateOn, people: 10 }, rules);
        expect(again.stops.at(-1)?.to).toBe(stops.at(-1)?.to);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the sheet of field sites', () => {
  it('reads back as what it was written from', () => {
    const sites = [
      site({ courses: ['乡村治理'], seasonFrom: '04-01', seasonTo: '11-30' }),
      site({ name: '茶场', state: 'paused' }),
    ];
    const { columns, rows } = siteSheet(sites);
    const lines = [columns.map(({ header }) => header), ...rows].map((row) => row.join('\t'));
    const sheet = parseDelimited(lines.join('\n'), '现场教学点', SHEET_LIMITS);
    expect(isSiteSheet(sheet)).toBe(true);
    expect(readSites(sheet, rules)).toEqual({ sites, problems: [] });
  });

  it.each([
    ['良洞村,良洞镇,娱乐,60,8:30,17:00,60,2027-12-31', '应填红色教育、基层治理、特色产业'],
    ['良洞村,良洞镇,基层治理,许多,8:30,17:00,60,2027-12-31', '应填人数，1 至 2000'],
    ['良洞村,良洞镇,基层治理,60,17:00,8:30,60,2027-12-31', '停止接待应晚于开放时间'],
  ])('is refused with what is wrong: %s', (line, message) => {
    const header = '教学点,乡镇,类型,接待人数,开放时间,停止接待,参观分钟,有效期至';
    const read = readSites(parseDelimited(`${header}\n${line}`, '现场教学点', SHEET_LIMITS), rules);
    expect(read).toMatchObject({ sites: [], problems: [{ message }] });
  });
});
