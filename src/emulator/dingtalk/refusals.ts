/** A refusal by the new API: the HTTP status carries meaning, `code` decides (docs/emulator.md, Calls). */
export class DingtalkRefusal extends Error {
  override readonly name = 'DingtalkRefusal';
  readonly status: number;
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(TEXTS[code] ?? code);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** A refusal by the old API: always HTTP 200; gateway errors are wrapped in 88 with a `sub_code` (docs/emulator.md, Calls). */
export class OldRefusal extends Error {
  override readonly name = 'OldRefusal';
  readonly errcode: number;
  readonly subCode: string | undefined;

  constructor(errcode: number, message: string, subCode?: string) {
    super(message);
    this.errcode = errcode;
    this.subCode = subCode;
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  invalidClientIdOrSecret: '无效的clientId或者clientSecret',
  InvalidAuthentication: '不合法的access_token',
  authFailed: '鉴权失败',
  'AuthenticationFailed.MissingParameter': '缺少参数：x-acs-dingtalk-access-token',
  'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi': '您的应用调用该接口过于频繁',
  'Forbidden.AccessDenied.ApiCountLimitForOrg': '企业本月接口调用次数已用完',
};
