import { openClass } from '../helpers/class.ts';
import { photo } from '../helpers/proof-files.ts';
import { eightMarks, lastDayOn, scoredClass } from '../helpers/scored-class.ts';
import { everyKind, surveySheet } from '../helpers/survey-form.ts';
import { teachClass } from '../helpers/taught-class.ts';
import { testSheet } from '../helpers/test-form.ts';
import { docx, longText } from '../helpers/work-files.ts';
import { classLifeFlows, classLifeStages } from './class-life-flows.ts';
import { classId, type Flow, inTurn, jobsAt, later, press, type Stage, say, send } from './flow.ts';

const givesWork = [
  say('teacher', `/布置作业 ${classId} 调研报告 3月18日 基层治理调研`),
  press('teacher', '确认布置'),
  say('teacher', `/评阅人 ${classId}-W1 吴党校、冯考评`),
];
const handsIn = [send('zhao', '调研.docx', docx(longText(1, 20))), say('zhao', '1')];
const givesTest = [send('teacher', '试题.xlsx', testSheet()), press('teacher', '确认发出')];
const takesTest = [
  say('zhao', '我的测试'),
  press('zhao', '开始答题'),
  ...['1', '2', '1', '3'].map((option) => say('zhao', option)),
  say('zhao', '上一题'),
  say('zhao', '1'),
  press('zhao', '交卷'),
];

export const stages: Readonly<Record<string, Stage>> = {
  county: { prepare: async () => undefined },
  planned: { after: 'county', prepare: async (world) => void (await openClass(world)) },
  named: { after: 'planned', prepare: inTurn(say('org', `/点名 ${classId} 3 科级副职`), press('org', '确认发出')) },
  confirmed: { after: 'named', prepare: inTurn(...['zhao', 'qian', 'sun'].map((each) => press(each, '确认参加'))) },
  running: { after: 'confirmed', prepare: jobsAt('2026-03-16', '10:31') },
  scored: {
    after: 'running',
    prepare: inTurn(
      say('school', `/记分 ${classId} 赵一 课堂互动 提问 课上主动提问`),
      say('teacher', `/加分 ${classId} 钱二 班长 担任副班长`),
    ),
  },
  taught: {
    after: 'county',
    prepare: async (world) => {
      await teachClass(world.running.store, ['zhao', 'qian', 'sun']);
      await world.at('2026-03-15', '19:00');
    },
  },
  fiveTaught: {
    after: 'county',
    prepare: async (world) => {
      await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li', 'zhou']);
      await world.at('2026-03-15', '19:00');
    },
  },
  handedIn: { after: 'taught', prepare: inTurn(...givesWork, ...handsIn) },
  tested: { after: 'taught', prepare: inTurn(...givesTest, ...takesTest) },
  sent: {
    after: 'county',
    prepare: inTurn(
      say('org', '/选派 乡村振兴专题班 2026-03-16 2026-03-20 市委党校 赵一 钱二'),
      press('org', '确认发出'),
      press('zhao', '确认参加'),
      press('qian', '确认参加'),
      jobsAt('2026-03-23', '09:30'),
    ),
  },
  over: {
    after: 'county',
    prepare: async (world) => {
      await scoredClass(world.running.store);
      await world.at(lastDayOn, '18:05');
    },
  },
  tied: {
    after: 'county',
    prepare: async (world) => {
      const best = eightMarks.zhao;
      await scoredClass(world.running.store, { ...eightMarks, qian: best, sun: best });
      await world.at(lastDayOn, '18:05');
      await world.say('team1', `/评定等次 ${classId}`);
    },
  },
  released: {
    after: 'over',
    prepare: inTurn(
      say('team1', `/评定等次 ${classId}`),
      press('team1', '提请确认'),
      press('team2', '确认等次'),
      press('org', '公布成绩'),
    ),
  },
  posted: { after: 'released', prepare: jobsAt('2026-03-30', '08:05') },
  ...classLifeStages,
};

export const flows: readonly Flow[] = [
  {
    name: 'a class with its timetable',
    stage: 'county',
    inSample: true,
    acts: [
      say('school', '/开班 中青年干部培训班 2026-03-16 2026-03-27 郑老师 理论武装'),
      press('school', '确认开班'),
      say('school', `/课程 ${classId} 标准`),
    ],
  },
  {
    name: 'a class of the annual plan, sent back, changed, approved and confirmed',
    stage: 'county',
    acts: [
      say('liaison-fin', '/申报计划 基层治理专题培训班 10月 3天 40人 乡科级副职 400元 提升基层治理能力'),
      press('liaison-fin', '确认申报'),
      press('org', '退回补充'),
      say('org', '请补充需求依据'),
      say('liaison-fin', '/改计划 J2026-1 依据 县委一号文件 补充依据'),
      press('org', '批准'),
      say('org', '/确认计划'),
      press('org', '确认计划'),
    ],
  },
  {
    name: 'a call-up and its notices',
    stage: 'planned',
    acts: [say('org', `/点名 ${classId} 3 科级副职`), press('org', '确认发出')],
  },
  {
    name: 'seats are shared among units, one changed, picked, given up, gathered and issued',
    stage: 'planned',
    acts: [
      say('org', `/分配名额 ${classId} 4 2天`),
      say('org', `/调整名额 ${classId} 县财政局 3`),
      press('org', '确认下达'),
      say('liaison-fin', '/报送人选 赵一 韩联络'),
      press('liaison-agri', '不派人'),
      say('liaison-agri', '春耕任务集中'),
      say('org', `/名额截止 ${classId} 3天`),
      say('org', `/名额进度 ${classId}`),
      press('org', '汇总成名单'),
      say('liaison-fin', '/报送人选 赵一'),
      say('org', `/名额进度 ${classId}`),
      press('org', '汇总成名单'),
      press('org', '确认发出'),
    ],
  },
  {
    name: 'a list about which the units are asked, with somebody taken off',
    stage: 'planned',
    acts: [
      say('org', `/点名 ${classId} 3 科级副职`),
      press('org', '征求单位意见'),
      press('liaison-fin', '有人不宜参加'),
      say('liaison-fin', '2'),
      say('liaison-fin', '借调省厅，年底返回'),
      press('liaison-agri', '均可参加'),
      press('org', '撤下并递补'),
      press('org', '确认发出'),
    ],
  },
  {
    name: 'a list that another sends back and then approves',
    stage: 'planned',
    acts: [
      say('admin', '/授权 吴六 县委组织部'),
      press('admin', '确认授予'),
      say('org', `/点名 ${classId} 3 科级副职`),
      press('org', '送审'),
      press('wu', '退回'),
      say('wu', '请核对孙三是否借调'),
      press('org', '送审'),
      press('wu', '审定并发出'),
      press('wu', '撤销'),
    ],
  },
  {
    name: 'people sent to a class that others hold, a line typed once more, and a list that is dropped',
    stage: 'county',
    acts: [
      say('org', '/选派 乡村振兴专题班 2026-03-16 2026-03-20 市委党校 赵一 钱二'),
      say('org', '/选派 乡村振兴专题班 2026-03-16 2026-03-20 市委党校 赵一'),
      press('org', '取消'),
      say('org', '/选派 乡村振兴专题班 2026-03-16 2026-03-20 市委党校 赵一 钱二'),
      press('org', '确认发出'),
    ],
  },
  {
    name: 'the results of people who were sent, entered, corrected and taken back',
    stage: 'sent',
    acts: [
      say('org', `/选派结果 ${classId}\n赵一 结业 24学时 92分\n钱二 未结业`),
      press('org', '确认办理'),
      say('org', `/选派结果 ${classId} 赵一 结业 20学时`),
      press('org', '撤销'),
    ],
  },
  {
    name: 'confirmations, pressed and typed, and a question why',
    stage: 'named',
    acts: [press('zhao', '确认参加'), press('qian', '调训理由'), say('sun', '1')],
  },
  {
    name: 'an arrival: what somebody says of it, their room, and that they are there',
    stage: 'named',
    acts: [
      press('zhao', '确认参加'),
      press('zhao', '登记车牌'),
      say('zhao', '川A12345'),
      press('zhao', '住宿并用餐'),
      say('school', `/报到登记 ${classId} 赵一 房间302 已报到`),
    ],
  },
  {
    name: 'an exemption with a substitute',
    stage: 'named',
    inSample: true,
    acts: [
      press('zhao', '申请免调'),
      say('zhao', '1'),
      say('zhao', '住院手术，附诊断证明'),
      press('org', '同意并递补'),
    ],
  },
  {
    name: 'a request answered by a later class',
    stage: 'named',
    acts: [
      say('school', '/开班 科级干部任职培训班 2026-05-11 2026-05-22 郑老师 应急处置'),
      press('school', '确认开班'),
      press('zhao', '申请免调'),
      say('zhao', '1'),
      say('zhao', '住院手术，附诊断证明'),
      press('org', '同意延期'),
      say('org', '1'),
    ],
  },
  {
    name: 'an exemption refused',
    stage: 'named',
    acts: [
      press('zhao', '申请免调'),
      say('zhao', '1'),
      say('zhao', '住院手术，附诊断证明'),
      press('org', '不同意'),
      say('org', '工作可由他人代管'),
    ],
  },
  {
    name: 'a class that is withdrawn',
    stage: 'confirmed',
    acts: [say('org', `/撤班 ${classId} 与全县重点工作冲突`), press('org', '确认撤班')],
  },
  {
    name: 'a class notice with its answers',
    stage: 'confirmed',
    acts: [
      say('teacher', `/通知 ${classId} 明天上午的课改在第二教室`),
      press('teacher', '确认发出'),
      press('zhao', '收到，照办'),
      press('qian', '有困难'),
      say('qian', '上午有会议，晚到一小时'),
    ],
  },
  {
    name: 'a notice to units that is set, corrected and reminded of',
    stage: 'confirmed',
    acts: [
      say('org', '/通知 县财政局、李四 请报送学习计划'),
      press('org', '不逐级催办'),
      press('org', '确认发出'),
      press('zhao', '收到，照办'),
      say('org', '/更正通知 2026-T1 请报送年度学习计划'),
      press('org', '确认更正'),
      say('org', '/通知进度 2026-T1'),
      press('org', '提醒未回执 5 人'),
    ],
  },
  {
    name: 'a class notice that is taken back',
    stage: 'confirmed',
    inSample: true,
    acts: [
      say('teacher', `/通知 ${classId} 明天上午的课改在第二教室`),
      press('teacher', '确认发出'),
      press('zhao', '收到，照办'),
      say('teacher', `/撤回 ${classId}-T1`),
      press('teacher', '确认撤回'),
    ],
  },
  {
    name: 'study material that is taken back',
    stage: 'confirmed',
    acts: [
      say('teacher', `/资料 ${classId} 案例 https://www.example.cn/anli.html`),
      press('teacher', '确认发出'),
      say('teacher', `/撤回 ${classId}-Z1`),
      press('teacher', '确认撤回'),
    ],
  },
  {
    name: 'a class group and a notice in it',
    stage: 'confirmed',
    onlyOn: 'wecom',
    acts: [
      say('teacher', `/班级群 ${classId}`),
      press('teacher', '确认建群'),
      say('teacher', `/通知 ${classId} 明天上午的课改在第二教室`),
      press('teacher', '发出并同步到班级群'),
    ],
  },
  {
    name: 'scores, one and many',
    stage: 'running',
    acts: [
      say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 课上主动提问`),
      say('teacher', `/记分 ${classId}\n赵一 课堂互动 提问 主动提问\n钱二 课堂互动 提问 主动提问`),
      press('teacher', '确认记分'),
    ],
  },
  {
    name: 'scores of a day, told together on the next morning',
    stage: 'running',
    inSample: true,
    acts: [
      later('2026-03-17', '06:51', say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 课上主动提问`)),
      later('2026-03-17', '06:53', say('teacher', `/记分 ${classId} 赵一 课堂互动 提问 又一次主动提问`)),
      jobsAt('2026-03-17', '07:41'),
    ],
  },
  {
    name: 'an entry and a proposed bonus taken back',
    stage: 'scored',
    acts: [
      say('teacher', `/撤销记分 ${classId} 赵一 1 误记到他人名下`),
      press('teacher', '确认撤销'),
      say('teacher', `/撤销记分 ${classId} 钱二 1 提错人`),
      press('teacher', '确认撤销'),
    ],
  },
  {
    name: 'a record put right by hand and put back, and a stand-in named and ended',
    stage: 'county',
    acts: [
      say('org', '/改人员 赵一 任职 县农业农村局 副局长 2026.02'),
      press('org', '确认更改'),
      press('org', '撤销'),
      say('head-fin', '/代办 孙三 至周五'),
      press('head-fin', '确认委托'),
      press('sun', '结束代办'),
    ],
  },
  {
    name: 'roles given and taken',
    stage: 'county',
    acts: [
      say('admin', '/授权 郑老师 考评工作小组'),
      press('admin', '确认授予'),
      say('admin', '/收回授权 郑老师 考评工作小组'),
      press('admin', '确认收回'),
    ],
  },
  {
    name: 'a group bound by the address of its robot',
    stage: 'confirmed',
    onlyOn: 'wecom',
    acts: [say('teacher', `/班级群 ${classId} https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=demo-group-robot`)],
  },
  {
    name: 'bonuses with two signatures',
    stage: 'running',
    acts: [
      say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`),
      press('team1', '确认加分'),
      say('teacher', `/加分 ${classId} 钱二 班长 担任副班长`),
      press('team2', '不同意'),
    ],
  },
  {
    name: 'an objection made, withdrawn, made again and decided',
    stage: 'running',
    acts: [
      say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 课上使用手机`),
      say('zhao', '异议'),
      press('zhao', '提出异议'),
      say('zhao', '当时在用手机记笔记'),
      press('zhao', '撤回 S2026-1'),
      say('zhao', '异议'),
      press('zhao', '提出异议'),
      say('zhao', '当时在用手机记笔记'),
      press('team1', '异议成立'),
      say('team1', '经核实属实'),
    ],
  },
  {
    name: 'vetoes proposed, confirmed and refused',
    stage: 'running',
    acts: [
      say('teacher', `/一票否决 ${classId} 赵一 擅自离校 晚查寝不在，未请假`),
      press('teacher', '确认提出'),
      press('team1', '确认认定'),
      say('teacher', `/一票否决 ${classId} 钱二 签到弄虚作假 请人代签`),
      press('teacher', '确认提出'),
      press('team2', '不予认定'),
    ],
  },
  {
    name: 'a bonus with its evidence',
    stage: 'running',
    inSample: true,
    acts: [
      say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`),
      send('teacher', '任命文件.jpg', photo()),
      press('teacher', '作为依据'),
      press('team1', '查看依据'),
      press('team1', '确认加分'),
      say('zhao', '我的成绩'),
      press('zhao', '查看依据'),
    ],
  },
  {
    name: 'a needs survey',
    stage: 'county',
    acts: [
      say('org', '/需求调查 2026年培训需求 县财政局 3月6日'),
      press('org', '确认发出'),
      press('zhao', '开始填写'),
      say('zhao', '2'),
      say('zhao', '1、3'),
      say('zhao', '上一题'),
    ],
  },
  {
    name: 'a survey by a sheet, tried first, with an option of which one is left',
    stage: 'county',
    acts: [
      send('org', '问卷.xlsx', surveySheet(everyKind)),
      press('org', '先请人试填'),
      say('org', '赵一'),
      press('org', '确认发出'),
      press('zhao', '开始填写'),
      say('zhao', '2'),
      say('zhao', '1'),
      say('zhao', '1'),
      say('zhao', '1'),
      say('zhao', 'B A'),
      say('zhao', '上一题'),
      say('org', '/延期调查 D2026-1 20天'),
      say('org', '/调查进度 D2026-1'),
      press('org', '提醒未填人员'),
    ],
  },
  {
    name: 'a round of unit reports, with another last day and an end, and a note of research',
    stage: 'county',
    acts: [
      say('org', '/征集需求 年度培训需求申报 政府部门 2天'),
      press('org', '确认征集'),
      say('liaison-fin', '/申报需求 公文写作 科员8\n基层治理 副科5'),
      say('liaison-fin', '/撤需求 公文写作'),
      press('liaison-fin', '撤销'),
      say('org', '/征集进度'),
      press('org', '催报未报单位'),
      say('org', '/延长征集 Z2026-1 3天'),
      press('org', '确认更改'),
      press('liaison-agri', '无培训需求'),
      say('org', '/取消征集 Z2026-1 与市级征集合并'),
      press('org', '确认取消'),
      say('school', '/调研记录 学员反映公文能力不足'),
      press('school', '确认主题'),
    ],
  },
  {
    name: 'reminders and marks of attendance',
    stage: 'taught',
    acts: [
      jobsAt('2026-03-16', '08:16'),
      later('2026-03-16', '08:28', press('zhao', '签到')),
      jobsAt('2026-03-16', '08:45'),
    ],
  },
  {
    name: 'the election of a committee, with votes by button and by typing',
    stage: 'fiveTaught',
    acts: [
      say('teacher', `/班委竞选 ${classId} 班长`),
      press('teacher', '确认发起'),
      say('zhao', '班委竞选'),
      press('zhao', '我要报名'),
      say('zhao', '服务同学。'),
      press('zhao', '推荐同学'),
      say('zhao', '钱二 班长'),
      press('qian', '接受推荐'),
      jobsAt('2026-03-16', '17:34'),
      jobsAt('2026-03-16', '17:39'),
      jobsAt('2026-03-17', '08:15'),
      press('zhao', '办理待办'),
      ...['qian', 'sun', 'li'].map((voter) => say(voter, '投票')),
      say('zhao', '投赵一'),
      say('qian', '投钱二'),
      say('sun', '投赵一'),
      say('li', '投赵一'),
      jobsAt('2026-03-17', '17:39'),
      jobsAt('2026-03-17', '17:44'),
      press('school', '确认结果'),
    ],
  },
  {
    name: 'a leave',
    stage: 'taught',
    acts: [say('qian', '/请假 事假 明天 参加县里会议'), press('qian', '提交'), press('teacher', '同意')],
  },
  {
    name: 'a leave with its proof, taken back and sent again',
    stage: 'taught',
    inSample: true,
    acts: [
      say('qian', '/请假 病假 明天 到医院就诊'),
      press('qian', '提交'),
      send('qian', '诊断书.jpg', photo('one')),
      send('qian', '病历.jpg', photo('two')),
      press('qian', '作为证明材料'),
      press('teacher', '查看证明材料'),
      press('qian', '撤回证明材料'),
      send('qian', '诊断书.jpg', photo('one')),
      press('qian', '作为证明材料'),
      press('teacher', '同意'),
    ],
  },
  {
    name: 'an exemption with its proof',
    stage: 'named',
    acts: [
      press('zhao', '申请免调'),
      say('zhao', '1'),
      say('zhao', '住院手术，附诊断证明'),
      send('zhao', '诊断书.jpg', photo('one')),
      press('zhao', '作为证明材料'),
      press('org', '查看证明材料'),
      press('org', '不同意'),
      say('org', '工作可由他人代管'),
    ],
  },
  {
    name: 'a grading by two people',
    stage: 'over',
    acts: [
      say('team1', `/评定等次 ${classId}`),
      press('team1', '提请确认'),
      press('team2', '确认等次'),
      press('org', '公布成绩'),
    ],
  },
  {
    name: 'a tie of which one is moved, decided by another member, and again after that',
    stage: 'tied',
    acts: [
      say('team1', `/并列 ${classId} 孙三、赵一、钱二 结业答辩次序`),
      say('team1', `/调整等次 ${classId} 孙三 良好 结业答辩未到`),
      say('team2', `/并列 ${classId} 钱二、赵一 结业答辩钱二在前`),
      press('team2', '提请确认'),
      press('team1', '确认等次'),
    ],
  },
  {
    name: 'results to trainees and their heads',
    stage: 'posted',
    inSample: true,
    acts: [
      jobsAt('2026-04-03', '08:05'),
      later('2026-04-03', '08:31', press('zhao', '查看依据')),
      later('2026-04-03', '08:51', press('zhao', '知悉')),
      later('2026-04-03', '09:11', press('head-fin', '已阅知')),
      jobsAt('2026-04-03', '09:31'),
    ],
  },
  {
    name: 'the posting of 优秀学员, with an objection',
    stage: 'released',
    acts: [
      jobsAt('2026-03-30', '08:05'),
      later('2026-03-30', '08:31', press('wu', '提出异议')),
      say('wu', '赵一有两次缺课未记'),
      press('team2', '异议不成立'),
      say('team2', '经核对签到记录，没有缺课'),
    ],
  },
  {
    name: 'a work that is given, handed in, replaced and taken back',
    stage: 'taught',
    acts: [...givesWork, ...handsIn, say('zhao', '撤回作业'), ...handsIn, ...handsIn],
  },
  {
    name: 'a work that is marked and sent back',
    stage: 'handedIn',
    acts: [
      jobsAt('2026-03-19', '08:11'),
      press('school', '领取作品'),
      say('school', `/评阅 ${classId}-W1-1 13`),
      say('team1', `/评阅 ${classId}-W1-1 12`),
      say('school', `/退回作业 ${classId}-W1-1 请补充数据`),
    ],
  },
  {
    name: 'a test that is sent and taken',
    stage: 'taught',
    acts: [...givesTest, ...takesTest],
  },
  {
    name: 'a test that is over, and whose key is put right',
    stage: 'tested',
    acts: [jobsAt('2026-03-19', '08:03'), press('zhao', '查看解析'), say('teacher', `/改答案 ${classId}-C1 1 B`)],
  },
  ...classLifeFlows,
];
