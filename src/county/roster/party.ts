import { comparable } from '../../chat/plain-text.ts';
import { typedText } from '../../sheets/cells.ts';
import { readKnownDate } from '../../sheets/known-dates.ts';
import type { CellValue } from '../../sheets/sheet.ts';
import type { Reading } from '../../sheets/table.ts';

const NOBODY = /^(?:群众|(?:非|不是)(?:中共)?党员|无党派(?:民主)?(?:人士)?|(?:共青)?团员|无|暂无|\/|-{1,3})$/;
const PARTY = /(?:中国)?(?:共产党|中共)(?:正式|预备)?(?:党员)?|(?:正式|预备)?党员|入党|加入|参加|预备/g;
/** The other parties, as the official form writes them, with the terms for their members. */
const OTHER =
  /(?:中国)?(?:国民党革命委员会|民革|民主同盟|民盟|民主建国会|民建|民主促进会|民进|农工民主党|农工党?|致公党?|九三(?:学社)?|(?:台湾民主自治同盟|台盟))(?:会员|盟员|党员|社员|成员)?/;

/**
 * When somebody joined the Communist Party; `null` for whoever is not a member. The official form writes the date alone, other parties with their
 * names, and both one after the other: `2005.06`, `中共党员（2005.06）`, `民盟 1999.03`, `2005.06；民建（2010.01）`.
 */
export function readJoinedParty(cell: CellValue): Reading<string | null> {
  if (cell.kind === 'date' || cell.kind === 'number') return readKnownDate(cell);
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  let joinedOn: string | null = null;
  for (const part of typed.value
    .normalize('NFKC')
    .replace(/\s*\n\s*(?=\()/g, '')
    .split(/[;,、\n]/)) {
    const text = comparable(part);
    if (text === '' || NOBODY.test(text)) continue;
    const date = text
      .replace(OTHER, '')
      .replace(PARTY, '')
      .replace(/[()[\]]/g, '');
    if (OTHER.test(text)) {
      const other = date === '' ? { value: '' } : readKnownDate({ kind: 'text', text: date });
      if ('message' in other) return other;
      continue;
    }
    if (date === '') return { message: '是中共党员的，应填入党时间，如 2005.06' };
    const reading = readKnownDate({ kind: 'text', text: date });
    if ('message' in reading) return reading;
    if (joinedOn !== null) return { message: '有两个入党时间，请只保留一个' };
    joinedOn = reading.value;
  }
  return { value: joinedOn };
}
