/** What a WeCom error code means for the operator (docs/vendors/wecom.md). */
const wecomCodes: Readonly<Record<string, string>> = {
  '40001': 'Secret 不正确：在管理后台“应用管理”中打开本应用，重新复制 Secret 到 WECOM_SECRET。连续填错会被锁定一小时。',
  '40013': '企业ID 不正确：在管理后台“我的企业”中复制企业ID 到 WECOM_CORP_ID。',
  '40056': 'AgentId 不正确：在应用详情页复制 AgentId 到 WECOM_AGENT_ID。',
  '301002': 'AgentId 与 Secret 不是同一个应用的：请从同一个应用的详情页复制两项。',
  '45009': '调用过于频繁，或因 Secret 连续填错被锁定：请一小时后再试。',
  '48002': '应用没有调用这个接口的权限：请在应用详情页检查接口权限。',
  '60011': '应用没有读取通讯录的权限：请在应用详情页检查可见范围。',
  '-1': '企业微信系统繁忙：请稍后再试。',
};

/** What a DingTalk error code means for the operator (docs/vendors/dingtalk.md). */
const dingtalkCodes: Readonly<Record<string, string>> = {
  ...byCodes(
    ['invalidClientIdOrSecret', 'invalid.client', '40096', 'authFailed'],
    'AppKey 或 AppSecret 不正确：在开发者后台“凭证与基础信息”中重新复制到 DINGTALK_APP_KEY、DINGTALK_APP_SECRET。',
  ),
  ...byCodes(
    ['Forbidden.AccessDenied.AccessTokenPermissionDenied', '60011', '50002', '50004', '88'],
    '应用缺少权限：在开发者后台“权限管理”中申请通讯录只读权限（部门信息、成员信息），并检查通讯录授权范围。',
  ),
  ...byCodes(['Forbidden.AccessDenied.ApiCountLimitForOrg'], '本月接口调用额度已用完：请联系钉钉增加额度。'),
  ...byCodes(['not-json', '1111'], '本机地址因调用过于频繁被暂时限制：请五分钟后再试。'),
  ...byCodes(['system.busy', '-1'], '钉钉系统繁忙：请稍后再试。'),
};

function byCodes(codes: readonly string[], sentence: string): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, sentence]));
}

/** The sentences of the checklist. */
export const doctorWords = {
  settings: '配置',
  wecom: '企业微信',
  dingtalk: '钉钉',
  callbacks: '回调地址',
  county: '数据',
  whatToDo: (advice: string) => `请处理：${advice}`,
  result: (faults: number) =>
    faults === 0
      ? '检查通过。没有改动任何内容，也没有向任何人发送消息。'
      : `有 ${faults} 项需要处理，处理后请重新运行 npx xuece doctor。`,

  editEnvironment: '修改环境变量或 .env 中的这一项，说明见 .env.example。',
  noCredentials: '还没有填写平台凭据，现在启动的是演示。',
  fillCredentials: '按 .env.example 的说明填写企业微信（WECOM_…）或钉钉（DINGTALK_…）的凭据。',
  complete: (wecom: 'app' | 'aibot' | undefined, mode: 'http' | 'stream' | undefined) => {
    const dingtalk = mode === undefined ? [] : [`钉钉（${mode === 'http' ? 'HTTP 回调' : 'Stream'}模式）`];
    const names = { app: ['企业微信'], aibot: ['企业微信（智能机器人）'] };
    return `配置完整：${[...(wecom === undefined ? [] : names[wecom]), ...dingtalk].join('、')}`;
  },
  otherBase: (bases: readonly string[]) => `接口地址不是平台官方的（模拟器或代理）：${bases.join('、')}`,
  noPublicUrl: '没有填写 PUBLIC_URL，平台无法把消息送到机器人。',
  fillPublicUrl: '把 PUBLIC_URL 填为外网能访问的地址，例如 https://xuece.example.gov.cn。',
  publicUrlLocal: (url: string) => `PUBLIC_URL 是本机地址（${url}），平台访问不到。`,
  publicUrlOpen: (url: string) => `PUBLIC_URL 没有使用 https（${url}），正式使用时建议改用 https。`,
  noAdmins: '没有填写 BOOTSTRAP_ADMINS：只有名册中角色为系统管理员的人能管理。',
  notRegistered: (settings: readonly string[]) =>
    `没有填写 ${settings.join('、')}：按国办函〔2026〕12号，工作类应用应当备案并标明主管单位；填写后显示在“/帮助”末尾。`,
  adminsElsewhere: (names: readonly string[]) => `BOOTSTRAP_ADMINS 中的 ${names.join('、')} 所在的平台没有配置。`,
  fixAdmins: '改为已配置平台上的账号，或补全那个平台的凭据。',
  otherRobotCode: 'DINGTALK_ROBOT_CODE 与 AppKey 不同：企业内部应用的机器人一般两者相同，请核对。',
  preferStream:
    'DINGTALK_MODE 为 http：钉钉对机器人消息的签名只覆盖时间，截获一次签名就能在有效时间内冒充他人发消息；建议改为 stream，没有这个缺口，也不需要公网地址。',
  noAgentId: '没有填写 DINGTALK_AGENT_ID：机器人送不到的人不能改用工作通知。',
  noTemplate: '没有配置卡片模板：卡片以 Markdown 文字和链接发出，功能不变。绘制方法见 docs/dingtalk-card.md。',
  template: (id: string) =>
    `卡片模板 ${id}：请核对模板已发布，并有 title、text、mode、maxChoices、options、buttons、status 七个变量（docs/dingtalk-card.md）`,

  credentials: (vendor: string) => `${vendor}凭据有效`,
  credentialsRefused: (vendor: string, code: string) => `${vendor}不接受凭据（${code}）。`,
  addressAllowed: (vendor: string) => `本机可以调用${vendor}接口（IP 在允许范围内）`,
  addressRefused: (vendor: string, code: string) => `本机的 IP 不在${vendor}的允许范围内（${code}）。`,
  allowWecomAddress: (address: string | undefined) =>
    `在管理后台应用详情页的“企业可信IP”中加入${address === undefined ? '本机的外网 IP' : ` ${address}`}，约一分钟后生效。`,
  allowDingtalkAddress: '在开发者后台“安全设置”的“服务器出口IP”中加入本机的外网 IP。',
  noAnswer: (vendor: string, cause: string) => `没有得到${vendor}的答复（${cause}）。`,
  checkLine:
    '检查本机能否访问外网、域名解析和防火墙，以及接口地址（…_API_BASE）是否正确；也可能是平台故障，请稍后再试。',
  restUnchecked: (vendor: string) => `${vendor}的 IP 白名单、可见范围：凭据有效后才能检查`,
  callRefused: (vendor: string, call: string, code: string) => `${vendor}拒绝了接口 ${call}（${code}）。`,
  wecomCode: (code: string) =>
    wecomCodes[code] ??
    `在企业微信的错误码查询页查看 ${code} 的含义（open.work.weixin.qq.com/devtool/query?e=${code}）。`,
  dingtalkCode: (code: string) => dingtalkCodes[code] ?? `在钉钉开放平台文档中查看错误码 ${code} 的含义。`,
  streamOpens: 'Stream 连接可以建立（取得的连接凭证没有使用，90 秒后作废）',

  seesNobody: (vendor: string) => `${vendor}应用看不到任何人。`,
  seesAll: (vendor: string, seen: number, known: number) =>
    `${vendor}应用可见 ${seen} 人，信息库中有${vendor}账号的 ${known} 人都在其中`,
  seesWithoutRoster: (vendor: string, seen: number) =>
    `${vendor}应用可见 ${seen} 人；信息库中还没有${vendor}账号可以对照`,
  doesNotSee: (vendor: string, count: number, names: readonly string[]) =>
    `信息库中有 ${count} 人不在${vendor}应用的可见范围内，例如${names.join('、')}。`,
  widenRange: (vendor: string) =>
    vendor === '企业微信'
      ? '在管理后台应用详情页扩大“可见范围”；账号填错的，请在名册中更正。'
      : '在开发者后台扩大通讯录授权范围并重新发布应用版本；账号填错的，请在名册中更正。',
  strangers: (vendor: string, count: number) =>
    `${vendor}应用可见的人中有 ${count} 人不在信息库，机器人会请他们联系本单位联络员`,

  clock: (vendor: string, seconds: number) => `时钟与${vendor}服务器相差 ${seconds} 秒`,
  clockUnknown: (vendor: string) => `${vendor}的答复中没有时间，未能核对时钟`,
  clockOff: (vendor: string, seconds: number, fast: boolean) =>
    `本机时钟比${vendor}服务器${fast ? '快' : '慢'} ${seconds} 秒。`,
  setClock: '校准系统时钟并开启自动对时（NTP）：相差5分钟以上的回调会被拒收，钉钉的签名一小时后失效。',

  aibotOnlyAnswers:
    '智能机器人没有可供查询的接口：能核对的只有下面的回调地址，机器人 ID 请在企业微信中向它发送“待办”核对。它只能答复，不能主动通知（docs/sending.md）。',

  wecomCallback: '企业微信“接收消息”',
  aibotCallback: '企业微信智能机器人',
  robotCallback: '钉钉机器人消息',
  cardCallback: '钉钉卡片',
  eventCallback: '钉钉事件订阅',
  streamNeedsNoCallback: '钉钉 Stream 模式：不需要回调地址',
  callback: (name: string, address: string, ms: number) => `${name} ${address}：验证通过，用时 ${ms} 毫秒`,
  callbackSilent: (name: string, address: string, code: string) => `${name} ${address}：没有答复（${code}）。`,
  startBot: '先启动机器人（npm start）；HOST、PORT 要与启动时一致。',
  openPublicAddress:
    '检查反向代理、域名和防火墙；如单位内网不能访问自己的外网地址，请从外网打开 PUBLIC_URL/healthz 核对。',
  callbackWrong: (name: string, address: string, status: number) => `${name} ${address}：答复不对（HTTP ${status}）。`,
  sameKeys:
    '运行中的机器人与这里的 Token、EncodingAESKey（aes_key）或企业ID 不一致，或时钟相差过大：核对后重新启动机器人，并与平台后台填写的一致。',
  otherServer: (isLocal: boolean) =>
    isLocal
      ? '这个端口上的不是同一配置的机器人：检查 PORT，按现在的配置重新启动机器人。'
      : '反向代理没有把请求原样转到机器人：检查路径、查询参数和请求内容是否被改动。',
  callbackSlow: (name: string, address: string, ms: number) => `${name} ${address}：用时 ${ms} 毫秒，超过 1 秒。`,
  speedUp: '平台保存地址时只等 1 秒：检查网络线路、反向代理和本机负载。',

  store: '数据库可以读写',
  storeFails: '数据库不能使用。',
  people: (count: number) => `信息库中有 ${count} 人`,
  noPeople: '信息库还没有人员：请用 npx xuece import people 导入名册',
  proofs: (count: number) => `证明材料 ${count} 份，都能打开`,
  proofsClosed: (count: number, unreadable: number) =>
    `证明材料 ${count} 份，其中 ${unreadable} 份不能用现在的密钥打开。`,
  bringProofKey: '把原来的密钥放回 PROOF_KEY 或数据目录的 proof.key，再重新启动；找不回的，请本人重新提交证明材料。',
  noProofKey: '证明材料的密钥还没有：首次启动时建立；已经启动过的，请检查数据目录的 proof.key',
  ownProofKey: '未设置 PROOF_KEY：几个进程共用一个数据库时，须设置同一个密钥',
  namelessSender: (moment: string) =>
    `最近一次有钉钉消息没有员工编号（senderStaffId）：${moment}。机器人没有发布，或发消息的人不在本企业：请在开发者后台“版本管理与发布”中发布应用并核对可用范围；外单位的人不能使用`,
  noUsage: '本月还没有钉钉用量记录',
  usage: (call: number, calls: number, push: number, pushes: number) =>
    `钉钉本月已用：接口调用 ${call}/${calls} 次，消息推送 ${push}/${pushes} 次`,
  moreQuota: '额度将用完，请联系钉钉增加；增加后更新 DINGTALK_CALLS_PER_MONTH、DINGTALK_PUSHES_PER_MONTH。',
  folderComes: (folder: string) => `数据目录 ${folder} 中还没有数据，首次启动时建立`,
  folderCannotCome: (folder: string, parent: string) => `数据目录 ${folder} 不存在，也不能在 ${parent} 中建立。`,
  otherFolder: '把 DATA_DIR 改到可写的目录，或让运行机器人的用户可以写入。',
  disk: (gigabytes: string) => `磁盘可用空间 ${gigabytes} GB`,
  freeDisk: '可用空间不足 1 GB：请清理磁盘或换用更大的磁盘。',
} as const;
