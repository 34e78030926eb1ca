import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let made: Promise<string> | undefined;

/**
 * The one script of the staff page: inside DingTalk's client it asks for a code of the person who has the page open and sends the form with it.
 * DingTalk's own JSAPI is bundled in at the first request, so that nothing is loaded from elsewhere.
 */
export function dingtalkScript(): Promise<string> {
  made ??= bundle().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

async function bundle(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: '.' },
    ...{ bundle: true, minify: true, write: false, format: 'iife', platform: 'browser', target: 'es2017' },
    ...{ legalComments: 'none', logLevel: 'silent' },
  });
  return outputFiles[0]?.text ?? '';
}

/** `runtime.permission.requestAuthCode` is what every version of the client knows (DingTalk 2.4 and later). */
const source = `
import ${JSON.stringify(require.resolve('dingtalk-jsapi/entry/union'))};
import requestAuthCode from ${JSON.stringify(require.resolve('dingtalk-jsapi/api/runtime/permission/requestAuthCode'))};
const form = document.querySelector('form[data-corp]');
const told = document.querySelector('[role=status]');
const fail = () => { told.textContent = form.dataset.failed; };
try {
  requestAuthCode({ corpId: form.dataset.corp }).then(({ code }) => {
    form.elements.code.value = code;
    form.submit();
  }, fail);
} catch (error) {
  fail();
}
`;
