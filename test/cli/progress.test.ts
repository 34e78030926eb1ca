import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Progress } from '../../src/cli/progress.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function progressOn(isTTY: boolean) {
  const written: string[] = [];
  const progress = new Progress({ isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 });
  progress.at('读取表格');
  return { written, progress };
}

it('work that is over in a moment says nothing', () => {
  const { written, progress } = progressOn(false);
  vi.advanceTimersByTime(500);
  progress.end();
  expect(written).toEqual([]);
});

it('long work says what it is at every few seconds, and at once what comes next', () => {
  const { written, progress } = progressOn(false);
  vi.advanceTimersByTime(10_000);
  progress.at('写入信息库');
  vi.advanceTimersByTime(1_000);
  progress.end();
  expect(written).toEqual([
    '正在读取表格，已用 5 秒……\n',
    '正在读取表格，已用 10 秒……\n',
    '正在写入信息库，已用 10 秒……\n',
  ]);
});

it('a terminal shows one line, which is gone at the end', () => {
  const { written, progress } = progressOn(true);
  vi.advanceTimersByTime(2_000);
  progress.end();
  expect(written.length).toBeGreaterThan(1);
  expect(written.every((text) => text.startsWith('\r\x1b[K'))).toBe(true);
  expect(written.at(-1)).toBe('\r\x1b[K');
});
