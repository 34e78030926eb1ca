import { z } from 'zod';
import type { Handle } from '../../chat/platform.ts';
import { PlatformError } from '../../errors.ts';
import type { WecomApi } from './api.ts';

/** Older than 24 hours; unknown, or another app's. */
const cannotBeRecalled: ReadonlySet<string> = new Set(['42052', '40058']);

/** Takes messages back from the screen (D94867). */
export class Recaller {
  readonly #api: WecomApi;

  constructor(api: WecomApi) {
    this.#api = api;
  }

  /**
   * As `ChatPlatform.recall`. WeCom takes a message from everybody who got it in the same call, so that all of them must be named.
   * @param handle - what the send gave; equal for all who got the message in one call
   * @returns `false` when it is too old, or when others would lose it as well
   * @throws PlatformError, TransportError
   */
  async recall(to: readonly string[], { msgid, receivers = '1' }: Handle): Promise<boolean> {
    if (msgid === undefined || new Set(to).size < Number(receivers)) return false;
    try {
      for (const part of msgid.split('\n'))
        await this.#api.call('message/recall', z.object({}), { body: { msgid: part } });
      return true;
    } catch (error) {
      if (error instanceof PlatformError && cannotBeRecalled.has(error.code)) return false;
      throw error;
    }
  }
}
