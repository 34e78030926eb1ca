import { z } from 'zod';
import type { Handle } from '../../chat/platform.ts';
import { PlatformError } from '../../errors.ts';
import type { DingtalkApi } from './api.ts';

/** Messages the vendor no longer takes back, or never knew (docs/vendors/dingtalk.md, Limits). */
const tooLate: ReadonlySet<string> = new Set([
  ...['robot.processQueryKey.expired', 'processQueryKey.expireTime', 'notRevoke.all.messages'],
  'invalid.processQueryKey',
]);

/** All the old API says of a work notification it no longer knows (docs/vendors/dingtalk.md, Answers). */
const badParameter = '40035';

const recallAnswer = z
  .object({ successResult: z.array(z.string()).nullish(), failedResult: z.unknown() })
  .refine(({ successResult, failedResult }) => successResult != null || failedResult != null);
const statusAnswer = z.object({ sendStatus: z.string() });
const plainAnswer = z.looseObject({});

/** Takes messages back from the screen within 24 hours (docs/vendors/dingtalk.md, Limits and Work notifications). */
export class Recaller {
  readonly #api: DingtalkApi;
  readonly #robotCode: string;
  readonly #agentId: number | undefined;

  constructor(api: DingtalkApi, robotCode: string, agentId: number | undefined) {
    this.#api = api;
    this.#robotCode = robotCode;
    this.#agentId = agentId;
  }

  /**
   * As `ChatPlatform.recall`. One call of batchSend is taken back from everyone it went to.
   * @param handle - as an outcome of `send` gave it; answers in a session have none
   */
  async recall(handle: Handle): Promise<boolean> {
    try {
      if (handle.taskId !== undefined) return await this.#recallNotice(handle.taskId);
      return handle.processQueryKey === undefined ? false : await this.#recallRobot(handle.processQueryKey.split(','));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      if (tooLate.has(error.code) || (handle.taskId !== undefined && error.code === badParameter)) return false;
      throw error;
    }
  }

  /** @param keys - one per part of a long message */
  async #recallRobot(keys: readonly string[]): Promise<boolean> {
    const robotCode = this.#robotCode;
    const body = { robotCode, processQueryKeys: keys };
    // Lower-case `oto`, unlike the path that sends.
    const path = '/v1.0/robot/otoMessages/batchRecall';
    const { successResult } = await this.#api.callNew(
      'robot/otoMessages/batchRecall',
      'POST',
      path,
      body,
      recallAnswer,
    );
    for (const key of keys.filter((each) => !(successResult ?? []).includes(each))) {
      if (!(await this.#isRecalled(key))) return false;
    }
    return true;
  }

  /** Somebody else's copy of the same call may have taken it back before. */
  async #isRecalled(processQueryKey: string): Promise<boolean> {
    const query = { robotCode: this.#robotCode, processQueryKey };
    const name = 'robot/oToMessages/readStatus';
    const { sendStatus } = await this.#api.askNew(name, '/v1.0/robot/oToMessages/readStatus', query, statusAnswer);
    return sendStatus === 'RECALLED';
  }

  async #recallNotice(taskId: string): Promise<boolean> {
    if (this.#agentId === undefined) return false;
    const body = { agent_id: this.#agentId, msg_task_id: Number(taskId) };
    await this.#api.callOld('topapi/message/corpconversation/recall', body, plainAnswer);
    return true;
  }
}
