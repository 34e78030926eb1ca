import type { Content } from '../entries.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';

/** A `msgKey` or a webhook message as the person's client shows it; a text is the missing field's code. */
export type Drawn = { content: Content } | { missing: string };

/** The required fields of each `msgKey` with the code for a missing one (dingtalk.md 5.3, 5.4). */
const REQUIRED: Readonly<Record<string, readonly (readonly [field: string, code: string])[]>> = {
  sampleText: [['content', 'miss.param.contentOfText']],
  sampleMarkdown: [
    ['title', 'miss.param.markdownTotitle'],
    ['text', 'miss.param.markdownTotext'],
  ],
  sampleLink: [
    ['title', 'miss.param.titleOfLink'],
    ['text', 'miss.param.textOfLink'],
    ['messageUrl', 'miss.param.messageUrlOfLink'],
  ],
  sampleImageMsg: [['photoURL', 'miss.param.photoTophotoUrl']],
  sampleActionCard: [
    ['title', 'miss.param.actionCardTotitle'],
    ['text', 'miss.param.actionCardTotext'],
    ['singleTitle', 'miss.param.actionCardTosingleTitle'],
    ['singleURL', 'miss.param.actionCardTosingleUrl'],
  ],
  sampleActionCard6: [
    ['title', 'miss.param.actionCardTotitle'],
    ['text', 'miss.param.actionCardTotext'],
    ['buttonTitle1', 'miss.param.actionCardTobtns'],
    ['buttonUrl1', 'miss.param.actionCardTobtns'],
    ['buttonTitle2', 'miss.param.actionCardTobtns'],
    ['buttonUrl2', 'miss.param.actionCardTobtns'],
  ],
  ...Object.fromEntries([2, 3, 4, 5].map((count) => [`sampleActionCard${count}`, actionCardFields(count)])),
};

function actionCardFields(count: number): [string, string][] {
  const fields: [string, string][] = [
    ['title', 'miss.param.actionCardTotitle'],
    ['text', 'miss.param.actionCardTotext'],
  ];
  for (let index = 1; index <= count; index += 1) {
    fields.push(
      [`actionTitle${index}`, 'miss.param.actionCardTobtns'],
      [`actionURL${index}`, 'miss.param.actionCardTobtns'],
    );
  }
  return fields;
}

export function isMsgKey(msgKey: string): boolean {
  return Object.hasOwn(REQUIRED, msgKey);
}

/** @param param - the parsed `msgParam` */
export function drawMsgKey(msgKey: string, param: JsonObject): Drawn {
  for (const [field, code] of REQUIRED[msgKey] ?? []) if (textOf(param[field]) === '') return { missing: code };
  if (msgKey === 'sampleText') return { content: { type: 'text', text: textOf(param.content) } };
  if (msgKey === 'sampleMarkdown') return { content: markdown(param) };
  if (msgKey === 'sampleImageMsg') return { content: { type: 'markdown', title: '', markdown: '［图片］' } };
  return { content: linksOf(param, linkPairs(msgKey, param)) };
}

/** `sessionWebhook` messages and HTTP reply bodies (dingtalk.md 5.6); `undefined` for `empty`. */
export function drawWebhook(message: JsonObject): Drawn | undefined {
  const kind = textOf(message.msgtype);
  const part = objectOf(message[kind]);
  switch (kind) {
    case 'empty':
      return undefined;
    case 'text':
      return textOf(part.content) === ''
        ? { missing: '40035' }
        : { content: { type: 'text', text: textOf(part.content) } };
    case 'markdown':
      if (textOf(part.title) === '' || textOf(part.text) === '') return { missing: '40035' };
      return { content: markdown(part) };
    case 'link':
      return { content: linksOf(part, [['查看', textOf(part.messageUrl)]]) };
    case 'actionCard':
      return { content: linksOf(part, actionCardPairs(part)) };
    case 'feedCard': {
      const links = listOf(part.links).map(objectOf);
      return {
        content: linksOf(
          {},
          links.map((link) => [textOf(link.title), textOf(link.messageURL)]),
        ),
      };
    }
    default:
      return { missing: '400105' };
  }
}

function markdown(part: JsonObject): Content {
  return { type: 'markdown', title: textOf(part.title), markdown: textOf(part.text) };
}

function linkPairs(msgKey: string, param: JsonObject): [string, string][] {
  if (msgKey === 'sampleLink') return [['查看', textOf(param.messageUrl)]];
  if (msgKey === 'sampleActionCard') return [[textOf(param.singleTitle), textOf(param.singleURL)]];
  const [title, url] = msgKey === 'sampleActionCard6' ? ['buttonTitle', 'buttonUrl'] : ['actionTitle', 'actionURL'];
  const pairs: [string, string][] = [];
  for (let index = 1; textOf(param[`${title}${index}`]) !== ''; index += 1) {
    pairs.push([textOf(param[`${title}${index}`]), textOf(param[`${url}${index}`])]);
  }
  return pairs;
}

function actionCardPairs(part: JsonObject): [string, string][] {
  if (textOf(part.singleTitle) !== '') return [[textOf(part.singleTitle), textOf(part.singleURL)]];
  return listOf(part.btns)
    .map(objectOf)
    .map((button) => [textOf(button.title), textOf(button.actionURL)]);
}

function linksOf(part: JsonObject, pairs: readonly (readonly [string, string])[]): Content {
  return {
    type: 'links',
    title: textOf(part.title),
    desc: textOf(part.text),
    links: pairs.map(([label, url]) => ({ label, url })),
  };
}
