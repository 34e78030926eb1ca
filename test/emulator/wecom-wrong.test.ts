import { WecomCrypto } from '@wecom/aibot-node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unseal } from '../../src/emulator/crypto.ts';
import { WRONG_CALLBACKS, type WrongCallback } from '../../src/emulator/wecom/wrong-callbacks.ts';
import { startCompany } from './wecom-company.ts';
import { elementText, WECOM, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startCompany();
  world.bot.answer = () => ({ status: 403, body: 'no' });
});
afterEach(() => world.stop());

const CRYPTO = new WecomCrypto(WECOM.token, WECOM.encodingAesKey, WECOM.corpId);

/** Posts one and looks at it as a bot would. */
async function look(wrong: WrongCallback) {
  const answer = await world.emulator.wecom.wrong('lisi', wrong);
  const heard = world.bot.heard.at(-1)!;
  const [signature, timestamp, nonce] = ['msg_signature', 'timestamp', 'nonce'].map(
    (name) => heard.query.get(name) ?? '',
  );
  const encrypted = elementText(heard.body, 'Encrypt');
  const isSigned = CRYPTO.verifySignature(signature!, timestamp!, nonce!, encrypted);
  return { answer, heard, isSigned, encrypted, timestamp: Number(timestamp) };
}

describe('requests that only look like those of WeCom', () => {
  it('are posted once, and the answer is told', async () => {
    for (const wrong of WRONG_CALLBACKS) {
      expect(await world.emulator.wecom.wrong('lisi', wrong)).toMatchObject({ status: 403, body: 'no' });
    }
    await world.emulator.pump();
    expect(world.bot.heard).toHaveLength(WRONG_CALLBACKS.length);
    expect(world.emulator.conversation('wecom', 'lisi')).toEqual([]);
  });

  it('are not signed, or signed with another token, or an hour of another day', async () => {
    expect((await look('unsigned')).isSigned).toBe(false);
    expect((await look('signature')).isSigned).toBe(false);
    const stale = await look('stale');
    expect(stale.isSigned).toBe(true);
    expect(stale.timestamp).toBe(Math.floor(world.clock.now().getTime() / 1000) - 24 * 3600);
  });

  it.each(['receiveid', 'N1', 'N2', 'N3', 'N4', 'N6', 'N7'] as const)(
    'signed well, %s is opened by no careful reader',
    async (wrong) => {
      for (let round = 0; round < 8; round += 1) {
        const { isSigned, encrypted } = await look(wrong);
        expect(isSigned).toBe(true);
        expect(() => CRYPTO.decrypt(encrypted)).toThrow();
      }
    },
  );

  it.each(['N5', 'N8'] as const)('signed well, %s breaks a rule that lax readers overlook', async (wrong) => {
    const keys = { token: WECOM.token, encodingAesKey: WECOM.encodingAesKey, owner: WECOM.corpId };
    const { isSigned, encrypted } = await look(wrong);
    expect(isSigned).toBe(true);
    expect(() => unseal(keys, encrypted)).toThrow();
  });

  it('are huge, or hold no XML, or are not sealed at all', async () => {
    expect((await look('huge')).heard.body.length).toBeGreaterThan(4 << 20);
    expect(CRYPTO.decrypt((await look('not-xml')).encrypted)).toBe('{"MsgType":"text"}');
    expect(elementText((await look('not-sealed')).heard.body, 'Content')).toBe('待办');
  });
});
