import { createHash } from 'node:crypto';
import { RuleError } from '../../errors.ts';
import { findTable } from '../../sheets/find-table.ts';
import { lostZeros } from '../../sheets/lost-zeros.ts';
import type { Sheet } from '../../sheets/sheet.ts';
import { firstRowOf } from '../../sheets/sheet.ts';
import type { Table } from '../../sheets/table.ts';
import { planAppointments } from './appointments-plan.ts';
import { planDirectory } from './directory-plan.ts';
import { planPeople } from './people-plan.ts';
import { planPosts } from './posts-plan.ts';
import type {
  ChangeOrigin,
  PlannedRows,
  RosterChanges,
  RosterKind,
  RosterPlan,
  RosterPort,
  RosterPresent,
} from './roster-plan.ts';
import {
  APPOINTMENTS_TABLE,
  DINGTALK_TABLE,
  PEOPLE_TABLE,
  POSTS_TABLE,
  UNITS_TABLE,
  WECOM_TABLE,
} from './roster-tables.ts';
import { planUnits } from './units-plan.ts';

/**
 * What importing a sheet would do; changes nothing itself. The headers show which kind of sheet it is.
 *
 * @throws RuleError `import.no-table` when no header row of a known kind is found
 */
export function planRosterImport(sheet: Sheet, present: RosterPresent): RosterPlan {
  const plan = planAs(sheet, present);
  if (plan !== undefined) return plan;
  throw new RuleError('import.no-table', {
    found: firstRowOf(sheet),
    known:
      '干部名册应有“姓名”“单位”“出生年月”等列，单位名册应有“单位名称”“单位类别”等列，企业微信导出表应有“姓名”“账号”“部门”列，钉钉导出表应有“员工UserID”“姓名”列，任职经历表应有“姓名”“任职单位”“任职开始时间”列，任免表应有“姓名”“任职单位”“新任职务”“任命时间”列。样表可用 npx xuece import samples <目录> 写出。',
  });
}

/**
 * The only sheet of a file that can be imported.
 * @throws RuleError `import.no-table`, `import.several-tables`
 */
export function planRosterFile(sheets: readonly Sheet[], present: RosterPresent): RosterPlan {
  const [first, ...others] = sheets.filter((sheet) => sheet.hidden !== true);
  if (first === undefined) throw new RuleError('import.empty-file');
  const plans = [first, ...others].flatMap((sheet) => planAs(sheet, present) ?? []);
  const [plan, ...more] = plans;
  if (plan === undefined) return planRosterImport(first, present);
  if (more.length > 0) {
    throw new RuleError('import.several-tables', { sheets: plans.map((one) => one.sheetName).join('、') });
  }
  const hidden = sheets.filter((sheet) => sheet.hidden === true).map((sheet) => `“${sheet.sheetName}”`);
  if (hidden.length === 0) return plan;
  return { ...plan, notes: [...plan.notes, `隐藏的工作表${hidden.join('、')}没有读取。`] };
}

/** Whether a sheet of the file has the columns of a roster. */
export function isRosterFile(sheets: readonly Sheet[]): boolean {
  const kinds = [PEOPLE_TABLE, APPOINTMENTS_TABLE, POSTS_TABLE, UNITS_TABLE, WECOM_TABLE, DINGTALK_TABLE];
  return sheets.some((sheet) => kinds.some((kind) => findTable<string>(sheet, kind) !== undefined));
}

/**
 * Applies a plan as a whole.
 * @throws RuleError `import.has-problems` when the plan has any
 */
export async function applyRosterPlan(port: RosterPort, plan: RosterPlan, origin: ChangeOrigin): Promise<void> {
  if (plan.problems.length > 0) throw new RuleError('import.has-problems', { count: plan.problems.length });
  const { addUnits, addCadres, change } = plan.changes;
  if (addUnits.length + addCadres.length + change.length > 0) await port.apply(plan.changes, origin);
}

function planAs(sheet: Sheet, present: RosterPresent): RosterPlan | undefined {
  const dingtalk = findTable(sheet, DINGTALK_TABLE);
  const accounts = dingtalk ?? findTable(sheet, WECOM_TABLE);
  if (accounts !== undefined && present.cadres.length === 0) throw new RuleError('import.people-first');
  if (dingtalk !== undefined) return asPlan('dingtalk', dingtalk, planDirectory(dingtalk, 'dingtalk', present));
  const wecom = findTable(sheet, WECOM_TABLE);
  if (wecom !== undefined) return asPlan('wecom', wecom, planDirectory(wecom, 'wecom', present));
  const appointments = findTable(sheet, APPOINTMENTS_TABLE);
  const posts = appointments === undefined ? findTable(sheet, POSTS_TABLE) : undefined;
  if ((appointments ?? posts) !== undefined && present.cadres.length === 0) throw new RuleError('import.people-first');
  if (appointments !== undefined) return asPlan('appointments', appointments, planAppointments(appointments, present));
  if (posts !== undefined) return asPlan('posts', posts, planPosts(posts, present));
  const people = findTable(sheet, PEOPLE_TABLE);
  if (people !== undefined && present.units.length === 0) throw new RuleError('import.units-first');
  if (people !== undefined) return asPlan('people', people, planPeople(people, present));
  const units = findTable(sheet, UNITS_TABLE);
  return units === undefined ? undefined : asPlan('units', units, planUnits(units, present));
}

function asPlan<F extends string>(kind: RosterKind, table: Table<F>, planned: PlannedRows): RosterPlan {
  const zeros = lostZeros<string>(table, ['id', 'userId', 'wecom', 'dingtalk']);
  const problems = [...table.problems, ...planned.problems, ...zeros].sort((a, b) => a.row - b.row);
  const nothing = problems.length > 0;
  const changes = {
    addUnits: nothing ? [] : (planned.addUnits ?? []),
    addCadres: nothing ? [] : (planned.addCadres ?? []),
    change: nothing ? [] : planned.change,
  };
  return {
    kind,
    sheetName: table.sheetName,
    rowsRead: table.rows.length,
    rowsOk: planned.rowsOk,
    problems,
    changes: { importId: importIdOf(changes), ...changes },
    same: planned.same,
    leftOut: planned.leftOut ?? [],
    unused: table.unused,
    notes: [
      ...(planned.notes ?? []),
      ...table.leftOut.map(({ row, text }) => `第 ${row} 行不是名册记录，没有读取：${text}`),
    ],
  };
}

/** Of the same changes it is the same; they are hashed one by one, however many they are. */
function importIdOf({ addUnits, addCadres, change }: Omit<RosterChanges, 'importId'>): string {
  const hash = createHash('sha256');
  const take = (name: string, items: Iterable<object>) => {
    let before = `"${name}":[`;
    for (const item of items) {
      hash.update(`${before}${JSON.stringify(item)}`);
      before = ',';
    }
    hash.update(before === ',' ? ']' : `${before}]`);
  };
  hash.update('{');
  take('addUnits', addUnits);
  hash.update(',');
  take('addCadres', addCadres);
  hash.update(',');
  take('change', change);
  return hash.update('}').digest('hex').slice(0, 32);
}
