import { beijingTime } from '../../calendar/beijing-time.ts';
import { comparable, typedName } from '../../chat/plain-text.ts';
import { findTable } from '../../sheets/find-table.ts';
import type { CellValue, Sheet } from '../../sheets/sheet.ts';
import type { TableKind } from '../../sheets/table.ts';

/** One line of the list of a meeting tool: from when until when somebody was there. A person may have several. */
export interface JoinLine {
  name: string;
  account: string;
  from: Date;
  to: Date;
}

/** Whom a line may mean. */
export interface Known {
  cadreId: string;
  name: string;
  /** Of each platform. */
  accounts: readonly string[];
}

export interface Joined {
  cadreId: string;
  lines: readonly JoinLine[];
  /** What they called themselves, where only a part of it is their name. */
  guessedFrom?: string;
}

interface Matched {
  joined: readonly Joined[];
  /** Names that stand for more than one trainee, and those that stand for none. */
  doubtful: readonly string[];
  unknown: readonly string[];
}

type Field = 'name' | 'account' | 'join' | 'leave';

const TABLE: TableKind<Field> = {
  marks: ['name', 'join', 'leave'],
  columns: [
    {
      ...{ field: 'name', label: '姓名', required: true },
      synonyms: [
        '昵称',
        '用户昵称',
        '用户昵称（入会昵称）',
        '入会名称',
        '成员',
        '成员名称',
        '参会人',
        '参会者',
        '参会成员',
      ],
    },
    { field: 'account', label: '账号', synonyms: ['用户ID', 'UserID', '工号', '编号', '企业微信账号', '钉钉账号'] },
    {
      field: 'join',
      label: '入会时间',
      synonyms: ['加入时间', '进入时间', '进会时间', '首次入会时间', '开始观看时间'],
    },
    {
      field: 'leave',
      label: '退会时间',
      synonyms: ['离会时间', '离开时间', '退出时间', '最后退会时间', '结束观看时间'],
    },
  ],
};

/**
 * Reads the list of who joined a meeting and left it, as meeting tools hand it out.
 * @param fallbackOn - the day of times that are written without one
 * @returns `undefined` for another kind of sheet; `unreadable`: lines without both times
 */
export function readJoinList(
  sheets: readonly Sheet[],
  fallbackOn: string,
): { lines: JoinLine[]; unreadable: number } | undefined {
  const tables = sheets.flatMap((sheet) => findTable(sheet, TABLE) ?? []);
  if (tables.length === 0) return undefined;
  const lines: JoinLine[] = [];
  let unreadable = 0;
  for (const { rows, columns } of tables)
    for (const { cells } of rows) {
      const cellOf = (field: Field) => cells.get(columns.get(field)?.at ?? -1);
      const [from, to] = [momentOf(cellOf('join'), fallbackOn), momentOf(cellOf('leave'), fallbackOn)];
      const name = cellOf('name')?.text.trim() ?? '';
      if (from === undefined || to === undefined || to < from || name === '') unreadable += 1;
      else lines.push({ name, account: cellOf('account')?.text.trim() ?? '', from, to });
    }
  return { lines, unreadable };
}

const MOMENT = /(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*)?(\d{1,2})[:：](\d{2})/;

function momentOf(cell: CellValue | undefined, fallbackOn: string): Date | undefined {
  if (cell === undefined) return undefined;
  if (cell.kind === 'date') return beijingTime(cell.shows === 'time' ? fallbackOn : cell.day, cell.time);
  const [, year, month = '', day = '', hour = '', minute = ''] = MOMENT.exec(cell.text) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const two = (digits: string) => digits.padStart(2, '0');
  const dateOn = year === undefined ? fallbackOn : `${year}-${two(month)}-${two(day)}`;
  return beijingTime(dateOn, `${two(hour)}:${minute}`);
}

/**
 * Whom the lines mean: by account, then by the whole name, then by a name at the end of what somebody calls themselves (`县财政局赵一`), which
 * is a guess. A name that two trainees bear is nobody's.
 */
export function matchJoined(lines: readonly JoinLine[], people: readonly Known[]): Matched {
  const found = new Map<string, { lines: JoinLine[]; guessedFrom?: string }>();
  const doubtful = new Set<string>();
  const unknown = new Set<string>();
  for (const line of lines) {
    const { meant, isGuess } = meantBy(line, people);
    const [only, ...others] = meant;
    if (only === undefined) unknown.add(line.name);
    else if (others.length > 0) doubtful.add(line.name);
    else {
      const own = found.get(only.cadreId) ?? { lines: [] };
      own.lines.push(line);
      if (isGuess) own.guessedFrom = line.name;
      found.set(only.cadreId, own);
    }
  }
  const joined = [...found].map(([cadreId, each]) => ({ cadreId, ...each }));
  return { joined, doubtful: [...doubtful], unknown: [...unknown] };
}

function meantBy({ name, account }: JoinLine, people: readonly Known[]): { meant: readonly Known[]; isGuess: boolean } {
  const byAccount = people.filter(({ cadreId, accounts }) => isOneOf(account, [cadreId, ...accounts]));
  if (byAccount.length > 0) return { meant: byAccount, isGuess: false };
  const called = typedName(name);
  const byName = people.filter((each) => typedName(each.name) === called);
  if (byName.length > 0) return { meant: byName, isGuess: false };
  return { meant: people.filter((each) => isNamedIn(called, typedName(each.name))), isGuess: true };
}

function isOneOf(account: string, known: readonly string[]): boolean {
  return account !== '' && known.some((each) => comparable(each) === comparable(account));
}

/** Whether the name stands in it where no other letters of a name follow. */
function isNamedIn(called: string, name: string): boolean {
  const at = called.indexOf(name);
  return at >= 0 && !/^\p{Script=Han}/u.test(called.slice(at + name.length));
}
