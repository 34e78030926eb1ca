import { expect, it } from 'vitest';
import { gathered } from '../../src/embedded/gathered.ts';

it('hands on in their order what comes until it is time, and what comes later by itself', () => {
  const sent: number[][] = [];
  const due: (() => void)[] = [];
  const send = gathered(
    (callback) => due.push(callback),
    (things: number[]) => sent.push(things),
  );
  send(1);
  send(2);
  due.shift()?.();
  send(3);
  due.shift()?.();
  expect([sent, due]).toEqual([[[1, 2], [3]], []]);
});
