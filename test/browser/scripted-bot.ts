import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HeardCallback {
  path: string;
  body: string;
}

/**
 * Stands where the bot would: takes every callback, answers as the test says, and speaks through the vendors' public APIs
 * (message/send: D90236, D90313; batchSend and createAndDeliver: docs/vendors/dingtalk.md).
 */
export class ScriptedBot {
  readonly heard: HeardCallback[] = [];
  /** The next answers by path, each used once; otherwise 200 and an empty body. */
  readonly answers = new Map<string, { status: number; body: string }[]>();
  readonly #server: Server;
  #apiBase = '';

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ScriptedBot> {
    const server = createServer();
    const bot = new ScriptedBot(server);
    server.on('request', async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const path = (request.url ?? '').split('?')[0] ?? '';
      bot.heard.push({ path, body });
      const answer = bot.answers.get(path)?.shift() ?? { status: 200, body: '' };
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return bot;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  speakThrough(apiBase: string): void {
    this.#apiBase = apiBase;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** `message/send` to one person; returns the answer, which carries `response_code` for cards. */
  async wecom(touser: string, message: Record<string, unknown>): Promise<Record<string, unknown>> {
    return await this.#wecomCall('message/send', { touser, agentid: 1000002, ...message });
  }

  /** Replaces a card by another one (docs/vendors/wecom.md, Cards). */
  async reviseWecom(userid: string, responseCode: unknown, card: Record<string, unknown>): Promise<void> {
    const body = { userids: [userid], agentid: 1000002, response_code: responseCode, template_card: card };
    await this.#wecomCall('message/update_template_card', body);
  }

  /** `media/upload` (docs/vendors/wecom.md, Files). @returns the `media_id` */
  async uploadToWecom(type: 'image' | 'file', name: string, bytes: Buffer): Promise<string> {
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(bytes)]), name);
    const query = `access_token=${await this.#wecomToken()}&type=${type}`;
    const url = `${this.#apiBase}/cgi-bin/media/upload?${query}`;
    const answer = await readJson(await fetch(url, { method: 'POST', body: form }));
    if (typeof answer.media_id !== 'string') throw new Error(`media/upload: ${JSON.stringify(answer)}`);
    return answer.media_id;
  }

  async dingtalkMarkdown(userId: string, title: string, text: string): Promise<void> {
    await this.dingtalk(userId, 'sampleMarkdown', { title, text });
  }

  /** `batchSend` to one person (docs/vendors/dingtalk.md, Messages). */
  async dingtalk(userId: string, msgKey: string, msgParam: Record<string, string>): Promise<void> {
    const param = { msgKey, msgParam: JSON.stringify(msgParam) };
    await this.#dingtalkCall('/v1.0/robot/oToMessages/batchSend', { robotCode: 'robot1', userIds: [userId], ...param });
  }

  async dingtalkCard(userId: string, outTrackId: string, variables: Record<string, string>): Promise<void> {
    const route = { callbackRouteKey: 'xuece', callbackUrl: `${this.url}/dingtalk/card`, apiSecret: 'route-secret' };
    await this.#dingtalkCall('/v1.0/card/callbacks/register', { ...route, forceUpdate: true });
    await this.#dingtalkCall('/v1.0/card/instances/createAndDeliver', {
      cardTemplateId: 'template1.schema',
      outTrackId,
      openSpaceId: `dtv1.card//IM_ROBOT.${userId}`,
      callbackType: 'HTTP',
      callbackRouteKey: 'xuece',
      cardData: { cardParamMap: variables },
      imRobotOpenSpaceModel: { supportForward: false },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'robot1' },
    });
  }

  async #wecomCall(method: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
    const url = `${this.#apiBase}/cgi-bin/${method}?access_token=${await this.#wecomToken()}`;
    const answer = await readJson(await fetch(url, { method: 'POST', body: JSON.stringify(body) }));
    if (answer.errcode !== 0) throw new Error(`${method}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async #wecomToken(): Promise<string> {
    const account = new URLSearchParams({ corpid: 'corp1', corpsecret: 'secret1' });
    return String((await readJson(await fetch(`${this.#apiBase}/cgi-bin/gettoken?${account}`))).access_token);
  }

  async #dingtalkCall(path: string, body: Record<string, unknown>): Promise<void> {
    const json = { 'content-type': 'application/json' };
    const account = JSON.stringify({ appKey: 'key1', appSecret: 'secret1' });
    const tokenCall = await fetch(`${this.#apiBase}/v1.0/oauth2/accessToken`, {
      method: 'POST',
      headers: json,
      body: account,
    });
    const { accessToken } = await readJson(tokenCall);
    const headers = { ...json, 'x-acs-dingtalk-access-token': String(accessToken) };
    const answer = await fetch(`${this.#apiBase}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  }
}

async function readJson(answer: Response): Promise<Record<string, unknown>> {
  return (await answer.json()) as Record<string, unknown>;
}
