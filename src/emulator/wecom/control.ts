import { ControlError } from '../control-error.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { WecomClient } from './client.ts';
import { WecomRefusal } from './codes.ts';
import { askedOf, changeOf, eventOf, feedbackOf, menuInputOf, messageOf } from './requests.ts';
import { WRONG_CALLBACKS } from './wrong-callbacks.ts';

/**
 * `POST /control/wecom/<act>`: what `WecomClient` does, in JSON; bytes are base64.
 * @returns the answer, or `undefined` for an unknown act
 * @throws ControlError
 */
export async function wecomAct(client: WecomClient, act: string, body: JsonObject): Promise<unknown> {
  const userId = textOf(body.userId);
  switch (act) {
    case 'send':
      client.send(userId, messageOf(objectOf(body.message)));
      return {};
    case 'event':
      client.fire(userId, eventOf(objectOf(body.event)));
      return {};
    case 'menu':
      return { button: client.menu() };
    case 'press-menu':
      client.pressMenu(userId, listOf(body.path).map(Number), menuInputOf(objectOf(body.input)));
      return {};
    case 'open-link':
      return openLink(client, userId, textOf(body.url));
    case 'visible-range':
      client.setVisibleRange(listOf(body.departments).map(textOf));
      return {};
    case 'contact-change':
      client.changeContacts(changeOf(objectOf(body.change)));
      return {};
    case 'wrong':
      return await wrongCallback(client, userId, body.wrong);
    case 'open-aibot':
      client.openAibot(userId);
      return { group: client.aibotChat };
    case 'ask-aibot':
      client.askAibot(userId, askedOf(objectOf(body.message)), textOf(body.group) || undefined);
      return { group: textOf(body.group) || client.aibotChat };
    case 'judge-aibot':
      client.judgeAibot(
        userId,
        typeof body.nth === 'number' ? body.nth : textOf(body.item),
        feedbackOf(body),
        textOf(body.group) || undefined,
      );
      return {};
    default:
      return undefined;
  }
}

function openLink(client: WecomClient, userId: string, url: string): JsonObject {
  if (!URL.canParse(url)) throw new ControlError('这个链接打不开。');
  try {
    return { location: client.openLink(userId, url) };
  } catch (error) {
    if (!(error instanceof WecomRefusal)) throw error;
    throw new ControlError(`登录没有成功（${error.code}：${error.message}）。`);
  }
}

async function wrongCallback(client: WecomClient, userId: string, asked: unknown): Promise<JsonObject> {
  const wrong = WRONG_CALLBACKS.find((known) => known === asked);
  if (wrong === undefined) throw new ControlError(`错误的回调只能是 ${WRONG_CALLBACKS.join('、')}。`);
  const answer = await client.wrong(userId, wrong);
  return answer === undefined ? { answered: false } : { answered: true, status: answer.status, body: answer.body };
}
