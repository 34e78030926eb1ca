import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { beijingDateOf, formatClock } from '../calendar/beijing-time.ts';
import {
  type CadreRecord,
  cadreCategoryLabel,
  rankLevelLabel,
  sexLabel,
  type UnitRecord,
  unitKindLabel,
} from '../county/cadre.ts';
import { csvRecord } from '../sheets/safe-cell.ts';
import { writeWorkbook } from '../sheets/write-workbook.ts';
import { courseTypeLabel, methodLabel, type Session } from '../training/class/session.ts';
import { standardCurriculum } from '../training/class/standard-curriculum.ts';
import type { DemoCounty } from './county.ts';
import { COUNTY_NAME } from './county-units.ts';
import { sampleReport, sampleTest } from './sample-work.ts';

/** The units and people of a county. */
type People = Pick<DemoCounty, 'units' | 'cadres'>;

/** Rows of text, the header first. */
export type Grid = readonly (readonly string[])[];

/** The organisation department's roster of these people, with every column the import knows. */
export function peopleGrid(county: People, cadres: readonly CadreRecord[] = county.cadres): Grid {
  const units = new Map(county.units.map((unit) => [unit.id, unit]));
  const header = [
    ...[
      '人员编号',
      '姓名',
      '单位',
      '职务',
      '职级',
      '性别',
      '出生年月',
      '参加工作时间',
      '入党时间',
      '任现职时间',
      '层级',
      '类别',
    ],
    ...['任现层级时间', '录用时间', '是否关键岗位', '基层工作经历', '班子成员', '主要负责人', '联络员'],
    ...['挂职借调单位', '挂职借调开始时间', '挂职借调结束时间', '企业微信账号', '钉钉账号', '联系电话'],
  ];
  const flag = (value: boolean) => (value ? '是' : '否');
  const rows = cadres.map((cadre) => {
    const unit = units.get(cadre.unitId);
    return [
      cadre.id,
      cadre.name,
      unit?.name ?? '',
      cadre.post,
      cadre.gradeRank ?? '无',
      sexLabel(cadre.sex),
      dotted(cadre.birthMonth),
      dotted(cadre.joinedWorkOn),
      cadre.joinedPartyOn === undefined ? '群众' : dotted(cadre.joinedPartyOn),
      dotted(cadre.inPostSince),
      rankLevelLabel(cadre.rankLevel),
      cadreCategoryLabel(cadre.cadreCategory),
      dotted(cadre.promotedOn ?? ''),
      dotted(cadre.recruitedOn ?? ''),
      flag(cadre.keyPost),
      flag(cadre.grassrootsExperience),
      flag(cadre.leadershipTeam),
      flag(unit?.headId === cadre.id),
      flag(unit?.liaisonId === cadre.id),
      cadre.secondment?.place ?? '',
      dotted(cadre.secondment?.fromOn ?? ''),
      dotted(cadre.secondment?.untilOn ?? ''),
      cadre.identities.wecom ?? '',
      cadre.identities.dingtalk ?? '',
      cadre.phone ?? '',
    ];
  });
  return [header, ...rows];
}

/** The list of units. */
export function unitsGrid(units: readonly UnitRecord[]): Grid {
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const rows = units.map((unit) => [
    unit.id,
    unit.name,
    unitKindLabel(unit.kind),
    unit.parentId === undefined ? '' : (names.get(unit.parentId) ?? ''),
    String(unit.size),
  ]);
  return [['单位编号', '单位名称', '单位类别', '上级单位', '人数'], ...rows];
}

/** Former posts of these people. */
export function postsGrid({ cadres }: People): Grid {
  const rows = cadres.flatMap(({ id, name, otherPosts = [] }) =>
    otherPosts.map(({ unitName, post, rankLevel, fromOn, untilOn = '' }) => [
      ...[id, name, unitName, post, rankLevel === undefined ? '' : rankLevelLabel(rankLevel)],
      ...[dotted(fromOn), dotted(untilOn)],
    ]),
  );
  return [['人员编号', '姓名', '任职单位', '职务', '层级', '任职开始时间', '任职结束时间'], ...rows];
}

/** Hours of past years of these people. */
function hoursGrid({ cadres, hourEntries }: Pick<DemoCounty, 'cadres' | 'hourEntries'>): Grid {
  const names = new Map(cadres.map(({ id, name }) => [id, name]));
  const rows = hourEntries.map(({ cadreId, kind, title, organiser, fromOn, toOn, halfDays, minutes }) => [
    ...[cadreId, names.get(cadreId) ?? '', title, organiser, fromOn, toOn, String(halfDays / 2), String(minutes / 60)],
    kind === 'group' ? '脱产' : '网络',
  ]);
  const header = ['人员编号', '姓名', '培训班名称', '主办单位', '开始日期', '结束日期', '天数', '学时', '培训方式'];
  return [header, ...rows];
}

/** A WeCom contact export of everyone with a WeCom account. */
export function wecomGrid(county: People): Grid {
  const rows = county.cadres.flatMap((cadre) => {
    if (cadre.identities.wecom === undefined) return [];
    const department = `${COUNTY_NAME}/${unitName(county, cadre)}`;
    return [[cadre.name, cadre.identities.wecom, '', cadre.post, department, sexLabel(cadre.sex), '', '', '']];
  });
  return [['姓名', '账号', '别名', '职务', '部门', '性别', '手机', '座机', '邮箱'], ...rows];
}

/** A DingTalk contact export of everyone with a DingTalk account. */
export function dingtalkGrid(county: People): Grid {
  const rows = county.cadres.flatMap((cadre) => {
    if (cadre.identities.dingtalk === undefined) return [];
    const department = `${COUNTY_NAME}-${unitName(county, cadre)}`;
    return [[cadre.identities.dingtalk, cadre.name, '', department, cadre.post, cadre.id, '否', '']];
  });
  return [['员工UserID', '姓名', '手机号', '部门', '职位', '工号', '是否此部门主管(是/否)', '邮箱'], ...rows];
}

/** A class's timetable as the import reads it. */
function timetableGrid(sessions: readonly Session[]): Grid {
  const rows = sessions.map((session) => [
    beijingDateOf(session.startsAt),
    formatClock(session.startsAt),
    formatClock(session.endsAt),
    session.title,
    session.parts.length === 1
      ? session.parts.map((part) => courseTypeLabel(part.type)).join('')
      : session.parts.map((part) => `${courseTypeLabel(part.type)}${part.minutes}`).join('+'),
    methodLabel(session.method),
    session.lecturer,
    session.place,
  ]);
  return [['日期', '开始', '结束', '课程', '类型', '方式', '授课人', '地点'], ...rows];
}

/** The grid as .xlsx bytes; every cell is text. */
export function gridToXlsx(grid: Grid, sheetName: string): Uint8Array {
  return writeWorkbook({ name: sheetName, rows: grid, headerRow: 1 });
}

/** The grid as .csv bytes in GBK, as older office software expects it. */
export function gridToGbkCsv(grid: Grid): Uint8Array {
  return iconv.encode(grid.map(csvRecord).join(''), 'gb18030');
}

/** Writes the demo county's sample files into a folder, creating it if needed. @returns their names */
export async function writeSampleFiles(folder: string, county: DemoCounty, opensOn: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['单位名册.xlsx', gridToXlsx(unitsGrid(county.units), '单位名册')],
    ['干部名册.xlsx', gridToXlsx(peopleGrid(county), '干部名册')],
    ['干部名册.csv', gridToGbkCsv(peopleGrid(county))],
    ['企业微信通讯录.xlsx', gridToXlsx(wecomGrid(county), '通讯录')],
    ['钉钉通讯录.xlsx', gridToXlsx(dingtalkGrid(county), '通讯录')],
    ['任职经历.xlsx', gridToXlsx(postsGrid(county), '任职经历')],
    ['历年学时.xlsx', gridToXlsx(hoursGrid(county), '历年学时')],
    ['课程表.xlsx', gridToXlsx(timetableGrid(standardCurriculum(opensOn)), '课程表')],
    ['入学测试试题表.xlsx', writeWorkbook(sampleTest(opensOn))],
    ['调研报告.docx', sampleReport()],
  ];
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  return files.map(([name]) => name);
}

function unitName(county: People, cadre: CadreRecord): string {
  return county.units.find((unit) => unit.id === cadre.unitId)?.name ?? '';
}

function dotted(on: string): string {
  return on.replaceAll('-', '.');
}
