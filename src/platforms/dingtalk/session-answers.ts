import { PlatformError, TransportError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { DingtalkClient } from './client.ts';
import type { SessionWebhooks } from './session-webhooks.ts';

/** Answers in the conversation somebody has just used. */
export class SessionAnswers {
  readonly #client: Pick<DingtalkClient, 'sendBySession'>;
  readonly #sessions: SessionWebhooks;
  readonly #log: Pick<Log, 'info'>;

  constructor(client: Pick<DingtalkClient, 'sendBySession'>, sessions: SessionWebhooks, log: Pick<Log, 'info'>) {
    this.#client = client;
    this.#sessions = sessions;
    this.#log = log;
  }

  /**
   * Answers in the conversation the person has just used, which costs no call of the month's quota.
   * @returns the parts that must go another way: all without a session, those from the first refused one on otherwise
   * @throws TransportError when nobody knows whether a part arrived
   */
  async answer(userId: string, parts: readonly string[]): Promise<readonly string[]> {
    for (const [index, part] of parts.entries()) {
      const url = this.#sessions.find(userId);
      if (url === undefined) return parts.slice(index);
      try {
        await this.#client.sendBySession(url, part);
      } catch (error) {
        const refused = error instanceof PlatformError;
        if (!refused && !(error instanceof TransportError && error.reached === 'no')) throw error;
        if (refused && error.retry !== 'later') this.#sessions.drop(userId, url);
        this.#log.info({ reason: error.message }, 'a DingTalk session took no answer; sending the other way');
        return parts.slice(index);
      }
    }
    return [];
  }
}
