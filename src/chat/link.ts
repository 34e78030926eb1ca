/** A page on the web. */
export interface Link {
  label: string;
  url: string;
  /** Shown above the words where the platform has room for it. */
  pictureUrl?: string;
}

/** The parts of a card that links are about. */
interface LinkedCard {
  link?: Link;
  lines: readonly string[];
}

/** The shorter of the vendors' limits (WeCom's textcard). */
const MOST_BYTES = 2048;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Z}\\]/u;
/** At least two labels, the last no number: no bare IP address, no machine of the reader's own. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * Reads the address of a page that people may be sent to: `https`, a host name, no account in it, nothing invisible, at most 2048 bytes.
 *
 * @returns the address as it is sent: ASCII alone, a host of other letters in its `xn--` form; `undefined` when it is none
 */
export function readAddress(typed: string): string | undefined {
  if (HIDDEN.test(typed) || !/^https:\/\//i.test(typed) || !URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  const isPlain = url.username === '' && url.password === '' && !/^https:\/\/[^/?#]*@/i.test(typed);
  if (!isPlain || !HOST.test(url.hostname)) return undefined;
  return Buffer.byteLength(url.href) <= MOST_BYTES ? url.href : undefined;
}

/** Whom an address that `readAddress` took leads to, as a reader should see it, e.g. `www.example.cn`. */
export function hostOf(address: string): string {
  return new URL(address).host;
}

/** The first address in what somebody wrote that people may be sent to. Chinese letters and signs end an address. */
export function firstAddress(words: string): string | undefined {
  for (const [found] of words.matchAll(/https:\/\/[!-~]+/gi)) {
    const address = readAddress(found.replace(/[)\]}>'"`,.;:!?*]+$/, ''));
    if (address !== undefined) return address;
  }
  return undefined;
}

/** The card's link, if it leads where people may be sent; a picture that may not be shown is left out. */
export function linkOf({ link }: Pick<LinkedCard, 'link'>): Link | undefined {
  if (link === undefined || link.label.replace(/[\p{Cc}\s]/gu, '') === '') return undefined;
  const { label, pictureUrl } = link;
  const url = readAddress(link.url);
  if (url === undefined) return undefined;
  const picture = pictureUrl === undefined ? undefined : readAddress(pictureUrl);
  return { label, url, ...(picture === undefined ? {} : { pictureUrl: picture }) };
}

/** The link in a line of text; nothing where the card's own words name its address. */
export function linkLines(card: LinkedCard): string[] {
  const link = linkOf(card);
  if (link === undefined || card.lines.some((line) => firstAddress(line) === link.url)) return [];
  return [`${link.label}：${link.url}`];
}
