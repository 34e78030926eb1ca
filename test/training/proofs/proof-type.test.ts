import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proofTypeOf, sentAs } from '../../../src/training/proofs/proof-type.ts';

it.each([
  ['jpg', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['png', Buffer.from('89504e470d0a1a0a0000', 'hex')],
  ['webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1')],
  ['pdf', Buffer.from('%PDF-1.7\n')],
])('a %s is known by its first bytes', (type, bytes) => {
  expect(proofTypeOf(bytes)).toBe(type);
});

it.each([
  ['a program', Buffer.from('MZ\x90\0', 'latin1')],
  ['a program for Linux', Buffer.from('\x7fELF', 'latin1')],
  ['a web page', Buffer.from('<html><script>')],
  ['a picture made of text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">')],
  ['an archive', Buffer.from('PK\x03\x04', 'latin1')],
  ['a sound in the same container as WebP', Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1')],
  ['a PDF with something in front of it', Buffer.from('MZ%PDF-1.7')],
  ['nothing', Buffer.alloc(0)],
])('%s is no proof, whatever its name says', (_, bytes) => {
  expect(proofTypeOf(bytes)).toBeUndefined();
});

it('any bytes are of one type or of none, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (each) => {
      expect(['jpg', 'png', 'webp', 'pdf', undefined]).toContain(proofTypeOf(Buffer.from(each)));
    }),
  );
});

it('WebP goes out packed, for one of the two platforms takes none', () => {
  expect(sentAs('webp')).toEqual({ kind: 'file', extension: 'zip' });
  expect(sentAs('png')).toEqual({ kind: 'picture', extension: 'png' });
});
