import { writeZip } from '../../src/sheets/write-zip.ts';

/** A Word document with these paragraphs. @param more - other parts, by name */
export function docx(
  paragraphs: readonly string[],
  more: readonly (readonly [name: string, content: string])[] = [],
): Buffer {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`);
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`;
  return writeZip([['[Content_Types].xml', '<Types/>'], ['word/document.xml', document], ...more]);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A text of so many sentences, none like another; the same for the same seed. */
export function longText(seed: number, sentences: number): string[] {
  const words = '基层治理产业发展乡村振兴干部群众调查研究问题建议数据来源机制措施成效服务能力作风制度落实责任目标';
  let state = seed * 7919 + 17;
  const next = (most: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % most;
  };
  return Array.from({ length: sentences }, () =>
    Array.from({ length: 30 }, () => words[next(words.length)] ?? '').join(''),
  );
}
