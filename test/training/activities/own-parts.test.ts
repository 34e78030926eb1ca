import { describe, expect, it } from 'vitest';
import { isNamedByCards, ownParts } from '../../../src/training/activities/own-parts.ts';

const days = ['2026-03-16', '2026-03-17', '2026-03-20', '2026-03-23'];
const naming = (cadreId: string, dateOn: string) => ({
  ...{ post: 'duty' as const, cadreId, dateOn, by: 'teacher', byUpdate: dateOn, enteredAt: new Date(0) },
});
const trainingClass = { keepers: [naming('zhao', '2026-03-17'), naming('zhao', '2026-03-20')] };
const forum = (dateOn: string, more: object = {}) => ({
  ...{ state: 'planned' as const, dateOn, kind: 'traineeForum' as const, title: '乡村振兴', recorder: 'qian' },
  ...{ speakers: ['zhao'], ...more },
});
const partsOn = (dateOn: string, cadreId: string, activities: readonly ReturnType<typeof forum>[] = []) =>
  ownParts(trainingClass, activities, cadreId, { dateOn, days }).map((part) => `${part.is} ${part.dateOn}`);

describe('what the card of a morning says of what somebody has a part in', () => {
  it('is being on duty today and on the next day of class, however many days lie between', () => {
    expect(partsOn('2026-03-16', 'zhao')).toEqual(['duty 2026-03-17']);
    expect(partsOn('2026-03-17', 'zhao')).toEqual(['duty 2026-03-17', 'duty 2026-03-20']);
    expect(partsOn('2026-03-20', 'zhao')).toEqual(['duty 2026-03-20']);
    expect(partsOn('2026-03-16', 'qian')).toEqual([]);
  });

  it('is each activity of the next seven days in which they speak or record, the soonest two', () => {
    const later = [forum('2026-03-27'), forum('2026-03-23'), forum('2026-03-19'), forum('2026-03-18')];
    expect(partsOn('2026-03-17', 'qian', later)).toEqual(['recorder 2026-03-18', 'recorder 2026-03-19']);
    expect(partsOn('2026-03-23', 'zhao', later)).toEqual(['speaker 2026-03-23', 'speaker 2026-03-27']);
    expect(partsOn('2026-03-16', 'sun', later)).toEqual([]);
  });

  it('is no activity that was cancelled', () => {
    expect(partsOn('2026-03-23', 'zhao', [forum('2026-03-23', { state: 'cancelled' })])).toEqual([]);
  });
});

describe('speakers are told by the cards', () => {
  it('where one comes on an earlier day and within the seven that name the activity', () => {
    expect(isNamedByCards('2026-03-20', ['2026-03-17', '2026-03-20'])).toBe(true);
    expect(isNamedByCards('2026-03-20', ['2026-03-20', '2026-03-23'])).toBe(false);
    expect(isNamedByCards('2026-03-20', [])).toBe(false);
    expect(isNamedByCards('2026-03-30', ['2026-03-17'])).toBe(false);
  });
});
