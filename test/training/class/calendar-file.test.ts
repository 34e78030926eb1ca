import { expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { calendarFile } from '../../../src/training/class/calendar-file.ts';
import type { SessionRow } from '../../../src/training/class/sessions.ts';

const now = beijingTime('2026-03-10', '09:00');
const session: SessionRow = {
  ...{ _id: '2026-01-01', classId: '2026-01', title: '党章、党规；党纪', method: 'lecture', dateOn: '2026-03-16' },
  ...{ startsAt: beijingTime('2026-03-16', '08:30'), endsAt: beijingTime('2026-03-16', '11:30') },
  ...{ parts: [{ type: 'partySpirit', minutes: 180 }], lecturer: '县纪委监委', place: '主课堂', countsInRatio: true },
};

it('has every lesson under an id of its own, in world time, and is the same when it is made again', () => {
  const file = calendarFile({ name: '中青年干部培训班' }, [session], now);
  const text = file.toString('utf8');
  expect(text).toContain('UID:2026-01-01@xuece');
  expect(text).toContain('DTSTART:20260316T003000Z');
  expect(text).toContain('DTEND:20260316T033000Z');
  expect(text).toContain('DTSTAMP:20260310T010000Z');
  expect(text).toContain('LOCATION:主课堂');
  expect(calendarFile({ name: '中青年干部培训班' }, [session], now)).toEqual(file);
});
