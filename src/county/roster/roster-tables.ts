import type { TableKind } from '../../sheets/table.ts';

export type PeopleField =
  | 'id'
  | 'name'
  | 'unit'
  | 'unitAndPost'
  | 'post'
  | 'gradeRank'
  | 'sex'
  | 'birthMonth'
  | 'joinedWorkOn'
  | 'joinedPartyOn'
  | 'inPostSince'
  | 'career'
  | 'rankLevel'
  | 'cadreCategory'
  | FlagField
  | 'politicalStatus'
  | 'promotedOn'
  | 'newlyPromoted'
  | 'recruitedOn'
  | 'newRecruit'
  | 'youngCadre'
  | 'departmentKind'
  | 'phone'
  | 'unitHead'
  | 'unitLiaison'
  | 'secondmentPlace'
  | 'secondmentFromOn'
  | 'secondmentUntilOn'
  | 'wecom'
  | 'dingtalk';

/** Columns with 是 or 否 that are fields of the cadre record. */
export const FLAG_FIELDS = ['keyPost', 'grassrootsExperience', 'leadershipTeam'] as const;
export type FlagField = (typeof FLAG_FIELDS)[number];

/** The sheet of an organisation department (干部名册). */
export const PEOPLE_TABLE: TableKind<PeopleField> = {
  marks: ['name', 'birthMonth'],
  columns: [
    { field: 'id', label: '人员编号', synonyms: ['干部编号', '工号'] },
    { field: 'name', label: '姓名', synonyms: ['干部姓名'], required: true },
    {
      field: 'unit',
      label: '单位',
      synonyms: ['单位名称', '工作单位', '所在单位', '任职单位', '派员单位', '现工作单位'],
      required: true,
      unless: 'unitAndPost',
    },
    {
      field: 'post',
      label: '职务',
      synonyms: ['现任职务', '职务名称', '现任职务名称', '现职务', '担任职务', '行政职务'],
      required: true,
      unless: 'unitAndPost',
    },
    {
      field: 'unitAndPost',
      label: '工作单位及职务',
      synonyms: [
        '单位及职务',
        '单位职务',
        '现工作单位及职务',
        '工作单位及现任职务',
        '现任单位及职务',
        '单位及现任职务',
        '工作单位和职务',
      ],
    },
    { field: 'gradeRank', label: '职级', synonyms: ['现任职级', '公务员职级'] },
    { field: 'sex', label: '性别', required: true },
    {
      field: 'birthMonth',
      label: '出生年月',
      synonyms: ['出生日期', '出生时间', '出生年月日', '出生', '生日'],
      required: true,
    },
    {
      field: 'joinedWorkOn',
      label: '参加工作时间',
      synonyms: ['参加工作年月', '参加工作日期', '参工时间', '参加工作', '何时参加工作'],
      required: true,
    },
    {
      field: 'joinedPartyOn',
      label: '入党时间',
      synonyms: ['入党年月', '入党日期', '加入中共时间', '入党', '党派及时间', '加入党派时间', '何时入党'],
    },
    {
      field: 'inPostSince',
      label: '任现职时间',
      synonyms: ['任现职年月', '任现职务时间', '现职时间', '任职时间', '任现职', '任现职日期', '现任职务时间'],
      required: true,
      unless: 'career',
    },
    {
      field: 'promotedOn',
      label: '任现层级时间',
      synonyms: ['任现层级年月', '提拔时间', '任同职级时间', '任同层级时间', '任现职务层次时间', '晋升时间'],
    },
    { field: 'recruitedOn', label: '录用时间', synonyms: ['公务员录用时间', '录用为公务员时间', '录用日期'] },
    { field: 'politicalStatus', label: '政治面貌' },
    { field: 'departmentKind', label: '部门性质', synonyms: ['部门类别', '业务或综合部门'] },
    { field: 'phone', label: '联系电话', synonyms: ['手机', '手机号', '手机号码', '电话', '电话号码', '移动电话'] },
    { field: 'career', label: '简历', synonyms: ['个人简历', '工作简历', '主要简历'] },
    { field: 'rankLevel', label: '层级', synonyms: ['职务层级', '职务层次', '级别'] },
    { field: 'cadreCategory', label: '类别', synonyms: ['人员类别', '干部类别', '编制类别'] },
    { field: 'keyPost', label: '是否关键岗位', synonyms: ['关键岗位', '关键岗位干部', '是否关键岗位干部'] },
    {
      field: 'newlyPromoted',
      label: '新提拔',
      synonyms: ['是否新提拔', '新提拔领导干部', '是否新提拔领导干部'],
    },
    { field: 'newRecruit', label: '新录用', synonyms: ['是否新录用', '新录用公务员', '是否新录用公务员'] },
    { field: 'youngCadre', label: '年轻干部', synonyms: ['是否年轻干部'] },
    {
      field: 'grassrootsExperience',
      label: '基层工作经历',
      synonyms: ['有无基层工作经历', '是否有基层工作经历', '基层工作经验'],
    },
    { field: 'leadershipTeam', label: '班子成员', synonyms: ['是否班子成员', '领导班子成员', '是否领导班子成员'] },
    {
      field: 'unitHead',
      label: '主要负责人',
      synonyms: ['是否主要负责人', '单位主要负责人', '是否单位主要负责人'],
    },
    { field: 'unitLiaison', label: '联络员', synonyms: ['是否联络员', '单位联络员', '是否单位联络员'] },
    { field: 'secondmentPlace', label: '挂职借调单位', synonyms: ['挂职(借调)单位', '挂职单位', '借调单位'] },
    { field: 'secondmentFromOn', label: '挂职借调开始时间', synonyms: ['挂职(借调)开始时间', '挂职借调起始时间'] },
    { field: 'secondmentUntilOn', label: '挂职借调结束时间', synonyms: ['挂职(借调)结束时间'] },
    { field: 'wecom', label: '企业微信账号', synonyms: ['企业微信帐号', '企业微信ID', '企业微信UserID'] },
    { field: 'dingtalk', label: '钉钉账号', synonyms: ['钉钉帐号', '钉钉ID', '钉钉UserID'] },
  ],
};

/** Departments in a vendor's export: one path, or one column per level. */
const LEVELS = ['level1', 'level2', 'level3', 'level4', 'level5', 'level6', 'level7'] as const;
export type DirectoryField = 'userId' | 'name' | 'id' | 'department' | (typeof LEVELS)[number];
export const DEPARTMENT_FIELDS: readonly DirectoryField[] = ['department', ...LEVELS];

/**
 * WeCom's contact export (管理后台 › 通讯录 › 批量导入/导出), and the CSV of its batch interface (`帐号`, `所在部门`). Where each name was
 * seen: `docs/import.md`.
 */
export const WECOM_TABLE: TableKind<DirectoryField> = {
  marks: ['name', 'userId', 'department'],
  columns: [
    { field: 'userId', label: '账号', synonyms: ['帐号'], required: true },
    { field: 'name', label: '姓名', required: true },
    { field: 'department', label: '部门', synonyms: ['所在部门'] },
    { field: 'id', label: '人员编号', synonyms: ['干部编号', '工号'] },
  ],
};

/** DingTalk's contact export: the older form with one 部门 column, the newer one with 1级部门 to 7级部门. */
export const DINGTALK_TABLE: TableKind<DirectoryField> = {
  marks: ['name', 'userId'],
  columns: [
    { field: 'userId', label: '员工UserID', synonyms: ['员工ID'], required: true },
    { field: 'name', label: '姓名', required: true },
    { field: 'department', label: '部门', synonyms: ['主部门'] },
    ...LEVELS.map((field, index) => ({ field, label: `${index + 1}级部门` })),
    { field: 'id', label: '工号', synonyms: ['人员编号', '干部编号'] },
  ],
};

/** Posts held before, and posts held at the same time. */
export type PostsField = 'id' | 'name' | 'unit' | 'post' | 'rankLevel' | 'fromOn' | 'untilOn';
export const POSTS_TABLE: TableKind<PostsField> = {
  marks: ['name', 'fromOn', 'untilOn'],
  columns: [
    { field: 'id', label: '人员编号', synonyms: ['干部编号', '工号'] },
    { field: 'name', label: '姓名', synonyms: ['干部姓名'], required: true },
    { field: 'unit', label: '任职单位', synonyms: ['单位', '单位名称', '工作单位'], required: true },
    { field: 'post', label: '职务', synonyms: ['担任职务', '任职职务'], required: true },
    { field: 'rankLevel', label: '层级', synonyms: ['职务层级', '职务层次'] },
    { field: 'fromOn', label: '任职开始时间', synonyms: ['任职起始时间', '任职时间', '开始时间'], required: true },
    { field: 'untilOn', label: '任职结束时间', synonyms: ['免职时间', '结束时间'] },
  ],
};

/** Who came to a new post (任免), one line each. */
export type AppointmentField = 'id' | 'name' | 'unit' | 'newPost' | 'rankLevel' | 'appointedOn';
export const APPOINTMENTS_TABLE: TableKind<AppointmentField> = {
  marks: ['name', 'newPost', 'appointedOn'],
  columns: [
    { field: 'id', label: '人员编号', synonyms: ['干部编号', '工号'] },
    { field: 'name', label: '姓名', synonyms: ['干部姓名'], required: true },
    { field: 'unit', label: '任职单位', synonyms: ['新任单位', '拟任单位', '单位', '单位名称'], required: true },
    { field: 'newPost', label: '新任职务', synonyms: ['拟任职务', '任命职务', '任职职务'], required: true },
    { field: 'rankLevel', label: '层级', synonyms: ['职务层级', '职务层次', '新任层级'] },
    { field: 'appointedOn', label: '任命时间', synonyms: ['任命日期', '任职时间', '任职日期'], required: true },
  ],
};

export type UnitField = 'id' | 'name' | 'kind' | 'parent' | 'size';

/** The list of units, which must be imported before people. */
export const UNITS_TABLE: TableKind<UnitField> = {
  marks: ['name', 'kind'],
  columns: [
    { field: 'id', label: '单位编号', synonyms: ['单位代码'] },
    { field: 'name', label: '单位名称', synonyms: ['单位'], required: true },
    { field: 'kind', label: '单位类别', synonyms: ['单位性质', '单位类型'], required: true },
    {
      field: 'parent',
      label: '上级单位',
      synonyms: ['所属乡镇', '所在乡镇', '所属镇', '所在镇', '主管部门', '主管单位', '隶属单位'],
    },
    { field: 'size', label: '人数', synonyms: ['在编人数', '在岗人数', '干部人数'], required: true },
  ],
};
