import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src/clock.ts';
import { SessionWebhooks } from '../../../src/platforms/dingtalk/session-webhooks.ts';
import { nowMs, oapi } from './setup.ts';

const good = `${oapi}/robot/sendBySession?session=abc`;

function start(base = oapi) {
  const clock = new ManualClock(new Date(nowMs));
  return { clock, sessions: new SessionWebhooks(base, clock) };
}

function session(over: { userId?: string; url?: string; expiresAtMs?: number } = {}) {
  return { userId: 'user01', url: good, expiresAtMs: nowMs + 5_400_000, ...over };
}

describe('reply addresses of open conversations', () => {
  it('the vendor’s own is kept until it expires', () => {
    const { clock, sessions } = start();
    expect(sessions.remember(session())).toBe(true);
    expect(sessions.find('user01')).toBe(good);
    expect(sessions.find('user02')).toBeUndefined();
    clock.advanceMs(5_400_000);
    expect(sessions.find('user01')).toBeUndefined();
    expect(sessions.size).toBe(0);
  });

  it.each([
    'https://evil.example/robot/sendBySession?session=abc',
    'http://oapi.dingtalk.com/robot/sendBySession?session=abc',
    'https://oapi.dingtalk.com.evil.example/robot/sendBySession',
    'https://oapi.dingtalk.com@evil.example/robot/sendBySession',
    'https://user:pass@oapi.dingtalk.com/robot/sendBySession',
    'https://oapi.dingtalk.com:8443/robot/sendBySession',
    'https://oapi.dingtalk.com./robot/sendBySession',
    'https://evil.example\\@oapi.dingtalk.com/robot/sendBySession',
    'https://oapi.dingtalk.com/robot/send?access_token=somebody-elses',
    'https://oapi.dingtalk.com/robot/sendBySession/../send?access_token=x',
    'https://api.dingtalk.com/robot/sendBySession',
    'https://127.0.0.1/robot/sendBySession',
    'http://169.254.169.254/robot/sendBySession',
    'file:///robot/sendBySession',
    '//oapi.dingtalk.com/robot/sendBySession',
    'javascript:alert(1)',
    '',
  ])('%j is not one', (url) => {
    const { sessions } = start();
    expect(sessions.remember(session({ url }))).toBe(false);
    expect(sessions.find('user01')).toBeUndefined();
  });

  it('with an emulator, its host counts too, exactly and without TLS', () => {
    const { sessions } = start('http://127.0.0.1:3001/oapi');
    const url = 'http://127.0.0.1:3001/oapi/robot/sendBySession?session=1';
    expect(sessions.remember(session({ url }))).toBe(true);
    expect(sessions.find('user01')).toBe(url);
    for (const other of [
      'http://127.0.0.1:3002/oapi/robot/sendBySession',
      'https://127.0.0.1:3001/oapi/robot/sendBySession',
      'http://127.0.0.1:3001/robot/sendBySession',
    ]) {
      expect(sessions.remember(session({ userId: 'user02', url: other }))).toBe(false);
    }
  });

  it('one that is over is not kept, and none is believed longer than 90 minutes', () => {
    const { clock, sessions } = start();
    expect(sessions.remember(session({ expiresAtMs: nowMs }))).toBe(false);
    expect(sessions.remember(session({ expiresAtMs: nowMs + 1e12 }))).toBe(true);
    clock.advanceMs(90 * 60_000);
    expect(sessions.find('user01')).toBeUndefined();
  });

  it('the newest wins, also when an older message comes late', () => {
    const { sessions } = start();
    sessions.remember(session({ url: `${good}1`, expiresAtMs: nowMs + 1000 }));
    sessions.remember(session({ url: `${good}2`, expiresAtMs: nowMs + 2000 }));
    sessions.remember(session({ url: `${good}1`, expiresAtMs: nowMs + 1000 }));
    expect(sessions.find('user01')).toBe(`${good}2`);
  });

  it('one that failed is dropped, a newer one is not', () => {
    const { sessions } = start();
    sessions.remember(session());
    sessions.drop('user01', 'https://oapi.dingtalk.com/robot/sendBySession?session=older');
    expect(sessions.find('user01')).toBe(good);
    sessions.drop('user01', good);
    expect(sessions.find('user01')).toBeUndefined();
  });

  it('at most 10,000 are kept; the oldest go first', () => {
    const { sessions } = start();
    for (let person = 0; person < 10_005; person += 1) sessions.remember(session({ userId: `u${person}` }));
    expect(sessions.size).toBe(10_000);
    expect(sessions.find('u4')).toBeUndefined();
    expect(sessions.find('u5')).toBe(good);
  });
});
