import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { classMinutes } from '../../../src/training/class/session.ts';
import { type Leave, leaveMinutes, leaveStanding, weighLeaveRequest } from '../../../src/training/leave/leave.ts';
import { backwards, pack, session } from '../builders.ts';

const DAY = '2026-03-04';
let number = 0;

function leave(from: string, to: string, more: Partial<Leave> = {}): Leave {
  number += 1;
  return {
    leaveId: `l${number}`,
    cadreId: 'c1',
    kind: 'personalLeave',
    fromAt: beijingTime(DAY, from),
    toAt: beijingTime(DAY, to),
    late: false,
    ...more,
  };
}

const timetable = [session({ from: '08:30', to: '11:30' }), session({ from: '14:30', to: '17:30' })];

describe('minutes of leave', () => {
  it('count only what falls into class', () => {
    expect(leaveMinutes(timetable, [leave('10:30', '15:00')], pack.attendance)).toBe(60 + 30);
    expect(leaveMinutes(timetable, [leave('11:30', '14:30')], pack.attendance)).toBe(0);
  });

  it('count a minute once, however many leaves cover it and in whatever order they come', () => {
    const leaves = [leave('08:00', '10:00'), leave('09:00', '11:00'), leave('09:30', '09:45')];
    expect(leaveMinutes(timetable, leaves, pack.attendance)).toBe(150);
    expect(leaveMinutes(timetable, backwards(leaves), pack.attendance)).toBe(150);
  });

  it('count official leave too, unless the rules say otherwise', () => {
    const official = [leave('08:30', '11:30', { kind: 'officialLeave' })];
    const exempt = { ...pack, attendance: { ...pack.attendance, officialLeaveCounts: false } };
    expect([
      leaveMinutes(timetable, official, pack.attendance),
      leaveMinutes(timetable, official, exempt.attendance),
    ]).toEqual([180, 0]);
  });
});

describe('the limit of one seventh', () => {
  const level = (minutes: number, total: number) => leaveStanding(minutes, total, pack.attendance).level;

  it('allows exactly one seventh and not one minute more', () => {
    expect([level(600, 4200), level(601, 4200)]).toEqual(['warned', 'exceeded']);
  });

  it('is exact for every class length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 4000 }), (total, minutes) => {
        expect(level(minutes, total) === 'exceeded').toBe(BigInt(minutes) * 7n > BigInt(total));
      }),
    );
  });

  it('warns from one fourteenth on', () => {
    expect([level(0, 4200), level(299, 4200), level(300, 4200), level(420, 4200)]).toEqual([
      'fine',
      'fine',
      'warned',
      'warned',
    ]);
  });

  it('says in hours what was used and what is left', () => {
    expect(leaveStanding(0, 3600, pack.attendance).reason).toBe(
      '请假上限为8小时34分（总学时60小时的1/7），目前未请假。',
    );
    expect(leaveStanding(0, 0, pack.attendance).reason).toBe('本班课程表尚未确定，请假上限为总学时的1/7。');
    expect(leaveStanding(300, 4200, pack.attendance).reason).toBe(
      '累计请假5小时，上限为10小时（总学时70小时的1/7），剩余可请假5小时，已接近上限。',
    );
    expect(leaveStanding(601, 4200, pack.attendance).reason).toBe(
      '累计请假10小时1分，已超过上限10小时（总学时70小时的1/7），是否按退学处理由县委组织部研究决定。',
    );
  });

  it('is weighed before a request is granted, against the hours of the class', () => {
    const days = Array.from({ length: 7 }, (_, index) =>
      session({ dateOn: `2026-03-${String(index + 2).padStart(2, '0')}`, to: '11:30' }),
    );
    expect(classMinutes(days)).toBe(7 * 180);
    const wholeDay = leave('08:00', '18:00');
    expect(weighLeaveRequest(wholeDay, [], days, pack.attendance)).toMatchObject({
      requestMinutes: 180,
      standing: { level: 'warned', leaveMinutes: 180, totalMinutes: 1260 },
    });
    const before = [
      leave('08:00', '09:00', { fromAt: beijingTime('2026-03-05', '08:00'), toAt: beijingTime('2026-03-05', '08:35') }),
    ];
    expect(weighLeaveRequest(wholeDay, before, days, pack.attendance).standing.level).toBe('exceeded');
    expect(weighLeaveRequest(leave('09:00', '10:00'), [wholeDay], days, pack.attendance).requestMinutes).toBe(0);
  });
});
