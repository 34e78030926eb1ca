/** A page on the web. */
export interface Link {
  label: string;
  url: string;
  /** Shown above the text where the platform can. */
  pictureUrl?: string;
}

/** The parts of a card that concern links. */
interface LinkedCard {
  link?: Link;
  lines: readonly string[];
}

/** The shorter of the vendors' limits (WeCom's textcard). */
const MOST_BYTES = 2048;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Z}\\]/u;
/** At least two labels, the last not a number: excludes IP addresses and local machine names. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * The address of a page that a card may link to: `https`, a host name, no account in it, no invisible characters, at most 2048 bytes.
 *
 * @returns the address as it is sent: ASCII only, with other letters of the host in `xn--` form; `undefined` for any other text
 */
export function readAddress(typed: string): string | undefined {
  if (HIDDEN.test(typed) || !/^https:\/\//i.test(typed) || !URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  const isPlain = url.username === '' && url.password === '' && !/^https:\/\/[^/?#]*@/i.test(typed);
  if (!isPlain || !HOST.test(url.hostname)) return undefined;
  return Buffer.byteLength(url.href) <= MOST_BYTES ? url.href : undefined;
}

/** The host of an address that `readAddress` accepted, as shown to readers, e.g. `www.example.cn`. */
export function hostOf(address: string): string {
  return new URL(address).host;
}

/** The first address in a text that `readAddress` accepts. Chinese characters and punctuation end an address. */
export function firstAddress(words: string): string | undefined {
  for (const [found] of words.matchAll(/https:\/\/[!-~]+/gi)) {
    const address = readAddress(found.replace(/[)\]}>'"`,.;:!?*]+$/, ''));
    if (address !== undefined) return address;
  }
  return undefined;
}

/** The card's link, if `readAddress` accepts its address; without the picture, if it does not accept that one. */
export function linkOf({ link }: Pick<LinkedCard, 'link'>): Link | undefined {
  if (link === undefined || link.label.replace(/[\p{Cc}\s]/gu, '') === '') return undefined;
  const { label, pictureUrl } = link;
  const url = readAddress(link.url);
  if (url === undefined) return undefined;
  const picture = pictureUrl === undefined ? undefined : readAddress(pictureUrl);
  return { label, url, ...(picture === undefined ? {} : { pictureUrl: picture }) };
}

/** The link as a line of text; nothing if the card's text already contains the address. */
export function linkLines(card: LinkedCard): string[] {
  const link = linkOf(card);
  if (link === undefined || card.lines.some((line) => firstAddress(line) === link.url)) return [];
  return [`${link.label}：${link.url}`];
}
