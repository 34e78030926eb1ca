import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { TellOnce } from '../shared/tell-once.ts';
import type { DingtalkClient } from './client.ts';
import type { UnknownSender } from './parse.ts';
import type { SessionWebhooks } from './session-webhooks.ts';

/** What is said to somebody whom DingTalk does not name. */
export const unknownSenderAnswer = '抱歉，未能识别您的钉钉账号，暂不能办理。请联系本单位联络员核对。';

export interface UnknownSendersOptions {
  client: Pick<DingtalkClient, 'sendBySession'>;
  sessions: Pick<SessionWebhooks, 'usable'>;
  clock: Clock;
  log: Pick<Log, 'info'>;
}

/** Answers people whom DingTalk does not name, in the conversation they wrote in: each once a day, so that nobody meets silence. */
export class UnknownSenders {
  readonly #options: UnknownSendersOptions;
  #day = '';
  #answered = new TellOnce();

  constructor(options: UnknownSendersOptions) {
    this.#options = options;
  }

  /** Never throws: an answer that does not arrive is not repeated. */
  async answer({ senderId, session }: UnknownSender): Promise<void> {
    const { client, sessions, log } = this.#options;
    const url = session === undefined ? undefined : sessions.usable(session);
    if (url === undefined || !this.#isFirstToday(senderId)) return;
    try {
      await client.sendBySession(url, unknownSenderAnswer);
    } catch (error) {
      log.info(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'somebody unknown could not be answered',
      );
    }
  }

  #isFirstToday(senderId: string): boolean {
    const day = this.#options.clock.now().toISOString().slice(0, 10);
    if (day !== this.#day) this.#answered = new TellOnce();
    this.#day = day;
    return this.#answered.first(senderId);
  }
}
