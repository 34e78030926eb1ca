import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { text } from '../../src/chat/message.ts';
import { CallPlan } from '../../src/outbox/call-plan.ts';
import type { DeliveryRow, Urgency } from '../../src/outbox/delivery-row.ts';
import { sortDue } from '../../src/outbox/queue.ts';
import { RateLimits } from '../../src/outbox/rate-limits.ts';

const start = new Date('2026-03-02T01:00:00Z');
const perSecond = 10;
const limits = {
  person: { perMinute: 25, perHour: 900 },
  api: { perSecond, perMinute: 10_000 },
  personsPerDay: 100_000,
};

interface Line {
  plan: CallPlan;
  rateLimits: RateLimits;
}

function newLine(): Line {
  const rateLimits = new RateLimits(limits);
  // Every message is another one: no two share a call.
  return { plan: new CallPlan({ capacity: () => 1 }, rateLimits), rateLimits };
}

let added = 0;
let lastOrder = 0;
beforeEach(() => {
  lastOrder = 0;
});

function row(userId: string, urgency: Urgency, at: Date): DeliveryRow {
  added += 1;
  lastOrder = Math.max(lastOrder + 1, at.getTime() * 1_000);
  return {
    ...{ _id: `${added}`, kind: 'send', cadreId: userId, platform: 'wecom', userId, message: text(`${added}`) },
    ...{ state: 'due', order: lastOrder, dueAt: at, attempts: 0, unsure: false },
    expiresAt: new Date(at.getTime() + 86_400_000),
    ...(urgency === 'normal' ? {} : { urgency }),
  };
}

/** Plays it until nothing waits. @returns when each went, and how often each was looked at */
function played({ plan, rateLimits }: Line, arriving: readonly { at: Date; rows: readonly DeliveryRow[] }[]) {
  const sentAt = new Map<string, number>();
  const looks = new Map<string, number>();
  const waiting = new Map<string, DeliveryRow>();
  let nowMs = start.getTime();
  const coming = [...arriving];
  while (coming.length > 0 || waiting.size > 0) {
    while ((coming[0]?.at.getTime() ?? Number.POSITIVE_INFINITY) <= nowMs)
      for (const each of coming.shift()?.rows ?? []) waiting.set(each._id, each);
    const now = new Date(nowMs);
    const due = [...waiting.values()].filter(({ dueAt }) => dueAt <= now);
    const holding = [...waiting.values()].filter(({ holdsBack }) => holdsBack === true);
    const freeAt = (userId: string, ahead: number) => new Date(rateLimits.personFreeAtMs(userId, nowMs, ahead));
    const sorted = sortDue(due, holding, freeAt, now);
    const planned = plan.of(sorted.ready, now);
    const { ready } = planned;
    const later = [...sorted.later, ...planned.later];
    expect(ready.length + later.length).toBe(due.length);
    for (const { _id } of due) looks.set(_id, (looks.get(_id) ?? 0) + 1);
    for (const each of ready) {
      rateLimits.called(each.kind, nowMs);
      rateLimits.sent(each.userId, nowMs);
      sentAt.set(each._id, nowMs);
      waiting.delete(each._id);
    }
    for (const { row, dueAt } of later) {
      expect(dueAt > now).toBe(true);
      waiting.set(row._id, { ...row, dueAt, holdsBack: true });
    }
    const next = [...waiting.values()].map(({ dueAt }) => dueAt.getTime());
    nowMs = Math.min(...next, coming[0]?.at.getTime() ?? Number.POSITIVE_INFINITY);
    if (nowMs === Number.POSITIVE_INFINITY) break;
  }
  return { sentAt, looks };
}

const many = (count: number, urgency: Urgency, at = start) =>
  Array.from({ length: count }, (_, index) => row(`p${added}-${index}`, urgency, at));

describe('calls that the limits do not allow yet', () => {
  it('are looked at twice each, however many wait: when they come and when they go', () => {
    const batches = Array.from({ length: 5 }, (_, part) => {
      const at = new Date(start.getTime() + part * 100);
      return { at, rows: many(200, 'normal', at) };
    });
    const { sentAt, looks } = played(newLine(), batches);
    expect(sentAt.size).toBe(1_000);
    expect(Math.max(...looks.values())).toBe(2);
    expect(Math.max(...sentAt.values()) - start.getTime()).toBe(99_000);
  });

  it('go in the order in which they came, batch after batch', () => {
    const [first, second] = [many(100, 'normal'), many(100, 'normal', new Date(start.getTime() + 50))];
    const { sentAt } = played(newLine(), [
      { at: start, rows: first },
      { at: new Date(start.getTime() + 50), rows: second },
    ]);
    const times = (rows: readonly DeliveryRow[]) => rows.map(({ _id }) => sentAt.get(_id) ?? 0);
    expect(Math.max(...times(first))).toBeLessThanOrEqual(Math.min(...times(second)));
  });

  it('let urgent ones go first, which wait for nothing but urgent ones', () => {
    const askedAt = new Date(start.getTime() + 5_500);
    const answers = many(5, 'urgent', askedAt);
    const { sentAt } = played(newLine(), [
      { at: start, rows: many(500, 'normal') },
      { at: askedAt, rows: answers },
    ]);
    for (const { _id } of answers) expect((sentAt.get(_id) ?? 0) - askedAt.getTime()).toBeLessThanOrEqual(1_000);
    expect(sentAt.size).toBe(505);
  });

  it("keep each person's order, keep the limits and all go in the end", () => {
    const arrivals = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 1_500 }),
        rows: fc.array(
          fc.record({
            who: fc.constantFrom('li', 'wang', 'zhao'),
            urgency: fc.constantFrom<Urgency>('normal', 'urgent'),
          }),
          { maxLength: 30 },
        ),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(arrivals, (parts) => {
        let atMs = start.getTime();
        lastOrder = 0;
        const arriving = parts.map(({ afterMs, rows }) => {
          atMs += afterMs;
          const at = new Date(atMs);
          return { at, rows: rows.map(({ who, urgency }) => row(who, urgency, at)) };
        });
        const { sentAt } = played(newLine(), arriving);
        const all = arriving.flatMap(({ rows }) => rows);
        expect(sentAt.size).toBe(all.length);
        const times = [...sentAt.values()].sort((a, b) => a - b);
        times.forEach((time, index) => {
          const before = times[index - perSecond];
          if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(1_000);
        });
        for (const who of ['li', 'wang', 'zhao']) {
          const theirs = all.filter(({ userId }) => userId === who).map(({ _id }) => sentAt.get(_id) ?? 0);
          expect([...theirs].sort((a, b) => a - b)).toEqual(theirs);
          theirs.forEach((time, index) => {
            const before = theirs[index - limits.person.perMinute];
            if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(60_000);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have no time any more once the plan is cleared', () => {
    const { plan } = newLine();
    const promised = plan.of(many(30, 'normal'), start).later.map(({ dueAt }) => dueAt.getTime());
    const again = plan.of(many(30, 'normal'), start).later.map(({ dueAt }) => dueAt.getTime());
    expect(Math.min(...again)).toBeGreaterThanOrEqual(Math.max(...promised));
    plan.clear();
    expect(plan.of(many(30, 'normal'), start).later.map(({ dueAt }) => dueAt.getTime())).toEqual(promised);
  });
});
