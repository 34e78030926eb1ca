import { describe, expect, it } from 'vitest';
import { everyMinute, minutesIn, patienceMs } from './minutes.ts';

describe('the minute tick, wherever the server stands,', () => {
  it.each([
    ['where clocks go back in New York', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T07:30:00Z'],
    ['where clocks go forward in New York', 'America/New_York', '2026-03-08T06:30:00Z', '2026-03-08T08:30:00Z'],
    ['where clocks go back in Vienna', 'Europe/Vienna', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00Z'],
    ['where clocks go back by half an hour', 'Australia/Lord_Howe', '2026-04-04T14:30:00Z', '2026-04-04T16:30:00Z'],
    ['in Beijing', 'Asia/Shanghai', '2026-11-01T05:30:00Z', '2026-11-01T07:30:00Z'],
  ])(
    'comes once a minute %s',
    async (_what, zone, from, to) => {
      const seen = await minutesIn(zone, from, to);
      expect(seen.zone).toBe(zone);
      expect(seen.slots).toEqual(everyMinute(from, to));
      expect(seen.timers).toBeLessThanOrEqual(seen.slots.length + 1);
    },
    2 * patienceMs,
  );
});
