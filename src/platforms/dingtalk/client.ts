import { z } from 'zod';
import { PlatformError, TransportError } from '../../errors.ts';
import { type ApiOptions, DingtalkApi } from './api.ts';
import type { CardParams, RobotMessage } from './render.ts';

export interface ClientOptions extends ApiOptions {
  robotCode: string;
}

/** Which card template, and where its presses go. */
export interface CardRoute {
  templateId: string;
  callbackRouteKey: string;
}

export interface Department {
  id: number;
  name: string;
}

export interface UserPage {
  users: readonly { userId: string; name: string; title: string; departmentIds: readonly number[] }[];
  /** Where the next page starts; absent on the last one. */
  nextCursor?: number;
}

const idList = z.array(z.string()).nullish();
const sendAnswer = z.object({
  processQueryKey: z.string().nullish(),
  invalidStaffIdList: idList,
  flowControlledStaffIdList: idList,
});
const deliverAnswer = z.object({
  success: z.boolean(),
  result: z.object({
    deliverResults: z.array(z.object({ success: z.boolean(), errorMsg: z.string().nullish() })).min(1),
  }),
});
const successAnswer = z.object({ success: z.boolean() });
/** The old API's samples print numbers, booleans and lists as text (dingtalk.md 8). */
const wholeNumber = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
const numberList = z.union([
  z.array(wholeNumber),
  z
    .string()
    .regex(/^\[[\d,\s]*\]$/)
    .transform((list) => list.match(/\d+/g)?.map(Number) ?? []),
]);
const departmentsAnswer = z.object({ result: z.array(z.object({ dept_id: wholeNumber, name: z.string() })) });
const usersAnswer = z.object({
  result: z.object({
    has_more: truth,
    next_cursor: wholeNumber.nullish(),
    list: z.array(
      z.object({
        userid: z.string().min(1),
        name: z.string(),
        title: z.string().nullish(),
        dept_id_list: numberList.nullish(),
      }),
    ),
  }),
});

const pageSize = 100;

/** The vendor calls this bot makes; each throws PlatformError for a no and TransportError for no answer. */
export class DingtalkClient {
  readonly #options: ClientOptions;
  readonly #api: DingtalkApi;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#api = new DingtalkApi(options);
  }

  /**
   * Sends to at most 20 people's chats with the robot (dingtalk.md 5.1). A good answer may still name people who got nothing.
   * @returns `invalid`: no such person; `throttled`: try these again later
   */
  async batchSend(userIds: readonly string[], message: RobotMessage) {
    const name = 'robot/oToMessages/batchSend';
    const body = { robotCode: this.#options.robotCode, userIds, ...message };
    const answer = await this.#api.callNew(name, 'POST', '/v1.0/robot/oToMessages/batchSend', body, sendAnswer);
    return {
      processQueryKey: answer.processQueryKey ?? undefined,
      invalid: new Set(answer.invalidStaffIdList ?? []),
      throttled: new Set(answer.flowControlledStaffIdList ?? []),
    };
  }

  /**
   * Creates a card and puts it into one person's chat with the robot (dingtalk.md 6.3).
   * @returns whether every place reported delivery: the call itself succeeds even where it did not
   */
  async deliverCard(route: CardRoute, outTrackId: string, userId: string, params: CardParams): Promise<boolean> {
    const name = 'card/instances/createAndDeliver';
    const body = {
      cardTemplateId: route.templateId,
      outTrackId,
      callbackType: 'HTTP',
      callbackRouteKey: route.callbackRouteKey,
      cardData: { cardParamMap: params },
      openSpaceId: `dtv1.card//IM_ROBOT.${userId}`,
      imRobotOpenSpaceModel: {
        supportForward: false,
        lastMessageI18n: { ZH_CN: params.title },
        notification: { alertContent: params.title, notificationOff: false },
      },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: this.#options.robotCode },
      userIdType: 1,
    };
    const answer = await this.#api.callNew(name, 'POST', '/v1.0/card/instances/createAndDeliver', body, deliverAnswer);
    const failed = answer.result.deliverResults.filter(({ success }) => !success);
    for (const { errorMsg } of failed) {
      this.#options.log.warn({ call: name, reason: errorMsg?.slice(0, 200) }, 'DingTalk did not deliver a card');
    }
    return answer.success && failed.length === 0;
  }

  /** Changes the named variables of a card and keeps the others (dingtalk.md 6.4). */
  async updateCard(outTrackId: string, params: CardParams): Promise<void> {
    const name = 'card/instances';
    const body = {
      outTrackId,
      cardData: { cardParamMap: params },
      cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
      userIdType: 1,
    };
    const answer = await this.#api.callNew(name, 'PUT', '/v1.0/card/instances', body, successAnswer);
    if (!answer.success) throw new PlatformError(name, 'not-done', 'never');
  }

  /** Tells DingTalk where card presses go and what signs them, replacing what was registered (dingtalk.md 6.7). */
  async registerCardCallback(callbackRouteKey: string, callbackUrl: string, apiSecret: string): Promise<void> {
    const name = 'card/callbacks/register';
    const body = { callbackRouteKey, callbackUrl, apiSecret, forceUpdate: true };
    const answer = await this.#api.callNew(name, 'POST', '/v1.0/card/callbacks/register', body, successAnswer);
    if (!answer.success) throw new PlatformError(name, 'not-done', 'never');
  }

  /** Answers through a session's own address: no token, no signature (dingtalk.md 1.4). The address appears in no error. */
  async sendBySession(url: string, text: string): Promise<void> {
    const name = 'robot/sendBySession';
    const body = { msgtype: 'text', text: { content: text } };
    await this.#api.callAddress(name, url, body);
  }

  /** The departments right below one (dingtalk.md 8); the root is 1. */
  async departments(parentId: number): Promise<Department[]> {
    const name = 'topapi/v2/department/listsub';
    const { result } = await this.#api.callOld(name, { dept_id: parentId }, departmentsAnswer);
    return result.map((each) => ({ id: each.dept_id, name: each.name }));
  }

  /** One page of the people right in one department, without those below it; pages start at cursor 0. */
  async users(departmentId: number, cursor: number): Promise<UserPage> {
    const name = 'topapi/v2/user/list';
    const { result } = await this.#api.callOld(name, { dept_id: departmentId, cursor, size: pageSize }, usersAnswer);
    const users = result.list.map((user) => ({
      userId: user.userid,
      name: user.name,
      title: user.title ?? '',
      departmentIds: user.dept_id_list ?? [departmentId],
    }));
    if (!result.has_more) return { users };
    const next = result.next_cursor ?? cursor;
    if (next <= cursor) throw new TransportError(name, 'unknown', 'cursor does not advance');
    return { users, nextCursor: next };
  }
}
