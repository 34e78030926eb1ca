import type { VerifyFault } from '../embedded/verify-collection.ts';

/** What the commands of the store say to operators. */
export const storeWords = {
  clean: (collections: number, documents: number) =>
    `数据完好：${collections} 个集合，${documents} 条记录，与索引逐条相符。`,
  faulty: (faults: number) => `数据有 ${faults} 处问题：`,
  faultLine: ({ namespace, index, kind }: VerifyFault, count: number) =>
    `- ${index === undefined ? namespace : `${namespace} 的索引 ${index}`}：${verifyFaults[kind]}（${count} 处）`,
  whatToDo: '请停止机器人，保留好这个数据目录，用最近的备份恢复到新的数据目录。',

  collection: (namespace: string, documents: number) => `- ${namespace}　${documents} 条`,
  dumped: (directory: string) => `已导出到 ${directory}（mongodump 格式），是同一时刻的数据。`,
  dumpedFromServer: (directory: string) =>
    `已导出到 ${directory}（mongodump 格式）。导出期间的改动可能只有一部分在内；要完整的数据，请停止机器人后导出。`,
  loaded: (dataDir: string) => `已导入数据目录 ${dataDir}。`,
  loadedOnServer: '已导入 MONGODB_URI 所指的服务器。',
  backedUp: (directory: string, bytes: number) =>
    `已备份到 ${directory}：${Math.ceil(bytes / 1024 / 1024)} MB，附校验值。`,
  restored: (dataDir: string, moment: string) => `已恢复到数据目录 ${dataDir}，是${moment}的备份。`,

  onServer: (advice: string) =>
    `已设置 MONGODB_URI，数据在服务器上。${advice}如要处理本机数据目录，请在命令前加 MONGODB_URI= 再执行。`,
  verifyOnServer: '请在服务器上用 validate 命令检查。',
  backupOnServer: '请用服务器自己的备份办法。',
  restoreOnServer: '请用服务器自己的恢复办法。',
  emptyServer: (database: string) => `服务器上的数据库 ${database} 中没有数据，请检查 MONGODB_URI 中的数据库名。`,
  filledServer: (namespace: string) =>
    `服务器上的 ${namespace} 中已有数据，只能导入空的数据库。如果是上次没有导入完，请先清空该数据库。`,

  unreachable: '连不上 MongoDB 服务器，请检查 MONGODB_URI、网络和服务器是否在运行。',
  deniedByServer: 'MongoDB 服务器拒绝了登录或操作，请检查 MONGODB_URI 中的用户名、密码和该用户的权限。',
  duplicate: (message: string) => `导出文件中有两条记录不能并存，没有导入完：${message}`,
  fullDisk: '磁盘空间不足，没有写完。请清理磁盘后重新执行。',
  failedWrite: (message: string) => `没有写完，磁盘可能已满或有故障。请检查磁盘后重新执行。（${message}）`,
  denied: (message: string) => `没有权限，请检查目录的权限，并以运行机器人的用户执行。（${message}）`,
} as const;

const verifyFaults: Readonly<Record<VerifyFault['kind'], string>> = {
  bad_document: '有记录已损坏，不能读出',
  wrong_id: '有记录的编号与其位置不符',
  missing_entry: '缺少应有的索引条目',
  entry_without_document: '有索引条目指向不存在的记录',
  entry_of_other_value: '有索引条目与记录的内容不符',
  unmarked_multikey: '没有标明其中有多值字段，查询可能漏掉记录',
  wrong_count: '记录数与登记的数目不符',
};
