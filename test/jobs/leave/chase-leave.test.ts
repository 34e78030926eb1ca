import { expect, it } from 'vitest';
import { chaseLeave } from '../../../jobs/leave/chase-leave.ts';

it('runs by day and night alike every half-hour, and only tells: it has no effect of its own', () => {
  expect(chaseLeave.schedule).toEqual({ everyMinutes: 30, atMinute: 21 });
  expect(chaseLeave.effect).toBeUndefined();
});
