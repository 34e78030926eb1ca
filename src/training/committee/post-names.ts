import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { CommitteeRules } from './committee-rules.ts';

const mostPosts = 6;
/** What a post may be called that the rules do not name. */
const likePost = /^\p{Script=Han}{1,8}(?:长|委员|书记|代表)$/u;

/** The post that is meant: one of the rules, or one that is called like one. @throws RuleError `committee.no-post` */
export function readPost(typed: string, { posts }: Pick<CommitteeRules, 'posts'>): string {
  const word = typedWord(typed);
  const known = posts.find((post) => typedWord(post) === word) ?? (likePost.test(word) ? word : undefined);
  if (known === undefined) throw new RuleError('committee.no-post', { text: typed, posts: posts.join('、') });
  return known;
}

/** Several posts, each once; those of the rules where nothing is written. @throws RuleError `committee.no-post` */
export function readPosts(typed: readonly string[], rules: Pick<CommitteeRules, 'posts'>): string[] {
  const words = typed.flatMap((word) => word.split(/[、,，;；]/)).filter((word) => word !== '');
  if (words.length === 0) return [...rules.posts];
  const posts = [...new Set(words.map((word) => readPost(word, rules)))];
  if (posts.length > mostPosts)
    throw new RuleError('committee.no-post', {
      text: posts.slice(mostPosts).join('、'),
      posts: `不超过 ${mostPosts} 个`,
    });
  return posts;
}

/** `张三 班长`, `推荐张三当班长`: a name and a post, in either order. */
export function readProposal(said: string, posts: readonly string[]): { name: string; post: string } | undefined {
  const post = posts.find((each) => said.includes(each)) ?? (posts.length === 1 ? posts[0] : undefined);
  if (post === undefined) return undefined;
  const name = said
    .replace(post, ' ')
    .replace(/推荐|竞选|担任|当选|当|为|做|[，,。；;、：:]/g, ' ')
    .trim();
  return name === '' || /\s/.test(name) ? undefined : { name, post };
}
