import { z } from 'zod';
import { PlatformError } from '../../errors.ts';
import type { WecomApi } from './api.ts';
import { isUserId } from './xml-fields.ts';

const stateShape = /^[0-9A-Za-z]{1,128}$/;
/** At most 512 bytes (D91022). */
const codeShape = /^[!-~]{1,512}$/;

/**
 * Where a page sends the browser to learn who sits before it (D91022): silently, the userid alone. It comes back to `redirectUri`
 * with `code` and `state`.
 *
 * @param redirectUri - on a domain that the app trusts, port included
 * @param state - 1 to 128 letters and digits, hard to guess and bound to this browser
 * @throws RangeError
 */
export function authorizeUrl(
  app: { loginBase: string; corpId: string; agentId: string },
  redirectUri: string,
  state: string,
): string {
  if (!stateShape.test(state)) throw new RangeError('state must be 1 to 128 letters and digits');
  const query = [
    ['appid', app.corpId],
    ['redirect_uri', redirectUri],
    ['response_type', 'code'],
    ['scope', 'snsapi_base'],
    ['state', state],
    ['agentid', app.agentId],
  ].map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  return `${app.loginBase}/connect/oauth2/authorize?${query.join('&')}#wechat_redirect`;
}

const identityAnswer = z.object({ userid: z.string().optional() });
/** Used up, over 5 minutes old, or made for another app. */
const spentCodes: ReadonlySet<string> = new Set(['40029', '42022']);

/**
 * Whose browser came back with this code (D91023). WeCom names members even outside the app's range: what they may do is decided by us.
 *
 * @returns a userid in lower case; `null` for a code that is spent or unknown, and for people outside the company
 * @throws PlatformError, TransportError
 */
export async function identify(api: WecomApi, code: string): Promise<string | null> {
  if (!codeShape.test(code)) return null;
  try {
    const { userid = '' } = await api.call('auth/getuserinfo', identityAnswer, { query: { code } });
    // Linked companies are named `CorpId/userid`.
    return isUserId(userid.toLowerCase()) ? userid.toLowerCase() : null;
  } catch (error) {
    if (error instanceof PlatformError && spentCodes.has(error.code)) return null;
    throw error;
  }
}
