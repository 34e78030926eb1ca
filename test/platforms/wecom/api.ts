import { ManualClock } from '../../../src/clock.ts';
import type { Log } from '../../../src/log.ts';

/** What the tests of single calls share: an app, a clock that stands still, a log that is kept. */
export const apiBase = 'https://qyapi.weixin.qq.com';
export const secret = 'SECRET-canary-Yk2';
export const token = 'TOKEN-canary-9q+/x=';
export const start = new Date('2026-03-02T01:17:00Z');

export function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const keep = (facts: object, sentence: string) => {
    lines.push(`${sentence} ${JSON.stringify(facts)}`);
  };
  return { log: { debug: keep, info: keep, warn: keep, error: keep }, lines };
}

export function testApp() {
  const clock = new ManualClock(start);
  const { log, lines } = keptLog();
  return { options: { corpId: 'ww0000000000000001', secret, apiBase, timeoutMs: 2000, clock, log }, clock, lines };
}

/** D91039: the answer of gettoken. */
export function tokenAnswer(value = token, expiresIn = 7200) {
  return { errcode: 0, errmsg: 'ok', access_token: value, expires_in: expiresIn };
}

/** D90313: the shape of a refusal. */
export function refusal(errcode: number, words = 'some words') {
  const tail = `hint: [1700000000000], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return { errcode, errmsg: `${words}, ${tail}` };
}
