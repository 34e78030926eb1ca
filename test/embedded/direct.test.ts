import { expect, it } from 'vitest';
import { DirectClient } from '../../src/embedded/direct.ts';

it('what is under way when the store ends is refused with the reason, and so is what comes later', async () => {
  const sent: Uint8Array[] = [];
  const client = new DirectClient((message) => sent.push(message));
  const underWay = client.command({ ping: 1 });
  expect(sent).toHaveLength(1);
  client.end(new Error('the thread of the embedded store ended'));
  await expect(underWay).rejects.toThrow('ended');
  await expect(client.command({ ping: 1 })).rejects.toThrow('ended');
  expect(sent).toHaveLength(1);
});
