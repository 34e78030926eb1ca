/** Text as it may stand in a page. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A whole page. @param refreshSeconds - after how long the browser asks for it again */
export function page(title: string, body: string, refreshSeconds?: number): string {
  const refresh = refreshSeconds === undefined ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">${refresh}<title>${escaped(title)}</title><link rel="stylesheet" href="/screen.css"></head><body><main>${body}</main></body></html>`;
}

/** Nothing is loaded from elsewhere, nothing runs, nothing is kept, and no other page may show it. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

export const styles = `
html { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; background: #fff; color: #222 }
body { margin: 0; min-height: 100vh; display: flex; align-items: center; justify-content: center; text-align: center }
main { padding: 2vmin }
h1 { font-size: max(5vmin, 1.4rem); margin: 1vmin; font-weight: 600 }
p { font-size: max(3.4vmin, 1.1rem); margin: 1.4vmin; color: #444 }
.told { font-size: max(6vmin, 1.4rem); margin: 4vmin; color: #222 }
.codes { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 4vmin; margin: 3vmin 0 }
.code { font-size: 26vmin; line-height: 1.1; letter-spacing: 3vmin; margin-right: -3vmin; color: #b01c17; font-weight: 700; font-variant-numeric: tabular-nums }
.codes svg { width: 40vmin; height: 40vmin }
.counts { font-size: max(5vmin, 1.3rem); color: #222 }
`;
