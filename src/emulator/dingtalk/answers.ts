import type { ApiAnswer } from '../api.ts';
import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';
import { type DingtalkRefusal, OldRefusal } from './refusals.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

export function rateLimited(): OldRefusal {
  return new OldRefusal(88, '您的服务器调用钉钉开放平台所有接口过于频繁', '90018');
}

export function ok(body: JsonObject): ApiAnswer {
  return { status: 200, type: JSON_TYPE, body: JSON.stringify(body), result: 'ok' };
}

export function oldOk(fields: JsonObject): ApiAnswer {
  return { status: 200, type: JSON_TYPE, body: JSON.stringify({ errcode: 0, errmsg: 'ok', ...fields }), result: '0' };
}

export function newRefusal(world: World, error: DingtalkRefusal): ApiAnswer {
  const requestid = world.secret(12).toUpperCase();
  const body = JSON.stringify({ requestid, code: error.code, message: error.message, ...error.detail });
  return { status: error.status, type: JSON_TYPE, body, result: error.code };
}

export function oldRefusal(world: World, error: OldRefusal): ApiAnswer {
  const { errcode, subCode, message } = error;
  const wrapped = {
    sub_code: subCode,
    sub_msg: message,
    errmsg: `ding talk error[subcode=${subCode},submsg=${message}]`,
  };
  const fields = subCode === undefined ? { errmsg: message } : wrapped;
  const body = JSON.stringify({ errcode, ...fields, request_id: world.secret(9) });
  return { status: 200, type: JSON_TYPE, body, result: subCode === undefined ? String(errcode) : `88/${subCode}` };
}
