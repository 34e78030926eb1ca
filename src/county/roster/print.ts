import type { Listed } from '../../sheets/packed-list.ts';
import type { Problem } from '../../sheets/table.ts';
import type { FieldChange, LeftOut, RosterChanges, RosterKind, RosterPlan } from './roster-plan.ts';

const KIND_NAMES: Readonly<Record<RosterKind, string>> = {
  people: '干部名册',
  units: '单位名册',
  posts: '任职经历表',
  appointments: '任免表',
  wecom: '企业微信通讯录导出表',
  dingtalk: '钉钉通讯录导出表',
};

/** What a kind of roster is called. */
export function rosterKindName(kind: RosterKind): string {
  return KIND_NAMES[kind];
}

/** How many lines of each list a preview shows, unless the full lists are wanted. */
const LINES_SHOWN = 20;

/** A plan as text for the command line: counts, problems with row and column, and what would change. */
export function rosterPreview(plan: RosterPlan, full = false): string {
  const { leftOut, changes } = plan;
  const { addUnits, addCadres, change } = changes;
  const added = addUnits.length + addCadres.length;
  const nothingToDo = added + change.length === 0;
  const lines = [
    `工作表“${plan.sheetName}”识别为${KIND_NAMES[plan.kind]}，共 ${plan.rowsRead} 行。`,
    ...(plan.unused.length === 0 ? [] : [`未使用的列：${plan.unused.join('、')}。`]),
    ...plan.notes,
  ];
  if (plan.problems.length > 0) {
    lines.push(
      `其中 ${plan.rowsOk} 行无误，发现 ${plan.problems.length} 处问题，全部改正前不会导入：`,
      ...some(linesOf(plan.problems, problemLine), plan.problems.length, full),
    );
    return lines.join('\n');
  }
  lines.push(
    `没有问题。新增 ${added} 条，修改 ${change.length} 处，${plan.same} 行与信息库一致。`,
    ...some(addedLines(changes), added, full),
    ...some(linesOf(change, changeLine), change.length, full),
    ...(leftOut.length === 0
      ? []
      : [`有 ${leftOut.length} 行未导入：`, ...some(linesOf(leftOut, leftOutLine), leftOut.length, full)]),
    ...(nothingToDo ? ['无需改动。'] : []),
  );
  return lines.join('\n');
}

/** `第 7 行 F 列（出生年月）：没有13月（填写的是“1975.13”）`; of a form, `“出生年月”一栏：…`. */
export function problemLine(problem: Problem): string {
  const label = problem.header === '' ? '' : `“${problem.header}”一栏`;
  const column = problem.column === '' ? '' : ` ${problem.column} 列`;
  const header = problem.column === '' || problem.header === '' ? '' : `（${problem.header}）`;
  const value = problem.value.replaceAll(/\s+/g, ' ').trim();
  const shown = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  const place = problem.row === 0 ? label : `第 ${problem.row} 行${column}${header}`;
  return `${place}：${problem.message}${shown === '' ? '' : `（填写的是“${shown}”）`}`;
}

function* addedLines({ addUnits, addCadres }: RosterChanges): Generator<string> {
  for (const { name } of addUnits) yield `新增单位：${name}`;
  for (const { name, post } of addCadres) yield `新增人员：${name}（${post}）`;
}

function* linesOf<Item>(items: Listed<Item>, lineOf: (item: Item) => string): Generator<string> {
  for (const item of items) yield lineOf(item);
}

const changeLine = ({ who, label, fromText, toText }: FieldChange) => `${who}：${label}由“${fromText}”改为“${toText}”`;
const leftOutLine = ({ row, who, why }: LeftOut) => `第 ${row} 行 ${who}：${why}`;

/** The first of so many lines, or all of them; those that are not shown are not made. */
function some(lines: Iterable<string>, count: number, full: boolean): string[] {
  const shown: string[] = [];
  for (const line of lines) {
    if (!full && shown.length === LINES_SHOWN) return [...shown, `  ……另有 ${count - LINES_SHOWN} 条`];
    shown.push(`  ${line}`);
  }
  return shown;
}
