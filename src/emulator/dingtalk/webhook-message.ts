import type { Content } from '../items.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { type Drawn, linksOf } from './kinds.ts';

const MAX_AT = 50;

/** Messages of `sessionWebhook`, `robot/send` and HTTP reply bodies (dingtalk.md 5.6); `undefined` for `empty`. */
export function drawWebhook(message: JsonObject): Drawn | undefined {
  const kind = textOf(message.msgtype);
  const part = objectOf(message[kind]);
  switch (kind) {
    case 'empty':
      return undefined;
    case 'text':
      return drawText(message, textOf(part.content));
    case 'markdown':
      return drawMarkdown(message, textOf(part.title), textOf(part.text));
    case 'link':
      return (
        lacks(part, ['title', 'text', 'messageUrl']) ?? { content: linksOf(part, [['查看', textOf(part.messageUrl)]]) }
      );
    case 'actionCard':
      return drawActionCard(part);
    case 'feedCard':
      return drawFeedCard(part);
    default:
      return { missing: '400105' };
  }
}

function drawText(message: JsonObject, text: string): Drawn {
  if (text === '') return { missing: '40035' };
  return { content: { type: 'text', text, ...highlights(message, text) } };
}

function drawMarkdown(message: JsonObject, title: string, text: string): Drawn {
  if (title === '' || text === '') return { missing: '40035' };
  return { content: { type: 'markdown', title, markdown: text, ...highlights(message, text) } };
}

/** A single button wins over a list of them. */
function drawActionCard(part: JsonObject): Drawn {
  const single = textOf(part.singleTitle) !== '' && textOf(part.singleURL) !== '';
  const pairs: [string, string][] = single
    ? [[textOf(part.singleTitle), textOf(part.singleURL)]]
    : listOf(part.btns)
        .map(objectOf)
        .map((button) => [textOf(button.title), textOf(button.actionURL)]);
  if (pairs.length === 0 || pairs.some((pair) => pair.includes(''))) return { missing: '40035' };
  return lacks(part, ['title', 'text']) ?? { content: linksOf(part, pairs) };
}

function drawFeedCard(part: JsonObject): Drawn {
  const links = listOf(part.links).map(objectOf);
  if (links.length === 0) return { missing: '40035' };
  for (const link of links) {
    const missing = lacks(link, ['title', 'messageURL', 'picURL']);
    if (missing !== undefined) return missing;
  }
  const articles = links.map((link) => {
    return { title: textOf(link.title), desc: '', url: textOf(link.messageURL), pictureUrl: textOf(link.picURL) };
  });
  return { content: { type: 'news', articles } };
}

function lacks(part: JsonObject, fields: readonly string[]): { missing: string } | undefined {
  return fields.some((field) => textOf(part[field]) === '') ? { missing: '40035' } : undefined;
}

/** What the client marks: only mentions that the text writes out as `@id` or `@mobile` too. */
function highlights(message: JsonObject, text: string): Pick<Content & { type: 'text' }, 'highlights'> {
  const at = objectOf(message.at);
  const named = [...listOf(at.atUserIds), ...listOf(at.atMobiles)].slice(0, MAX_AT).map((id) => `@${textOf(id)}`);
  const marked = named.filter((mention) => mention !== '@' && text.includes(mention));
  if (at.isAtAll === true) marked.push('@所有人');
  return marked.length === 0 ? {} : { highlights: marked };
}
