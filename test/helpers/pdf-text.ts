import { inflateSync } from 'node:zlib';

/** The text of a PDF of ours as another program would copy it: glyphs by their fonts' own tables, page by page. */
export function pdfText(pdf: Buffer): string[] {
  const source = pdf.toString('latin1');
  const objects = new Map(
    [...source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  const stream = (id: string) => {
    const body = objects.get(id) ?? '';
    const raw = /stream\n([\s\S]*?)\nendstream/.exec(body)?.[1] ?? '';
    const bytes = Buffer.from(raw, 'latin1');
    return (body.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
  };
  const fonts = new Map<string, readonly string[]>();
  for (const [id, body] of objects) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    if (map !== undefined) fonts.set(id, charactersIn(stream(map)));
  }
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body));
  return pages.map((body) => {
    const contents = /\/Contents (\d+) 0 R/.exec(body)?.[1] ?? '';
    const resources = objects.get(/\/Resources (\d+) 0 R/.exec(body)?.[1] ?? '') ?? '';
    const named = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]));
    let font: readonly string[] = [];
    const shown = [...stream(contents).matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].map(([, name, glyphs]) => {
      if (name !== undefined) font = fonts.get(named.get(name) ?? '') ?? [];
      const codes = [...(glyphs ?? '').matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      return codes.map((code) => font[Number.parseInt(code, 16)] ?? '').join('');
    });
    return shown.filter((each) => each !== '').join('\n');
  });
}

/** Of a ToUnicode table: the characters by the number of the glyph. */
function charactersIn(table: string): string[] {
  const characters: string[] = [];
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g))
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]+)>/g)].entries())
      characters[Number.parseInt(first, 16) + index] = Buffer.from(hex.replaceAll(' ', ''), 'hex')
        .swap16()
        .toString('utf16le');
  return characters;
}
