import { typedWord } from '../chat/plain-text.ts';

const OPENING =
  /^(?:您好|你好|请问|请|麻烦|我现在|我想要|我想|我要|我需要|帮我|给我|老师|查询|查一下|查看|看一下|看看|查|看|我)/u;
const CLOSING = /(?:一下|怎么办理|怎么办|怎么弄|在哪里|在哪|可以吗|谢谢|了|吧|呢|啊|呀|吗|么)$/u;

/**
 * What a sentence asks for without its courtesies, e.g. 请假 for `我想请假`: each shorter than the one before, the sentence itself left out.
 * Then the same of its first clause, since people say why: `我想请假，孩子发烧了`.
 */
export function* plainRequests(said: string): Generator<string> {
  yield* shorter(said);
  const [clause = ''] = said.trim().split(/[，,；;。：:]/u);
  if (typedWord(clause) !== typedWord(said)) yield* shorter(clause);
}

function* shorter(said: string): Generator<string> {
  let rest = typedWord(said);
  for (;;) {
    const closed = typedWord(rest.replace(CLOSING, '')) || rest;
    const bare = closed === rest ? rest.replace(OPENING, '') : closed;
    if (bare === '' || bare === rest) return;
    rest = bare;
    yield rest;
  }
}
