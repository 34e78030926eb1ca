import { expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { makeDemoCounty } from '../../src/demo/county.ts';
import { makeDemoNotice } from '../../src/demo/notice.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

it('the demo has a notice of yesterday that two heads have not answered, whose numbers are known', () => {
  const county = makeDemoCounty(7);
  const now = beijingTime('2026-03-02', '09:00');
  const { notices, marks } = makeDemoNotice(county, now, defaultRulePack());
  expect(notices).toMatchObject([{ _id: '2026-T1', state: 'sent' }]);
  expect(notices[0]?.answerBy?.getTime()).toBeGreaterThan(now.getTime());
  expect(marks.length).toBeGreaterThan(4);
  expect(marks.filter(({ answeredAt }) => answeredAt === undefined)).toHaveLength(2);
  const phones = county.cadres.map(({ phone }) => phone);
  expect(new Set(phones.filter((phone) => phone !== undefined)).size).toBe(county.cadres.length * 0.9);
});
