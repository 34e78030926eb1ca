import { decrypt, getSignature } from '@wecom/crypto';
import { ManualClock } from '../../src/clock.ts';
import type { DingtalkAccount } from '../../src/emulator/dingtalk/account.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { EmulatedPerson, EmulatorOptions } from '../../src/emulator/options.ts';
import type { WecomAccount } from '../../src/emulator/wecom/account.ts';
import { patientVendors } from '../helpers/patient-vendors.ts';
import { type Heard, ListeningBot } from './bot.ts';

export const START = new Date('2026-03-02T01:07:00Z');

export const WECOM: WecomAccount = {
  corpId: 'ww0000000000000001',
  agentId: 1000002,
  secret: 'wecom-secret',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

export const DINGTALK: DingtalkAccount = {
  appKey: 'dingappkey',
  appSecret: 'ding-secret',
  robotCode: 'dingappkey',
  corpId: 'ding123',
  eventToken: 'eventtoken',
  eventAesKey: '4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij',
  cardTemplateId: 'xuece.schema',
};

export const PEOPLE: EmulatedPerson[] = [
  person('wecom', 'ZhangSan', '张三', '县委组织部', ['县委/组织部']),
  person('wecom', 'lisi', '李四', '县委组织部', ['县委/组织部']),
  person('wecom', 'wangwu', '王五', '县财政局', ['县政府/财政局']),
  person('dingtalk', 'user01', '赵六', '县教育局', ['县政府/教育局']),
  person('dingtalk', 'user02', '孙七', '县教育局', ['县政府/教育局']),
];

function person(
  vendor: 'wecom' | 'dingtalk',
  userId: string,
  name: string,
  unit: string,
  departments: string[],
): EmulatedPerson {
  return { vendor, userId, name, unit, post: '干部', roles: ['学员'], departments };
}

export interface World {
  emulator: Emulator;
  bot: ListeningBot;
  clock: ManualClock;
  stop(): Promise<void>;
}

/** An emulator whose callbacks go to a listening bot. */
export async function startWorld(options: Partial<EmulatorOptions> = {}): Promise<World> {
  const bot = await ListeningBot.start();
  const clock = new ManualClock(START);
  const emulator = await startEmulator({
    port: 0,
    clock,
    wecom: { ...WECOM, callbackUrl: `${bot.url}/wecom/callback` },
    dingtalk: { ...DINGTALK, robotUrl: `${bot.url}/dingtalk/robot`, eventsUrl: `${bot.url}/dingtalk/events` },
    people: PEOPLE,
    ...options,
    rules: { ...patientVendors, ...options.rules },
  });
  return {
    emulator,
    bot,
    clock,
    async stop() {
      await emulator.close();
      await bot.stop();
    },
  };
}

/** Decrypts one WeCom callback the way `@wecom/crypto` does and checks its signature and receiver. */
export function openWecom(heard: Heard): string {
  const encrypted = elementText(heard.body, 'Encrypt');
  const signature = getSignature(
    WECOM.token,
    heard.query.get('timestamp') ?? '',
    heard.query.get('nonce') ?? '',
    encrypted,
  );
  if (signature !== heard.query.get('msg_signature')) throw new Error('the callback is not signed well');
  const { message, id } = decrypt(WECOM.encodingAesKey, encrypted);
  if (id !== WECOM.corpId) throw new Error('the callback is sealed for somebody else');
  return message;
}

export function elementText(xml: string, name: string): string {
  const [, cdata, plain] =
    new RegExp(`<${name}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))</${name}>`).exec(xml) ?? [];
  return cdata ?? plain ?? '';
}

/** A caller of the emulated APIs, as a bot would be. */
export async function getJson(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url);
  return (await response.json()) as Record<string, unknown>;
}

export async function sendJson(
  url: string,
  body: unknown,
  init: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: init.method ?? 'POST',
    headers: { 'content-type': 'application/json', ...init.headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** Calls WeCom with a fresh token. */
export class WecomCaller {
  readonly #base: string;
  readonly token: string;

  private constructor(base: string, token: string) {
    this.#base = base;
    this.token = token;
  }

  static async start(emulator: Emulator): Promise<WecomCaller> {
    const base = `${emulator.wecomApiBase}/cgi-bin`;
    const query = `corpid=${WECOM.corpId}&corpsecret=${WECOM.secret}`;
    const { access_token } = await getJson(`${base}/gettoken?${query}`);
    return new WecomCaller(base, String(access_token));
  }

  async post(method: string, body: unknown): Promise<Record<string, unknown>> {
    return (await sendJson(`${this.#base}/${method}?access_token=${this.token}`, body)).json;
  }

  async get(method: string, query = ''): Promise<Record<string, unknown>> {
    return await getJson(`${this.#base}/${method}?access_token=${this.token}&${query}`);
  }

  async send(touser: string, message: Record<string, unknown>): Promise<Record<string, unknown>> {
    return await this.post('message/send', { touser, agentid: WECOM.agentId, ...message });
  }

  async sendText(touser: string, content: string): Promise<Record<string, unknown>> {
    return await this.send(touser, { msgtype: 'text', text: { content } });
  }

  async sendCard(touser: string, card: Record<string, unknown>): Promise<Record<string, unknown>> {
    return await this.send(touser, { msgtype: 'template_card', template_card: card });
  }
}

export const BUTTON_CARD = {
  card_type: 'button_interaction',
  task_id: 'call-up@zhangsan_1',
  main_title: { title: '点名调训', desc: '请在三日内答复' },
  horizontal_content_list: [{ keyname: '班次', value: '春季班' }],
  button_list: [
    { text: '确认参加', style: 1, key: 'call-up.answer?answer=confirm' },
    { text: '请假', style: 3, key: 'call-up.answer?answer=leave' },
  ],
};

export const VOTE_CARD = {
  card_type: 'vote_interaction',
  task_id: 'survey_1',
  main_title: { title: '需求调查' },
  checkbox: {
    question_key: 'q1',
    mode: 1,
    option_list: [
      { id: 'a', text: '公文写作', is_checked: false },
      { id: 'b', text: '应急管理', is_checked: false },
    ],
  },
  submit_button: { text: '提交', key: 'survey.submit' },
};

/** Calls DingTalk's new API with a fresh token. */
export class DingtalkCaller {
  readonly #base: string;
  readonly token: string;

  private constructor(base: string, token: string) {
    this.#base = base;
    this.token = token;
  }

  static async start(emulator: Emulator): Promise<DingtalkCaller> {
    const credentials = { appKey: DINGTALK.appKey, appSecret: DINGTALK.appSecret };
    const { json } = await sendJson(`${emulator.dingtalkApiBase}/v1.0/oauth2/accessToken`, credentials);
    return new DingtalkCaller(emulator.dingtalkApiBase, String(json.accessToken));
  }

  async call(method: string, path: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
    const headers = { 'x-acs-dingtalk-access-token': this.token };
    return await sendJson(`${this.#base}${path}`, body, { method, headers });
  }

  async batchSend(userIds: string[], msgKey: string, param: unknown) {
    return await this.call('POST', '/v1.0/robot/oToMessages/batchSend', {
      robotCode: DINGTALK.robotCode,
      userIds,
      msgKey,
      msgParam: JSON.stringify(param),
    });
  }

  async createCard(outTrackId: string, userId: string, cardParamMap: Record<string, unknown>, more: object = {}) {
    return await this.call('POST', '/v1.0/card/instances/createAndDeliver', {
      cardTemplateId: DINGTALK.cardTemplateId,
      outTrackId,
      callbackType: 'HTTP',
      callbackRouteKey: 'xuece',
      cardData: { cardParamMap },
      openSpaceId: `dtv1.card//IM_ROBOT.${userId}`,
      imRobotOpenSpaceModel: { supportForward: false },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: DINGTALK.robotCode },
      ...more,
    });
  }

  async oapi(path: string, body: unknown): Promise<Record<string, unknown>> {
    return (await sendJson(`${this.#base}${path}?access_token=${this.token}`, body)).json;
  }
}
