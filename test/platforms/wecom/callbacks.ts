/** Decrypted callbacks of one made-up company and app, one of every kind; the comment names the page whose sample they follow. */
export const corpId = 'ww0000000000000001';
export const agentId = '1000002';

const head = (type: string, from = 'LiSi') =>
  `<ToUserName><![CDATA[${corpId}]]></ToUserName>
<FromUserName><![CDATA[${from}]]></FromUserName>
<CreateTime>1700000000</CreateTime>
<MsgType><![CDATA[${type}]]></MsgType>`;

/** D90239: messages. */
function messageXml(type: string, extra: string, msgId = '4561255354251345929'): string {
  return `<xml>\n${head(type)}\n${extra}\n<MsgId>${msgId}</MsgId>\n<AgentID>${agentId}</AgentID>\n</xml>`;
}

export function textXml(content: string, msgId?: string): string {
  return messageXml('text', `<Content><![CDATA[${content}]]></Content>`, msgId);
}

/** D90240: events. */
export function eventXml(event: string, extra = '<EventKey><![CDATA[]]></EventKey>', from?: string): string {
  return `<xml>\n${head('event', from)}\n<Event><![CDATA[${event}]]></Event>\n${extra}\n<AgentID>${agentId}</AgentID>\n</xml>`;
}

/** D90240, template_card_event. */
export function pressXml(fields: {
  key: string;
  taskId?: string;
  code?: string;
  cardType?: string;
  items?: string;
}): string {
  return eventXml(
    'template_card_event',
    `<EventKey><![CDATA[${fields.key}]]></EventKey>
<TaskId><![CDATA[${fields.taskId ?? 'task-7_x@1'}]]></TaskId>
<CardType><![CDATA[${fields.cardType ?? 'button_interaction'}]]></CardType>
<ResponseCode><![CDATA[${fields.code ?? 'RESPONSE_CODE'}]]></ResponseCode>
${fields.items ?? ''}`,
  );
}

export function selectedItems(...questions: readonly (readonly string[])[]): string {
  const items = questions.map((options, index) => {
    const ids = options.map((option) => `<OptionId><![CDATA[${option}]]></OptionId>`).join('');
    return `<SelectedItem><QuestionKey><![CDATA[q${index}]]></QuestionKey><OptionIds>${ids}</OptionIds></SelectedItem>`;
  });
  return `<SelectedItems>\n${items.join('\n')}\n</SelectedItems>`;
}

/** Messages without nested elements, all kinds of D90239 and the undocumented `file`. */
export const flatMessages: Readonly<Record<string, string>> = {
  text: textXml('请假 一天 👩‍👩‍👧 𠮷'),
  emptyText: textXml(''),
  textWithMarkup: textXml('<b>5 > 3 && 2 < 4</b> <!DOCTYPE x> &amp;'),
  textOfManyLines: textXml('第一行\n\n  第二行\t。 '),
  image: messageXml(
    'image',
    '<PicUrl><![CDATA[https://p.example/1?a=1&b=2]]></PicUrl><MediaId><![CDATA[m1]]></MediaId>',
  ),
  voice: messageXml('voice', '<MediaId><![CDATA[m2]]></MediaId><Format><![CDATA[amr]]></Format>'),
  video: messageXml('video', '<MediaId><![CDATA[m3]]></MediaId><ThumbMediaId><![CDATA[m4]]></ThumbMediaId>'),
  location: messageXml(
    'location',
    '<Location_X>23.134</Location_X><Location_Y>113.358</Location_Y><Scale>20</Scale><Label><![CDATA[县委党校]]></Label><AppType><![CDATA[wxwork]]></AppType>',
  ),
  link: messageXml(
    'link',
    '<Title><![CDATA[标题]]></Title><Description><![CDATA[说明]]></Description><Url><![CDATA[https://e.example]]></Url><PicUrl><![CDATA[]]></PicUrl>',
  ),
  file: messageXml('file', '<MediaId><![CDATA[m5]]></MediaId><FileName><![CDATA[花名册.xlsx]]></FileName>'),
  unheardOf: messageXml('hologram', '<Beam>1e5</Beam>'),
};

/** Events of D90240 without nested elements. */
export const flatEvents: Readonly<Record<string, string>> = {
  subscribe: eventXml('subscribe'),
  unsubscribe: eventXml('unsubscribe'),
  enter_agent: eventXml('enter_agent'),
  LOCATION: eventXml('LOCATION', '<Latitude>23.1</Latitude><Longitude>113.3</Longitude><Precision>30.0</Precision>'),
  click: eventXml('click', '<EventKey><![CDATA[/待办]]></EventKey>'),
  view: eventXml('view', '<EventKey><![CDATA[https://e.example/?a=1&b=2]]></EventKey>'),
  view_miniprogram: eventXml('view_miniprogram', '<EventKey><![CDATA[pages/index]]></EventKey>'),
  press: pressXml({ key: 'call-up.answer?answer=confirm' }),
  noChoice: pressXml({ key: 'submit', items: '<SelectedItems></SelectedItems>' }),
  template_card_menu_event: eventXml(
    'template_card_menu_event',
    '<EventKey><![CDATA[k]]></EventKey><TaskId><![CDATA[t]]></TaskId><CardType><![CDATA[text_notice]]></CardType><ResponseCode><![CDATA[c]]></ResponseCode>',
  ),
  share_chain_change: eventXml('share_chain_change', '', 'sys'),
  inactive_alert: eventXml('inactive_alert', '<EffectTime>1700000000</EffectTime>', 'sys'),
  low_active_alert: eventXml('low_active_alert', '<EffectTime>1700000000</EffectTime>', 'sys'),
  reopen_inactive_agent: eventXml('reopen_inactive_agent', '', 'sys'),
  low_active: eventXml('low_active', '', 'sys'),
  active_restored: eventXml('active_restored', '', 'sys'),
  share_agent_change: eventXml('share_agent_change', '', 'sys'),
  close_inactive_agent: eventXml('close_inactive_agent', '', 'sys'),
};

/** D90970: changes of the contacts, of a new configuration and of an old one; they name no app. */
export const contactChanges: Readonly<Record<string, string>> = {
  create_user: contactXml('create_user', '<UserID><![CDATA[00123]]></UserID><Department><![CDATA[1,2]]></Department>'),
  update_user: contactXml(
    'update_user',
    '<UserID><![CDATA[old]]></UserID><NewUserID><![CDATA[new]]></NewUserID><IsLeaderInDept><![CDATA[1,0]]></IsLeaderInDept><ExtAttr><Item><Name><![CDATA[a]]></Name><Type>0</Type><Text><Value><![CDATA[b]]></Value></Text></Item></ExtAttr>',
  ),
  delete_user: contactXml('delete_user', '<UserID><![CDATA[LiSi]]></UserID>'),
  create_party: contactXml(
    'create_party',
    '<Id>2</Id><Name><![CDATA[组织部]]></Name><ParentId>1</ParentId><Order>1</Order>',
  ),
  update_party: contactXml('update_party', '<Id>2</Id>'),
  delete_party: contactXml('delete_party', '<Id>2</Id>'),
  update_tag: contactXml('update_tag', '<TagId>1</TagId><AddUserItems><![CDATA[a,b]]></AddUserItems>'),
};

function contactXml(change: string, extra: string): string {
  return `<xml>${head('event', 'sys')}<Event><![CDATA[change_contact]]></Event><ChangeType><![CDATA[${change}]]></ChangeType>${extra}</xml>`;
}

/** Callbacks with nested elements, D90240. */
export const nested: Readonly<Record<string, string>> = {
  vote: pressXml({ key: 'survey.answer', cardType: 'vote_interaction', items: selectedItems(['a']) }),
  voteOfMany: pressXml({
    key: 'survey.answer',
    cardType: 'vote_interaction',
    items: selectedItems(['0x1F', '007', '1e5']),
  }),
  multiple: pressXml({ key: 'submit', cardType: 'multiple_interaction', items: selectedItems(['a'], ['b']) }),
  scancode_push: eventXml(
    'scancode_push',
    '<EventKey><![CDATA[6]]></EventKey><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[1]]></ScanResult></ScanCodeInfo>',
  ),
  scancode_waitmsg: eventXml(
    'scancode_waitmsg',
    '<EventKey><![CDATA[6]]></EventKey><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[/点名 1]]></ScanResult></ScanCodeInfo>',
  ),
  pic_sysphoto: picturesXml('pic_sysphoto'),
  pic_photo_or_album: picturesXml('pic_photo_or_album'),
  pic_weixin: picturesXml('pic_weixin'),
  location_select: eventXml(
    'location_select',
    '<EventKey><![CDATA[6]]></EventKey><SendLocationInfo><Location_X><![CDATA[23]]></Location_X><Poiname><![CDATA[]]></Poiname></SendLocationInfo>',
  ),
  batch_job_result: `<xml>${head('event', 'sys')}<Event><![CDATA[batch_job_result]]></Event><BatchJob><JobId><![CDATA[S0]]></JobId><JobType><![CDATA[sync_user]]></JobType><ErrCode>0</ErrCode><ErrMsg><![CDATA[ok]]></ErrMsg></BatchJob></xml>`,
  open_approval_change: eventXml(
    'open_approval_change',
    '<ApprovalInfo><ThirdNo><![CDATA[1]]></ThirdNo><ApprovalNodes><ApprovalNode><Items><Item><ItemName>a</ItemName></Item><Item><ItemName>b</ItemName></Item></Items></ApprovalNode></ApprovalNodes></ApprovalInfo>',
  ),
};

function picturesXml(event: string): string {
  const pictures = '<item><PicMd5Sum><![CDATA[a]]></PicMd5Sum></item><item><PicMd5Sum><![CDATA[b]]></PicMd5Sum></item>';
  return eventXml(
    event,
    `<EventKey><![CDATA[6]]></EventKey><SendPicsInfo><Count>2</Count><PicList>${pictures}</PicList></SendPicsInfo>`,
  );
}

/** The ways one and the same text may be written. */
export const oddlyWritten: Readonly<Record<string, string>> = {
  splitCdata: textXml(']]]]><![CDATA[>'),
  entities: messageXml('text', '<Content>&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos; &#23398; &#x5b66;</Content>'),
  mixedText: messageXml('text', '<Content>a<![CDATA[<b>]]>c</Content>'),
  emptyElement: messageXml('text', '<Content/>'),
  windowsLines: textXml('a\r\nb').replaceAll('\n', '\r\n'),
  declaration: `<?xml version="1.0" encoding="UTF-8"?>\n${textXml('a')}`,
  spaceInTags: textXml('a').replace('<Content>', '<Content >').replace('</Content>', '</Content >'),
  attribute: textXml('a').replace('<Content>', '<Content lang="zh">'),
};
