import { itemName } from './conversation-state.ts';
import { drawTemplateCard } from './dingtalk/card-view.ts';
import type { Content, Item } from './items.ts';
import type { BodyView, ItemView, Vendor } from './view.ts';
import { drawWecomCard, URL_KEY_PREFIX } from './wecom/card-view.ts';

/** One item as the person's client shows it. */
export function viewOf(vendor: Vendor, item: Item): ItemView {
  const { serial, atMs, from, speaker, content, confidential, chosen, trouble } = item;
  const view: ItemView = { item: itemName(vendor, serial), atMs, from, body: drawContent(content, chosen) };
  if (speaker !== undefined) view.speaker = speaker;
  if (confidential !== undefined) view.confidential = confidential;
  if (trouble !== undefined) view.trouble = trouble;
  return view;
}

/** @param chosen - what the person has ticked on the card */
export function drawContent(content: Content, chosen?: readonly string[]): BodyView {
  switch (content.type) {
    case 'text':
      return { kind: 'text', text: content.text, ...highlightsOf(content) };
    case 'markdown':
      return { kind: 'markdown', title: content.title, markdown: content.markdown, ...highlightsOf(content) };
    case 'links':
      return {
        kind: 'card',
        title: content.title,
        desc: content.desc,
        fields: [],
        buttons: content.links.map(({ label, url }) => ({
          key: `${URL_KEY_PREFIX}${url}`,
          label,
          style: 'plain',
          disabled: false,
        })),
      };
    case 'picture':
      return { kind: 'picture', name: content.name, url: blobUrl(content, 'picture') };
    case 'web-picture':
      return { kind: 'picture', name: '图片', url: content.url };
    case 'file':
      return { kind: 'file', name: content.name, bytes: content.bytes, url: blobUrl(content, 'file') };
    case 'news':
      return { kind: 'news', articles: content.articles };
    case 'wecom-card':
      return drawWecomCard(content.card, content.greyed, chosen);
    case 'dingtalk-card':
      return drawTemplateCard(content.variables, chosen);
  }
}

function highlightsOf({ highlights }: { highlights?: string[] }): { highlights?: string[] } {
  return highlights === undefined ? {} : { highlights };
}

function blobUrl({ name, sha256 }: { name: string; sha256: string }, as: 'picture' | 'file'): string {
  return `/control/blob?${new URLSearchParams({ sha256, name, as })}`;
}
