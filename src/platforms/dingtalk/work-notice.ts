import { z } from 'zod';
import { type Card, cardCode, plainText, type TextMessage } from '../../chat/message.ts';
import type { Outcome } from '../../chat/platform.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import { afterPart } from '../shared/send-in-turn.ts';
import { jsonBytes, splitText } from '../shared/split-text.ts';
import type { DingtalkApi } from './api.ts';
import { linkMarkdown, markdownLines, withoutLink } from './render.ts';

/**
 * `msg` may have 2,048 bytes (docs/vendors/dingtalk.md, Work notifications); the rest is left for the title, the serial and the frame
 * around the text.
 */
const maxTextBytes = 1_600;
const maxTitle = 30;
/** The vendor reports on a task a moment after it took it. */
const looks = 2;
const lookAfterMs = 1_500;
/** As the robot's own refusal: one reason has one code. */
const noSuchPerson = 'invalidStaffId';
/** The same content went to this person today. */
const duplicate = '143106';

const taskAnswer = z.object({ task_id: z.union([z.number(), z.string()]) });
const people = z.array(z.string()).nullish();
const resultAnswer = z.object({
  send_result: z.object({
    invalid_user_id_list: people,
    forbidden_user_id_list: people,
    failed_user_id_list: people,
    read_user_id_list: people,
    unread_user_id_list: people,
    forbidden_list: z
      .array(z.object({ code: z.union([z.number(), z.string()]), userid: z.string().nullish() }))
      .nullish(),
  }),
});

type SendResult = z.infer<typeof resultAnswer>['send_result'];

/**
 * Work notifications (工作通知), for people whom the robot does not reach; they read them, but cannot answer there (docs/vendors/dingtalk.md,
 * Work notifications).
 */
export class WorkNotices {
  readonly #api: DingtalkApi;
  readonly #agentId: number;
  readonly #wait: (ms: number) => Promise<unknown>;

  /** @param wait - resolves after so many milliseconds */
  constructor(api: DingtalkApi, agentId: number, wait: (ms: number) => Promise<unknown>) {
    this.#api = api;
    this.#agentId = agentId;
    this.#wait = wait;
  }

  /**
   * Sends to at most 100 people. A good answer proves nothing, since over most limits the vendor drops a message in silence: its report
   * is read for each person. Whoever it does not name within a few seconds counts as reached. The vendor has the message by then: a report
   * that cannot be had now is a silence, one that is never to be had counts as good news.
   *
   * @param key - unique per message: a serial made from it keeps two messages of equal words apart, and a repeat equal to itself
   * @throws PlatformError, TransportError
   */
  async send(to: readonly string[], message: TextMessage | Card, key: string, again: boolean): Promise<Outcome[]> {
    const outcomes = new Map<string, Outcome>();
    let reached = to;
    for (const [index, msg] of noticesOf(message, key).entries()) {
      if (reached.length === 0) break;
      const body = { agent_id: this.#agentId, userid_list: reached.join(','), to_all_user: false, msg };
      const call = this.#api.callOld('topapi/message/corpconversation/asyncsend_v2', body, taskAnswer);
      const { task_id } = await call.catch((error: unknown) => {
        throw index === 0 ? error : afterPart(error);
      });
      const failures = await this.#failures(task_id, reached);
      for (const userId of reached) {
        const code = failures.get(userId);
        const sent = code === undefined || (again && code === duplicate);
        outcomes.set(
          userId,
          sent ? { userId, result: 'sent', handle: { taskId: String(task_id) } } : unreached(userId, code),
        );
      }
      reached = reached.filter((userId) => outcomes.get(userId)?.result === 'sent');
    }
    return [...outcomes.values()];
  }

  /** Who got nothing, and the vendor's code for it. */
  async #failures(taskId: number | string, to: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const body = { agent_id: this.#agentId, task_id: Number(taskId) };
    let failures = new Map<string, string>();
    for (let look = 0; look < looks; look += 1) {
      await this.#wait(lookAfterMs);
      const answer = await this.#report(body);
      if (answer === undefined) break;
      failures = failuresOf(answer.send_result);
      const done = new Set([
        ...(answer.send_result.read_user_id_list ?? []),
        ...(answer.send_result.unread_user_id_list ?? []),
      ]);
      if (to.every((userId) => failures.has(userId) || done.has(userId))) break;
    }
    return failures;
  }

  async #report(body: object): Promise<z.infer<typeof resultAnswer> | undefined> {
    const name = 'topapi/message/corpconversation/getsendresult';
    try {
      return await this.#api.callOld(name, body, resultAnswer);
    } catch (error) {
      if (error instanceof PlatformError && error.retry === 'never') return undefined;
      throw new TransportError(name, 'unknown', error instanceof Error ? error.message : 'no report');
    }
  }
}

function failuresOf(result: SendResult): Map<string, string> {
  const failures = new Map<string, string>();
  for (const userId of result.invalid_user_id_list ?? []) failures.set(userId, noSuchPerson);
  for (const userId of result.failed_user_id_list ?? []) failures.set(userId, 'notice.failed');
  for (const userId of result.forbidden_user_id_list ?? []) failures.set(userId, 'notice.forbidden');
  for (const { code, userid } of result.forbidden_list ?? []) if (userid) failures.set(userid, String(code));
  return failures;
}

/** Too many in a minute passes; the rest stands. */
function unreached(userId: string, code: string): Outcome {
  return { userId, result: code === '143103' || code === '143104' ? 'later' : 'refused', code };
}

/** Beside the end of its line. */
function fitsOneLine(line: string): boolean {
  return Buffer.byteLength(`${line}  `) + 2 <= maxTextBytes;
}

/** The message as Markdown, in as many parts as the limit asks for, each with its serial. */
function noticesOf(message: TextMessage | Card, key: string) {
  const text = message.kind === 'card' ? plainText(withoutLink(message)) : message.text;
  // An address that is cut leads nowhere.
  const link = (message.kind === 'card' ? linkMarkdown(message) : []).filter(fitsOneLine);
  const title = [...(message.kind === 'card' ? message.title : text)].slice(0, maxTitle).join('');
  return splitText([...markdownLines(text), ...link].join('  \n'), maxTextBytes, jsonBytes).map((part, index) => ({
    msgtype: 'markdown',
    markdown: { title, text: `${part}\n\n（编号 ${cardCode(`${key}:${index}`)}）` },
  }));
}
