import type { Content } from '../items.ts';
import { cutBytes, type JsonObject, listOf, numberOf, objectOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import { checkCard } from './card-check.ts';
import { WecomRefusal } from './codes.ts';
import { mediaFor } from './media.ts';
import type { MediaType, WecomMedia } from './state.ts';

const MAX_TEXT_BYTES = 2048;
/** The only files that can be sent confidentially (docs/emulator.md, Messages). */
const CONFIDENTIAL_FILES = /\.(txt|pdf|docx?|pptx?|xlsx?|xml|jpe?g|png|bmp|gif)$/i;
const MAY_BE_CONFIDENTIAL = ['text', 'image', 'video', 'file', 'mpnews'];

/** What one message shows; `cut` when WeCom shortened its text. */
export interface Drawn {
  content: Content;
  cut?: true;
  confidential?: true;
}

/**
 * Reads `msgtype`, its object and `safe` as `message/send` and `appchat/send` do (docs/emulator.md, Messages).
 * @throws WecomRefusal
 */
export function drawMessage(world: World, body: JsonObject): Drawn {
  const kind = textOf(body.msgtype);
  const fields = objectOf(body[kind]);
  const drawn = drawKind(world, kind, numberOf(body.enable_id_trans) === 1 ? withNames(world, fields) : fields);
  const safe = numberOf(body.safe ?? 0);
  if (safe === 0) return drawn;
  if (kind === 'news') throw new WecomRefusal(40074);
  if (safe !== 1 && (safe !== 2 || kind !== 'mpnews')) throw new WecomRefusal(40058);
  if (!MAY_BE_CONFIDENTIAL.includes(kind)) return drawn;
  if (drawn.content.type === 'file' && kind === 'file' && !CONFIDENTIAL_FILES.test(drawn.content.name)) {
    throw new WecomRefusal(40004);
  }
  return { ...drawn, confidential: true };
}

/**
 * A picture, voice, video or file by its `media_id`.
 * @param key - of the webhook robot that sends
 * @throws WecomRefusal 41006, 40007
 */
export function mediaContent(world: World, type: MediaType, mediaId: unknown, key?: string): Content {
  if (textOf(mediaId) === '') throw new WecomRefusal(41006);
  return contentOfMedia(mediaFor(world, textOf(mediaId), type, key));
}

export function contentOfMedia({ type, name, sha256, bytes }: WecomMedia): Content {
  return type === 'image' ? { type: 'picture', name, sha256 } : { type: 'file', name, sha256, bytes };
}

/**
 * One to eight articles; title 128 and description 512 bytes, longer ones are cut.
 * @throws WecomRefusal 45008, 41016, 40058, 45034
 */
export function newsContent(fields: JsonObject): Content {
  const articles = listOf(fields.articles).map(objectOf);
  if (articles.length < 1 || articles.length > 8) throw new WecomRefusal(45008);
  return {
    type: 'news',
    articles: articles.map((article) => {
      if (textOf(article.title) === '') throw new WecomRefusal(41016);
      if (article.appid === undefined) needUrl(article.url);
      return articleOf(article, textOf(article.url), textOf(article.picurl));
    }),
  };
}

/** A video; its title stands in place of the file's name. @throws WecomRefusal 41006, 40007 */
export function videoContent(world: World, fields: JsonObject): Content {
  const content = mediaContent(world, 'video', fields.media_id);
  const title = cutBytes(textOf(fields.title), 128);
  return content.type === 'file' && title !== '' ? { ...content, name: title } : content;
}

function drawKind(world: World, kind: string, fields: JsonObject): Drawn {
  switch (kind) {
    case 'text':
      return drawText(fields);
    case 'markdown':
      if (textOf(fields.content) === '') throw new WecomRefusal(44004);
      if (Buffer.byteLength(textOf(fields.content)) > MAX_TEXT_BYTES) throw new WecomRefusal(45002);
      return { content: { type: 'markdown', title: '', markdown: textOf(fields.content) } };
    case 'image':
    case 'voice':
    case 'file':
      return { content: mediaContent(world, kind, fields.media_id) };
    case 'video':
      return { content: videoContent(world, fields) };
    case 'textcard':
      return { content: textCard(fields) };
    case 'news':
      return { content: newsContent(fields) };
    case 'mpnews':
      return { content: mpnews(world, fields) };
    case 'template_card':
      checkCard(fields, 'send');
      return { content: { type: 'wecom-card', card: fields } };
    default:
      throw new WecomRefusal(40008);
  }
}

function drawText(fields: JsonObject): Drawn {
  const asked = textOf(fields.content);
  if (asked === '') throw new WecomRefusal(44004);
  const text = cutBytes(asked, MAX_TEXT_BYTES);
  return { content: { type: 'text', text }, ...(text === asked ? {} : { cut: true }) };
}

/** Title 128 and description 512 characters, longer ones are cut (docs/emulator.md, Messages). */
function textCard(fields: JsonObject): Content {
  if (textOf(fields.title) === '') throw new WecomRefusal(41016);
  if (textOf(fields.description) === '') throw new WecomRefusal(41033);
  needUrl(fields.url);
  const label = textOf(fields.btntxt) === '' ? '详情' : [...textOf(fields.btntxt)].slice(0, 4).join('');
  return {
    type: 'links',
    title: [...textOf(fields.title)].slice(0, 128).join(''),
    desc: plainDescription([...textOf(fields.description)].slice(0, 512).join('')),
    links: [{ label, url: textOf(fields.url) }],
  };
}

/** Articles kept by WeCom itself: the digest is shown, the source is the link. */
function mpnews(world: World, fields: JsonObject): Content {
  const articles = listOf(fields.articles).map(objectOf);
  if (articles.length < 1 || articles.length > 8) throw new WecomRefusal(45008);
  return {
    type: 'news',
    articles: articles.map((article) => {
      if (textOf(article.title) === '') throw new WecomRefusal(41016);
      if (textOf(article.content) === '') throw new WecomRefusal(44004);
      if (textOf(article.thumb_media_id) === '') throw new WecomRefusal(41006);
      mediaFor(world, textOf(article.thumb_media_id), 'image');
      return articleOf({ ...article, description: article.digest }, textOf(article.content_source_url), '');
    }),
  };
}

function articleOf(article: JsonObject, url: string, pictureUrl: string) {
  const title = cutBytes(textOf(article.title), 128);
  const desc = cutBytes(textOf(article.description), 512);
  return { title, desc, url, ...(pictureUrl === '' ? {} : { pictureUrl }) };
}

function needUrl(url: unknown): void {
  if (textOf(url) === '') throw new WecomRefusal(40058);
  if (!/^https?:\/\//.test(textOf(url))) throw new WecomRefusal(45034);
}

function plainDescription(html: string): string {
  return html
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/div>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .trim();
}

/** `enable_id_trans`: ids in the texts become names; unknown ones stay as typed (docs/emulator.md, Messages). */
function withNames(world: World, fields: JsonObject): JsonObject {
  const named = JSON.stringify(fields).replace(
    /\$(userName|userAlias|userAliasOrName|departmentName)=([^$"\\]{1,64})\$/g,
    (whole, what: string, id: string) => JSON.stringify(nameOf(world, what, id) ?? whole).slice(1, -1),
  );
  return objectOf(JSON.parse(named));
}

function nameOf(world: World, what: string, id: string): string | undefined {
  if (what !== 'departmentName') return world.directory.find('wecom', id)?.name;
  return world.directory.departments('wecom').find((department) => department.id === Number(id))?.name;
}
