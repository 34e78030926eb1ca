import { describe, expect, it } from 'vitest';
import { isWorkingDay } from '../../../src/calendar/working-days.ts';
import { checkCurriculum } from '../../../src/training/class/curriculum.ts';
import { standardCurriculum } from '../../../src/training/class/standard-curriculum.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const pack = defaultRulePack();

describe('the standard curriculum', () => {
  it.each(['2026-03-02', '2026-02-14', '2026-09-28', '2026-10-01'])(
    'keeps the rules when it opens on %s',
    (opensOn) => {
      const sessions = standardCurriculum(opensOn);
      const days = [...new Set(sessions.map((session) => session.dateOn))];
      expect(days).toHaveLength(10);
      expect(days.every(isWorkingDay)).toBe(true);
      const [first = '', last = ''] = [days[0], days.at(-1)];
      expect(first >= opensOn).toBe(true);
      const verdict = checkCurriculum(
        { classKind: 'mainClass', opensOn: first, closesOn: last, sessions },
        pack.curriculum,
      );
      expect(verdict).toMatchObject({ passed: true, faults: [] });
      expect(sessions).toHaveLength(20);
    },
  );
});
