import { typedWord } from '../../chat/plain-text.ts';
import { namedAs } from '../../county/people-meant.ts';
import { lineText } from '../../sheets/cells.ts';
import type { RowReader } from '../../sheets/table.ts';

/** Somebody a row may be about. */
export interface KnownPerson {
  cadreId: string;
  name: string;
  unitName: string;
  /** Their accounts on the platforms. */
  accounts?: readonly string[];
}

/** Who a row is about, by number or by name and unit, of those `people` finds; of namesakes, whoever has the account, or the number is needed. */
export function personOf(
  reader: Pick<RowReader<'id' | 'name' | 'unit'>, 'read' | 'reject'>,
  people: (typed: string) => KnownPerson[],
  account = '',
): KnownPerson | undefined {
  const id = reader.read('id', lineText(64));
  const name = reader.read('name', lineText(50));
  const unit = reader.read('unit', lineText(100));
  if (name === undefined) return undefined;
  const named = people(id ?? name).filter((each) => id === undefined || namedAs([each], name).length > 0);
  const inUnit = unit === undefined || named.length < 2 ? named : named.filter(({ unitName }) => unitName === unit);
  const holders = inUnit.filter(({ accounts = [] }) => accounts.some((each) => typedWord(each) === typedWord(account)));
  const [only, second] = holders.length === 1 ? holders : inUnit;
  if (only === undefined) reader.reject('name', '信息库中没有这个人');
  if (second !== undefined) reader.reject('name', '信息库中有多名同名人员，请填写“人员编号”');
  return second === undefined ? only : undefined;
}
