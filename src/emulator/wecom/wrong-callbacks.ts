import { createCipheriv } from 'node:crypto';
import { randomPrefix, type SealKeys, seal } from '../crypto.ts';
import { NoAnswer, type PostAnswer, type Poster } from '../post.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { appSender, envelopeOf, msgIdOf, plainOf, signedUrl } from './callback.ts';
import type { XmlElement } from './xml.ts';

const DAY_SECONDS = 24 * 3600;
const HUGE_BYTES = 4 << 20;

/** Requests that only look like WeCom's; a careful bot refuses them all (docs/emulator.md, Callbacks). */
export const WRONG_CALLBACKS = [
  'unsigned',
  'signature',
  'stale',
  'receiveid',
  'huge',
  'not-xml',
  'not-sealed',
  'N1',
  'N2',
  'N3',
  'N4',
  'N5',
  'N6',
  'N7',
  'N8',
] as const;

export type WrongCallback = (typeof WRONG_CALLBACKS)[number];

/** Posts one such request; what the bot answered, or `undefined` when it did not. */
export async function sendWrongCallback(
  world: World,
  account: WecomAccount & { callbackUrl: string },
  poster: Poster,
  userId: string,
  wrong: WrongCallback,
): Promise<PostAnswer | undefined> {
  const sender = appSender(account);
  const elements: XmlElement[] = [
    ['MsgType', 'text'],
    ['Content', '待办'],
    ['MsgId', msgIdOf(world.nextSerial())],
  ];
  const plain = wrong === 'not-xml' ? '{"MsgType":"text"}' : plainOf(world, sender, userId, elements);
  const encrypted = sealWrong(sender.keys, plain, wrong);
  const body = wrong === 'not-sealed' ? plain : envelopeOf(sender, encrypted);
  const padded = wrong === 'huge' ? body.replace('<xml>', `<xml>${' '.repeat(HUGE_BYTES)}`) : body;
  const url = urlOf(world, account, encrypted, wrong);
  try {
    const headers = { 'content-type': 'text/xml' };
    return await poster.send({ url, headers, body: padded, timeoutMs: world.rules.wecomTimeoutMs });
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

function urlOf(
  world: World,
  account: WecomAccount & { callbackUrl: string },
  encrypted: string,
  wrong: WrongCallback,
): string {
  const { token, callbackUrl } = account;
  const seconds = Math.floor(world.nowMs() / 1000);
  if (wrong === 'unsigned') return callbackUrl;
  if (wrong === 'signature') return signedUrl(world, `${token}x`, callbackUrl, encrypted);
  return signedUrl(world, token, callbackUrl, encrypted, String(wrong === 'stale' ? seconds - DAY_SECONDS : seconds));
}

/** The sealed text with one fault, by its name in `WRONG_CALLBACKS`: N1 pad bytes of 0, N2 pad value 33, N3 unequal pad bytes, N4 and N5 a length past the end,
 * N6 another receiveid, N7 shorter than 20 bytes, N8 padded to 16. */
function sealWrong(keys: SealKeys, plain: string, wrong: WrongCallback): string {
  const message = Buffer.from(plain);
  const clear = (length: number) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(length);
    return Buffer.concat([randomPrefix(), size, message, Buffer.from(keys.owner)]);
  };
  const whole = clear(message.length);
  switch (wrong) {
    case 'N1':
      return encrypt(
        keys,
        pad(whole, 32, () => 0),
      );
    case 'N2':
      return encrypt(
        keys,
        pad(whole, 32, () => 33),
      );
    case 'N3':
      return encrypt(
        keys,
        pad(whole, 32, (count, index) => (index === count - 1 ? Math.min(count, 32) : 99), 2),
      );
    case 'N4':
      return encrypt(keys, pad(clear(0xffffffff), 32));
    case 'N5':
      return encrypt(keys, pad(clear(message.length + 4), 32));
    case 'N6':
    case 'receiveid':
      return seal({ ...keys, owner: 'wwffffffffffffffff' }, plain, randomPrefix());
    case 'N7':
      return encrypt(keys, pad(Buffer.from('0123456789'), 32));
    case 'N8':
      return encrypt(keys, pad(inHalfBlock(whole), 16));
    default:
      return seal(keys, plain, randomPrefix());
  }
}

/** @param atLeast - how many pad bytes there must be */
function pad(
  clear: Buffer,
  block: number,
  valueAt: (value: number, index: number) => number = (value) => value,
  atLeast = 1,
): Buffer {
  const missing = block - (clear.length % block);
  const count = missing < atLeast ? missing + block : missing;
  return Buffer.concat([clear, Buffer.from(Array.from({ length: count }, (_, index) => valueAt(count, index)))]);
}

/** Cut so that padding to 16 does not also fill a block of 32. */
function inHalfBlock(clear: Buffer): Buffer {
  const over = clear.length % 32;
  return over < 16 ? clear : clear.subarray(0, clear.length - 16);
}

function encrypt(keys: SealKeys, padded: Buffer): string {
  const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
