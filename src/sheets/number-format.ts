/**
 * What a cell's format makes of a number: a date (and which of its parts one sees), a plain number with its digits, or something that cannot
 * be told here (`strange`: fractions, conditions, several groups of digits).
 */
export type NumberFormat =
  | { kind: 'general' }
  | { kind: 'date'; shows: 'month' | 'day' | 'dayTime' | 'time' | 'partial' }
  | { kind: 'elapsed' }
  | { kind: 'digits'; sections: readonly DigitSection[] }
  | { kind: 'strange' };

/** How one section of a format writes a number: texts around it, and how many digits. */
export interface DigitSection {
  before: string;
  after: string;
  minWhole: number;
  minDecimals: number;
  maxDecimals: number;
  percent: boolean;
}

/** Excel takes no longer ones. */
const LONGEST_CODE = 255;
/** More digits than any number has that is shown as it is. */
const MOST_DIGITS = 30;

/** @param code - the format's text; without one the number stands for a format that is built in */
export function numberFormat(id: number, code = BUILT_IN.get(id)): NumberFormat {
  if (code === undefined) return id >= 59 && id <= 81 ? { kind: 'strange' } : { kind: 'general' };
  if (code.length > LONGEST_CODE) return { kind: 'strange' };
  const sections = sectionsOf(code);
  const [first = ''] = sections;
  const bare = withoutTexts(first);
  if (bare === '' && sections.length === 1) return { kind: 'general' };
  if (/^(general|g\/通用格式|@)$/i.test(bare.trim())) return { kind: 'general' };
  if (/\[(h+|m+|s+)\]/i.test(first)) return { kind: 'elapsed' };
  const date = datePartsShown(bare);
  if (date !== undefined) return { kind: 'date', shows: date };
  const digits = sections.slice(0, 3).map(digitSection);
  return digits.every((section) => section !== undefined) ? { kind: 'digits', sections: digits } : { kind: 'strange' };
}

/** Splits at the semicolons that are not part of a text. */
function sectionsOf(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|[^;"\\])+|(?<=;|^)(?=;|$)/gs) ?? [code];
}

/** Without quoted and escaped characters, padding, colours and languages. */
function withoutTexts(section: string): string {
  return section.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gs, '');
}

function datePartsShown(bare: string): 'month' | 'day' | 'dayTime' | 'time' | 'partial' | undefined {
  const letters = bare
    .toLowerCase()
    .replace(/am\/pm|a\/p|上午\/下午/g, 'h')
    .replace(/[0#?.]e[+-]/g, '');
  if (!/[ymdhsegb]|aaa/.test(letters)) return undefined;
  const time = /[hs]/.test(letters);
  // Beside hours or seconds an `m` means minutes.
  const dates = letters.replace(/h+[^a-z]*m+/g, '').replace(/m+[^a-z]*s+/g, '');
  const year = /[yegb]/.test(dates);
  const month = /m/.test(dates);
  const day = /(?<!d)d{1,2}(?!d)/.test(dates);
  if (time && !year && !month && !day) return 'time';
  if (year && month && day) return time ? 'dayTime' : 'day';
  return year && month && !time ? 'month' : 'partial';
}

function digitSection(section: string): DigitSection | undefined {
  if (/\[[<>=]/.test(section)) return undefined;
  const plain = section.replace(/\[\$([^\-\]]*)[^\]]*\]/g, '"$1"').replace(/\[[^\]]*\]|_.|\*./gs, '');
  const parts = /^((?:"[^"]*"|\\.|[^0#?"\\])*)([#0,]*0|[#0,]*#)(?:\.([0#]+))?((?:"[^"]*"|\\.|[^0#?,.E"\\/])*)$/s.exec(
    plain,
  );
  if (parts === null) return undefined;
  const [, before = '', whole = '', decimals = '', after = ''] = parts;
  if (whole.length > MOST_DIGITS || decimals.length > MOST_DIGITS) return undefined;
  return {
    before: literal(before),
    after: literal(after),
    minWhole: whole.replace(/[^0]/g, '').length,
    minDecimals: decimals.replace(/[^0]/g, '').length,
    maxDecimals: decimals.length,
    percent: /%/.test(withoutTexts(before + after)),
  };
}

function literal(text: string): string {
  return text.replace(/"([^"]*)"|\\(.)/gs, '$1$2').trim();
}

const YEAR_MONTH = 'yyyy"年"m"月"';
const MONTH_DAY = 'm"月"d"日"';
const NOON_MINUTES = '上午/下午h"时"mm"分"';
const NOON_SECONDS = '上午/下午h"时"mm"分"ss"秒"';

/** ECMA-376 part 1, 18.8.30, with the formats of the Chinese editions. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [5, '"¥"#,##0'],
  [6, '"¥"#,##0'],
  [7, '"¥"#,##0.00'],
  [8, '"¥"#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'yyyy/m/d'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'yyyy/m/d h:mm'],
  [27, YEAR_MONTH],
  [28, MONTH_DAY],
  [29, MONTH_DAY],
  [30, 'm-d-yy'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [34, NOON_MINUTES],
  [35, NOON_SECONDS],
  [36, YEAR_MONTH],
  [37, '#,##0'],
  [38, '#,##0'],
  [39, '#,##0.00'],
  [40, '#,##0.00'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
  [50, YEAR_MONTH],
  [51, MONTH_DAY],
  [52, YEAR_MONTH],
  [53, MONTH_DAY],
  [54, MONTH_DAY],
  [55, NOON_MINUTES],
  [56, NOON_SECONDS],
  [57, YEAR_MONTH],
  [58, MONTH_DAY],
]);
