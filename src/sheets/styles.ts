import { type NumberFormat, numberFormat } from './number-format.ts';
import { readXml } from './xml.ts';

/** The number format of each cell style, by the style's number. */
export async function readStyles(part: AsyncIterable<Buffer>): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let list = '';
  await readXml(part, {
    open(name, attributes) {
      if (name === 'numFmts' || name === 'cellXfs') list = name;
      const id = Number(attributes('numFmtId') ?? 0);
      if (name === 'numFmt' && list === 'numFmts') codes.set(id, attributes('formatCode') ?? '');
      if (name === 'xf' && list === 'cellXfs') formats.push(numberFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === list) list = '';
    },
  });
  return formats;
}
