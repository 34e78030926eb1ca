import type { SealKeys } from '../crypto.ts';
import type { WecomAccount } from './account.ts';

/** What the app's callbacks and passive replies are sealed with; the receiveid is the corpid (wecom.md 1.4). */
export function keysOf(account: WecomAccount): SealKeys {
  return { token: account.token, encodingAesKey: account.encodingAesKey, owner: account.corpId };
}
