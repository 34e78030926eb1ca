import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joined, parted } from '../../src/embedded/joined-messages.ts';

it('messages that were joined are the same ones, in their order', () => {
  const aMessage = fc.uint8Array({ maxLength: 40 }).map((content) => {
    const message = Buffer.alloc(4 + content.length);
    message.writeInt32LE(message.length, 0);
    message.set(content, 4);
    return message;
  });
  fc.assert(
    fc.property(fc.array(aMessage), (messages) => {
      expect(parted(joined(messages))).toEqual(messages);
    }),
  );
});
