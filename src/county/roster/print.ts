import type { Problem } from '../../sheets/table.ts';
import type { RosterKind, RosterPlan } from './roster-plan.ts';

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
  const { addUnits, addCadres, change } = plan.changes;
  const nothingToDo = addUnits.length + addCadres.length + change.length === 0;
  const lines = [
    `工作表“${plan.sheetName}”识别为${KIND_NAMES[plan.kind]}，共 ${plan.rowsRead} 行。`,
    ...(plan.unused.length === 0 ? [] : [`未使用的列：${plan.unused.join('、')}。`]),
    ...plan.notes,
  ];
  if (plan.problems.length > 0) {
    lines.push(
      `其中 ${plan.rowsOk} 行无误，发现 ${plan.problems.length} 处问题，全部改正前不会导入：`,
      ...some(plan.problems.map(problemLine), full),
    );
    return lines.join('\n');
  }
  const added = [
    ...addUnits.map((unit) => `新增单位：${unit.name}`),
    ...addCadres.map((cadre) => `新增人员：${cadre.name}（${cadre.post}）`),
  ];
  const changed = change.map((one) => `${one.who}：${one.label}由“${one.fromText}”改为“${one.toText}”`);
  const leftOut = plan.leftOut.map((one) => `第 ${one.row} 行 ${one.who}：${one.why}`);
  lines.push(
    `没有问题。新增 ${added.length} 条，修改 ${change.length} 处，${plan.same} 行与信息库一致。`,
    ...some(added, full),
    ...some(changed, full),
    ...(leftOut.length === 0 ? [] : [`有 ${leftOut.length} 行未导入：`, ...some(leftOut, full)]),
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

function some(lines: readonly string[], full: boolean): string[] {
  if (full || lines.length <= LINES_SHOWN) return lines.map((line) => `  ${line}`);
  return [...lines.slice(0, LINES_SHOWN).map((line) => `  ${line}`), `  ……另有 ${lines.length - LINES_SHOWN} 条`];
}
