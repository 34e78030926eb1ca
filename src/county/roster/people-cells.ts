import { comparable, plainName } from '../../chat/plain-text.ts';
import { matching, oneOf, orNone, typedText } from '../../sheets/cells.ts';
import { readKnownDate } from '../../sheets/known-dates.ts';
import type { CellValue } from '../../sheets/sheet.ts';
import type { Reading } from '../../sheets/table.ts';
import { type CadreCategory, phoneText } from '../cadre.ts';
import { RANK_LEVEL_WORDS } from '../rank-level-words.ts';
import { CATEGORY_WORDS, DEPARTMENT_WORDS, FLAG_WORDS, POLITICAL_WORDS, SEX_WORDS } from './roster-words.ts';

/** Names consist of Han characters, with `·` between the parts of a minority name; spaces that pad a short name are removed. */
const NAME = /^(?=.{2,30}$)\p{Script=Han}+(·\p{Script=Han}+)*$/u;
const ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/;
/** developer.work.weixin.qq.com 90195: 1–64 bytes of letters, digits and `_-@.`, the first one a letter or a digit. */
const WECOM_ID = /^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/;
const DINGTALK_ID = /^[0-9A-Za-z_\-@.$:]{1,64}$/;

/** A person's name. */
export function readName(cell: CellValue): Reading<string> {
  const reading = typedText(cell);
  if ('message' in reading) return reading;
  // In a name every dot, also a full stop, stands between two parts.
  const value = plainName(reading.value);
  return NAME.test(value) ? { value } : { message: '姓名应为两个字以上的汉字' };
}

/** A 人员编号 or 单位编号. */
export const readId = matching(ID, '编号只能用字母、数字、“-”和“_”，不超过 64 位');

/** A WeCom user id. WeCom ignores case in them; they are stored in lower case. */
export function readWecomId(cell: CellValue): Reading<string> {
  const reading = matching(WECOM_ID, '不是企业微信账号')(cell);
  return 'value' in reading ? { value: reading.value.toLowerCase() } : reading;
}

/** A telephone number; spaces and brackets between its parts are removed. */
export function readPhone(cell: CellValue): Reading<string> {
  const reading = typedText(cell);
  if ('message' in reading) return reading;
  const plain = comparable(reading.value).replace(/[()\s]/g, '');
  const value = plain.replace(/[、,;]/g, '/').replace(/-+/g, '-');
  return phoneText.safeParse(value).success ? { value } : { message: '联系电话应为数字，可带“-”，两个号码之间用“/”' };
}

export const readDingtalkId = matching(DINGTALK_ID, '不是钉钉 UserID');

/** The end of a secondment; `null` while it lasts. */
export const readEnd = orNone(readKnownDate, ['今', '至今', '现在', '目前']);

export const readFlag = oneOf(FLAG_WORDS, '“是”或“否”');
export const readSex = oneOf(SEX_WORDS, '“男”或“女”');
export const readCategory = oneOf<CadreCategory>(CATEGORY_WORDS, '党政机关、参公、事业、国企或村社区');
export const readPoliticalStatus = oneOf(POLITICAL_WORDS, '中共党员、预备党员、共青团员、民主党派、无党派或群众');
export const readDepartmentKind = oneOf(DEPARTMENT_WORDS, '业务部门或综合部门');
export const readRankLevel = oneOf(RANK_LEVEL_WORDS, '县处级、乡科级正职、乡科级副职或科员及以下');

/** `2019.05`, also `2019.05—`, `2019.05至今`, `2019.05起`. */
export function readSince(cell: CellValue): Reading<string> {
  if (cell.kind !== 'text') return readKnownDate(cell);
  return readKnownDate({ ...cell, text: comparable(cell.text).replace(/(?:-{1,2}|-*至今|起|以来)$/, '') });
}

/** When the present post began, from a career (简历): the date of the line without an end, `2019.05--        县财政局副局长`. */
export function readLastStep(cell: CellValue): Reading<string> {
  const typed = typedText(cell);
  if ('message' in typed) return typed;
  const open = typed.value.split('\n').flatMap((line) => {
    const [, from] = /^(\d{4}\.\d{1,2}(?:\.\d{1,2})?)(?:-+(?:至?今)?|至今)(?![-\d.])/.exec(comparable(line)) ?? [];
    return from === undefined ? [] : [from];
  });
  const [last, another] = open;
  if (last === undefined) return { message: '简历中没有至今仍在任的一段' };
  if (another !== undefined) return { message: '简历中有几段至今仍在任，看不出任现职的时间' };
  return readKnownDate({ kind: 'text', text: last });
}
