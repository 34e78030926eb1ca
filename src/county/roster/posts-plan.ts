import { comparable } from '../../chat/plain-text.ts';
import { lineText, orNone } from '../../sheets/cells.ts';
import { readKnownDate } from '../../sheets/known-dates.ts';
import { type Problem, RowReader, type Table } from '../../sheets/table.ts';
import type { CadreRecord, HeldPost } from '../cadre.ts';
import { cadreChange } from './field-changes.ts';
import { withPost } from './held-posts.ts';
import { readEnd, readId, readName, readRankLevel } from './people-cells.ts';
import { RosterIndex } from './roster-index.ts';
import type { PlannedRows, RosterPresent } from './roster-plan.ts';
import type { PostsField } from './roster-tables.ts';

/** What importing a sheet of posts over time would change: posts held before, and posts held beside the main one. */
export function planPosts(table: Table<PostsField>, present: RosterPresent): PlannedRows {
  const index = new RosterIndex(present.units, present.cadres);
  const problems: Problem[] = [];
  const posts = new Map<string, readonly HeldPost[] | undefined>();
  let rowsOk = 0;
  for (const row of table.rows) {
    const reader = new RowReader(table, row, problems);
    const cadre = personOf(reader, index);
    const post = readPost(reader, index, present.todayOn);
    if (cadre === undefined || post === undefined || !reader.ok) continue;
    rowsOk += 1;
    const known = posts.has(cadre.id) ? posts.get(cadre.id) : cadre.otherPosts;
    posts.set(cadre.id, isMainPost(cadre, post) ? known : withPost(known, post));
  }
  const change = [...posts].flatMap(([id, list]) => {
    const cadre = index.cadre(id);
    return cadre === undefined ? [] : cadreChange(cadre, 'otherPosts', cadre.otherPosts, list, index);
  });
  return { change, same: posts.size - change.length, rowsOk, problems };
}

function isMainPost(cadre: CadreRecord, post: HeldPost): boolean {
  return post.untilOn === undefined && post.unitId === cadre.unitId && comparable(post.post) === comparable(cadre.post);
}

/** Who a row is about, by number or by a name that nobody else has. */
export function personOf(
  reader: Pick<RowReader<'id' | 'name'>, 'read' | 'reject' | 'ok'>,
  index: RosterIndex,
): CadreRecord | undefined {
  const id = reader.read('id', readId);
  const name = reader.read('name', readName);
  if (!reader.ok || name === undefined) return undefined;
  const meant = id === undefined ? index.namesakes(name) : [index.cadre(id)].filter((one) => one !== undefined);
  const [only, second] = meant.filter((one) => one.name === name);
  if (only === undefined) reader.reject(id === undefined ? 'name' : 'id', '信息库中没有这个人');
  if (second !== undefined) reader.reject('name', '信息库中有多名同名人员，请填写“人员编号”');
  return second === undefined ? only : undefined;
}

function readPost(reader: RowReader<PostsField>, index: RosterIndex, todayOn: string): HeldPost | undefined {
  const written = reader.read('unit', lineText(100));
  const post = reader.read('post', lineText(100));
  const rankLevel = reader.read('rankLevel', orNone(readRankLevel)) ?? undefined;
  const fromOn = reader.read('fromOn', readKnownDate);
  const untilOn = reader.read('untilOn', readEnd) ?? undefined;
  if (!reader.ok || written === undefined || post === undefined || fromOn === undefined) return undefined;
  if (fromOn > todayOn) reader.reject('fromOn', '晚于今天');
  if (untilOn !== undefined && untilOn < fromOn.slice(0, untilOn.length))
    reader.reject('untilOn', '结束时间早于开始时间');
  const unit = index.unitNamed(written);
  return {
    ...(unit === undefined ? {} : { unitId: unit.id }),
    ...{ unitName: unit?.name ?? written, post, fromOn },
    ...(rankLevel === undefined ? {} : { rankLevel }),
    ...(untilOn === undefined ? {} : { untilOn }),
  };
}
