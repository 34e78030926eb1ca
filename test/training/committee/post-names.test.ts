import { describe, expect, it } from 'vitest';
import { membersOf, postNaming } from '../../../src/training/committee/members.ts';
import { readPosts, readProposal } from '../../../src/training/committee/post-names.ts';

const rules = { posts: ['班长', '学习委员'] };

describe('posts', () => {
  it('are those of the rules where nothing is written, each once, and others that are called like one', () => {
    expect(readPosts([], rules)).toEqual(['班长', '学习委员']);
    expect(readPosts(['班长、副班长', '班长'], rules)).toEqual(['班长', '副班长']);
  });

  it('that are none are refused, and so are too many', () => {
    expect(() => readPosts(['食堂'], rules)).toThrow(expect.objectContaining({ code: 'committee.no-post' }));
    const many = ['甲委员', '乙委员', '丙委员', '丁委员', '戊委员', '己委员', '庚委员'];
    expect(() => readPosts(many, rules)).toThrow(expect.objectContaining({ code: 'committee.no-post' }));
  });
});

describe('a proposal', () => {
  it.each(['张三 班长', '班长 张三', '推荐张三当班长', '张三竞选班长。', '推荐 张三 担任 班长'])(
    'is read from %s',
    (said) => {
      expect(readProposal(said, rules.posts)).toEqual({ name: '张三', post: '班长' });
    },
  );

  it.each(['张三', '班长', '张三 李四 班长', ''])('is not read from %j', (said) => {
    expect(readProposal(said, rules.posts)).toBeUndefined();
  });

  it('needs no post where there is only one', () => {
    expect(readProposal('张三', ['班长'])).toEqual({ name: '张三', post: '班长' });
  });
});

it('the committee is who was named last to each post, the monitor first, without those whose post is over', () => {
  const entry = { by: 'teacher', byUpdate: 'u', enteredAt: new Date(0) };
  const named = (post: string, cadreId: string, isOver?: true) => ({
    ...{ ...postNaming(post), cadreId, ...entry },
    ...(isOver && { isOver }),
  });
  const duty = { post: 'duty' as const, cadreId: 'x', dateOn: '2026-03-16', ...entry };
  const keepers = [named('学习委员', 'a'), duty, named('班长', 'b'), named('班长', 'c'), named('生活委员', 'd')];
  expect(membersOf({ keepers: [...keepers, named('生活委员', 'd', true)] })).toEqual([
    { post: '班长', cadreId: 'c' },
    { post: '学习委员', cadreId: 'a' },
  ]);
});
