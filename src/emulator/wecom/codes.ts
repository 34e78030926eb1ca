/** WeCom's words for the codes the emulator answers with (wecom.md 3.2); observed texts where known. */
const TEXTS: Readonly<Record<number, string>> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40003: 'invalid userid',
  40008: 'invalid message type',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40032: 'invalid user list size',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  40063: 'some parameters are empty',
  41001: 'access_token missing',
  41004: 'corpsecret missing',
  41009: 'userid missing',
  41011: 'agentid missing',
  42001: 'access_token expired',
  42014: 'invalid template_card task_id',
  43012: 'callback url not configured',
  44004: 'empty content',
  45002: 'message content exceed limit',
  45009: 'api freq out of limit',
  45034: 'url without scheme',
  60003: 'department not found',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  60140: 'invalid response_code',
  81013: 'user & party & tag all invalid',
  82001: 'all receivers are empty',
  82101: 'no update target',
  82102: 'update target not among the receivers',
};

/** WeCom says no; answered with HTTP 200 and this code. */
export class WecomRefusal extends Error {
  override readonly name = 'WecomRefusal';
  readonly code: number;
  /** The call's own fields, which WeCom sends along, mostly empty. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: number, fields: Readonly<Record<string, unknown>> = {}) {
    super(TEXTS[code] ?? 'invalid parameter');
    this.code = code;
    this.fields = fields;
  }
}
