import { z } from 'zod';
import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { DingtalkApi } from './api.ts';
import type { CardParams, RobotMessage } from './render.ts';

export interface ClientOptions {
  robotCode: string;
  /** As in `ApiOptions`. */
  apiBase: string;
  log: Log;
}

/** Which card template, and where its presses go: over Stream, or to the address registered under a key. */
export interface CardRoute {
  templateId: string;
  callback: { callbackType: 'STREAM' } | { callbackType: 'HTTP'; callbackRouteKey: string };
}

const idList = z.array(z.string()).nullish();
/** An answer that says nothing of this is somebody else's JSON. */
const sendAnswer = z
  .object({
    processQueryKey: z.string().nullish(),
    invalidStaffIdList: idList,
    flowControlledStaffIdList: idList,
  })
  .refine((answer) => Object.values(answer).some((value) => value != null));
const groupAnswer = z.object({ processQueryKey: z.string() });
const deliverAnswer = z.object({
  success: z.boolean(),
  result: z.object({
    deliverResults: z
      .array(z.object({ success: z.boolean(), errorMsg: z.string().nullish(), carrierId: z.string().nullish() }))
      .min(1),
  }),
});
const openAnswer = z.object({ endpoint: z.url({ protocol: /^wss?$/ }), ticket: z.string().min(1).max(1024) });
const downloadAnswer = z.object({ downloadUrl: z.url({ protocol: /^https?$/ }) });
const successAnswer = z.object({ success: z.boolean() });

/** The vendor calls this bot makes; each throws PlatformError for a no and TransportError for no answer. */
export class DingtalkClient {
  readonly #options: ClientOptions;
  readonly #api: DingtalkApi;

  constructor(api: DingtalkApi, options: ClientOptions) {
    this.#options = options;
    this.#api = api;
  }

  /** The bytes of what somebody sent to the robot; its code lives for some minutes (docs/vendors/dingtalk.md, Files). */
  async download(downloadCode: string): Promise<Buffer> {
    const name = 'robot/messageFiles/download';
    const body = { downloadCode, robotCode: this.#options.robotCode };
    const { downloadUrl } = await this.#api.callNew(name, 'POST', `/v1.0/${name}`, body, downloadAnswer);
    return this.#api.download(name, downloadUrl);
  }

  /**
   * Sends to at most 20 people's chats with the robot (docs/vendors/dingtalk.md, Messages). A good answer may still name people who got
   * nothing.
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

  /** Sends into a group the robot is in (docs/vendors/dingtalk.md, Messages). */
  async sendToGroup(openConversationId: string, message: RobotMessage): Promise<void> {
    const name = 'robot/groupMessages/send';
    const body = { robotCode: this.#options.robotCode, openConversationId, ...message };
    await this.#api.callNew(name, 'POST', '/v1.0/robot/groupMessages/send', body, groupAnswer);
  }

  /**
   * Creates a card and puts it into one person's chat with the robot (docs/vendors/dingtalk.md, Cards).
   * @returns whether every place reported delivery, since the call itself succeeds even where it did not; and the key to recall it by
   */
  async deliverCard(
    route: CardRoute,
    outTrackId: string,
    userId: string,
    params: CardParams,
  ): Promise<{ delivered: boolean; processQueryKey: string | undefined }> {
    const name = 'card/instances/createAndDeliver';
    const body = {
      cardTemplateId: route.templateId,
      outTrackId,
      ...route.callback,
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
    const { deliverResults } = answer.result;
    const failed = deliverResults.filter(({ success }) => !success);
    for (const { errorMsg } of failed) {
      this.#options.log.warn({ call: name, reason: errorMsg?.slice(0, 200) }, 'DingTalk did not deliver a card');
    }
    const processQueryKey = deliverResults[0]?.carrierId ?? undefined;
    return { delivered: answer.success && failed.length === 0, processQueryKey };
  }

  /** Changes the named variables of a card and keeps the others (docs/vendors/dingtalk.md, Cards). */
  async updateCard(outTrackId: string, params: CardParams): Promise<void> {
    const name = 'card/instances';
    const body = {
      outTrackId,
      cardData: { cardParamMap: params },
      cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
      userIdType: 1,
    };
    const answer = await this.#api.callNew(name, 'PUT', '/v1.0/card/instances', body, successAnswer);
    if (!answer.success) throw new PlatformError(name, 'not-done', 'later');
  }

  /** Tells DingTalk where card presses go and what signs them, replacing what was registered (docs/vendors/dingtalk.md, Cards). */
  async registerCardCallback(callbackRouteKey: string, callbackUrl: string, apiSecret: string): Promise<void> {
    const name = 'card/callbacks/register';
    const body = { callbackRouteKey, callbackUrl, apiSecret, forceUpdate: true };
    const answer = await this.#api.callNew(name, 'POST', '/v1.0/card/callbacks/register', body, successAnswer);
    if (!answer.success) throw new PlatformError(name, 'not-done', 'later');
  }

  /**
   * Asks the Stream gateway for a place to connect to (docs/vendors/dingtalk.md, Stream).
   * @returns an address with a ticket in it: a secret, good for 90 s and one connection
   */
  async openStream(subscriptions: readonly { type: string; topic: string }[]): Promise<string> {
    const name = 'gateway/connections/open';
    const body = { subscriptions, ua: 'xuece' };
    const { endpoint, ticket } = await this.#api.callWithSecret(
      name,
      '/v1.0/gateway/connections/open',
      body,
      openAnswer,
    );
    const url = new URL(endpoint);
    // What was asked for over TLS is not answered on an open line.
    if (this.#options.apiBase.startsWith('https:') && url.protocol !== 'wss:')
      throw new PlatformError(name, 'insecure-endpoint', 'never', { fault: 'account' });
    url.searchParams.set('ticket', ticket);
    return url.href;
  }

  /**
   * Answers through a session's own address: no token, no signature (docs/vendors/dingtalk.md, Robot messages). The address appears in no
   * error.
   */
  async sendBySession(url: string, text: string): Promise<void> {
    const name = 'robot/sendBySession';
    const body = { msgtype: 'text', text: { content: text } };
    await this.#api.callSession(name, url, body);
  }
}
