import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const committeeRefusals: Refusals = {
  'committee.not-there': () => '您所在的班级没有这项班委竞选。查看情况，请回复“班委竞选”。',
  'committee.going-on': ({ classId }) => `本班已有竞选正在进行。查看用“/竞选情况 ${classId}”，改期用“/改竞选”。`,
  'committee.none': ({ classId }) => `本班没有正在进行的班委竞选。需要组织的，请用“/班委竞选 ${classId}”。`,
  'committee.no-post': ({ text, posts }) => `没有“${text}”这一职务。可写：${posts}。`,
  'committee.bad-times': () => '报名截止须在现在以后，投票截止须在报名截止以后，并不晚于结业当天。请另选日期。',
  'committee.nomination-over': () => '报名已截止，不再受理报名、推荐和退出。查看情况，请回复“班委竞选”。',
  'committee.not-standing': () => '您没有报名竞选。需要报名的，请回复“班委竞选”。',
  'committee.not-proposed': () => '这项推荐已答复或已失效。需要报名的，请回复“班委竞选”。',
  'committee.stands-already': ({ name, post }) => `${name}已报名竞选${post}，无需推荐。`,
  'committee.proposed-already': ({ name }) => `已有同学推荐${name}，正在等待本人答复。`,
  'committee.propose-self': () => '竞选本人请点“我要报名”。',
  'committee.unreadable-proposal': ({ post }) => `请写明同学姓名和职务，例如：张三 ${post}。`,
  'committee.long-statement': ({ most, length }) => `竞选说明最多 ${most} 字，您写了 ${length} 字，请精简后重新发送。`,
  'committee.no-statement': () => '请写明竞选设想。',
  'committee.no-voter': () => '您不在本次投票名册内。名册以投票开始时的学员为准，如有疑问请联系班主任。',
  'committee.voting-over': () => '投票已截止，您的这一票没有记入。结果经县委党校审定后公布。',
  'committee.voted': () => '这一项您已投过票，不能再投，原来的一票有效。',
  'committee.box-sealed': () => '投票暂时不能进行，您的这一票没有记入。请联系班主任。',
  'committee.decided': () => '这项结果已审定。',
  'committee.no-reason': () => '请写明理由。',
  'committee.not-nominating': () => '已转入投票，不能再改报名截止。可改投票截止。',
  'committee.post-vacant': ({ post }) => `本班目前没有${post}。`,
};
