import type { Link } from '../../chat/link.ts';
import type { Card } from '../../chat/message.ts';
import { shortened } from '../shared/split-text.ts';
import { type cardLimits, fitted, inOneLine, partsOf } from './card-parts.ts';
import type { DrawnCard } from './template-card.ts';

const contentWord = '内容';

/** A card that leads to a page and asks for nothing: a `text_notice`, with a picture a `news_notice`. A tap anywhere opens the page. */
export function drawNotice(card: Card, { label, url, pictureUrl }: Link, limits: typeof cardLimits): DrawnCard {
  const { title, rest, ...parts } = partsOf(card, limits, false);
  const body = fitted(rest, limits.body);
  const shared = {
    main_title: { title },
    ...parts,
    jump_list: [{ type: 1 as const, title: shortened(inOneLine(label), limits.jump), url }],
    card_action: { type: 1 as const, url },
  };
  const isWhole = body.isWhole && inOneLine(label).length <= limits.jump;
  if (pictureUrl === undefined) {
    const text = body.text === '' ? {} : { sub_title_text: body.text };
    return { card: { card_type: 'text_notice', ...text, ...shared }, isWhole };
  }
  const vertical = body.text === '' ? {} : { vertical_content_list: [{ title: contentWord, desc: body.text }] };
  return { card: { card_type: 'news_notice', card_image: { url: pictureUrl }, ...vertical, ...shared }, isWhole };
}
