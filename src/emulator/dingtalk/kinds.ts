import type { Content } from '../items.ts';
import { type JsonObject, textOf } from '../json.ts';
import type { World } from '../world.ts';
import { mediaContent } from './media.ts';

/** A message as the person's client shows it, or the code that refuses it. */
export type Drawn = { content: Content } | { missing: string };

const FILE_TYPES: readonly string[] = ['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx'];

/** The required fields of each `msgKey` with the code for a missing one (docs/emulator.md, Messages). */
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
  sampleAudio: [
    ['mediaId', 'miss.param.audio'],
    ['duration', 'miss.param.audio'],
  ],
  sampleFile: [
    ['mediaId', 'miss.param.file'],
    ['fileName', 'miss.param.file'],
    ['fileType', 'miss.param.file'],
  ],
  sampleVideo: [
    ['videoMediaId', 'miss.param.video'],
    ['videoType', 'miss.param.video'],
    ['picMediaId', 'miss.param.video'],
    ['duration', 'miss.param.video'],
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
export function drawMsgKey(world: World, msgKey: string, param: JsonObject): Drawn {
  for (const [field, code] of REQUIRED[msgKey] ?? []) if (textOf(param[field]) === '') return { missing: code };
  if (msgKey === 'sampleText') return { content: { type: 'text', text: textOf(param.content) } };
  if (msgKey === 'sampleMarkdown') return { content: markdown(param) };
  if (msgKey === 'sampleImageMsg') return drawPicture(world, textOf(param.photoURL));
  if (msgKey === 'sampleFile') return drawFile(world, param);
  if (msgKey === 'sampleAudio') return drawMedia(world, textOf(param.mediaId));
  if (msgKey === 'sampleVideo') return drawMedia(world, textOf(param.videoMediaId));
  return { content: linksOf(param, linkPairs(msgKey, param)) };
}

/** A picture stands on the web or was uploaded. */
function drawPicture(world: World, photoUrl: string): Drawn {
  return /^https?:\/\//.test(photoUrl)
    ? { content: { type: 'web-picture', url: photoUrl } }
    : drawMedia(world, photoUrl);
}

function drawFile(world: World, param: JsonObject): Drawn {
  if (!FILE_TYPES.includes(textOf(param.fileType))) return { missing: 'invalidParameter.param.invalid' };
  return drawMedia(world, textOf(param.mediaId), textOf(param.fileName));
}

/** An id nobody was given is refused; which code says so is our choice. */
function drawMedia(world: World, mediaId: string, name?: string): Drawn {
  const content = mediaContent(world, mediaId, name);
  return content === undefined ? { missing: 'invalidParameter.param.invalid' } : { content };
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

/** A card whose buttons open links. */
export function linksOf(part: JsonObject, pairs: readonly (readonly [string, string])[]): Content {
  return {
    type: 'links',
    title: textOf(part.title),
    desc: textOf(part.text),
    links: pairs.map(([label, url]) => ({ label, url })),
  };
}
