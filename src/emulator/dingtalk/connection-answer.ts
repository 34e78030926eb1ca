import type { ApiAnswer, ApiCall } from '../api.ts';

/** Where to connect and with which ticket, in JSON where the client accepts it, else in XML. */
export function connectionAnswer(call: ApiCall, endpoint: string, ticket: string): ApiAnswer {
  if (acceptsJson(String(call.headers.accept ?? ''))) {
    const type = 'application/json; charset=utf-8';
    return { status: 200, type, body: JSON.stringify({ endpoint, ticket }), result: 'ok' };
  }
  const body = `<ConnectionOpenResponse><endpoint>${endpoint}</endpoint><ticket>${ticket}</ticket></ConnectionOpenResponse>`;
  return { status: 200, type: 'application/xml; charset=utf-8', body, result: 'ok' };
}

/** Whether one of the media ranges takes `application/json`; one with `q=0` takes nothing (RFC 9110 12.5.1). */
function acceptsJson(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !isRefused && ['application/json', 'application/*', '*/*'].includes(type);
  });
}
