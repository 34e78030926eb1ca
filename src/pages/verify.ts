import type { Clock } from '../clock.ts';
import { SlidingWindows } from '../sliding-window.ts';
import { certificateWords as words } from '../training/registers/certificate-words.ts';
import { readPaperNumber } from '../training/registers/paper-number.ts';
import { describedPaper, type PaperStores } from '../training/registers/paper-standing.ts';
import { escaped, page } from './html.ts';

/** Far more than people with paper in their hands mistype, and far too few to try numbers. */
const mostUnknownPerMinute = 120;

/**
 * The page that confirms the number of a paper: what it is, when it was issued, whether it holds; nothing about the person. Whatever is not
 * a number that was issued looks the same. A number that was issued is confirmed however many others are tried: nobody can keep a paper
 * from being confirmed.
 */
export function verifyPage(
  store: PaperStores,
  clock: Clock,
): (number: string) => Promise<{ status: number; html: string }> {
  const asked = new SlidingWindows(60_000);
  return async (typed) => {
    const number = readPaperNumber(typed);
    const paper = number === undefined ? null : await store.papers.byNumber(number);
    if (paper === null) {
      const nowMs = clock.now().getTime();
      const window = asked.of('unknown');
      if (window.count(nowMs) >= mostUnknownPerMinute) return { status: 429, html: confirmed([words.busy]) };
      window.add(nowMs);
      return { status: 404, html: confirmed([words.unknown]) };
    }
    const { what, holds } = await describedPaper(store, paper);
    return { status: 200, html: confirmed([holds ? words.holds : words.holdsNoMore, ...words.confirmed(paper, what)]) };
  };
}

function confirmed(lines: readonly string[]): string {
  const [first = '', ...others] = lines.map(escaped);
  return page(words.pageTitle, `<h1>${first}</h1>${others.map((line) => `<p>${line}</p>`).join('')}`);
}
