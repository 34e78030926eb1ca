export interface DingtalkAccount {
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
  eventToken: string;
  eventAesKey: string;
  robotUrl?: string;
  eventsUrl?: string;
  /** Number of the app, for work notifications. */
  agentId?: number;
  /** Robots of other apps of the company: they exist, but are not ours. */
  otherRobotCodes?: readonly string[];
  /** Permission points granted to the app; without it all that can be requested, personal data excepted. */
  permissions?: readonly string[];
  /** The app's address-book scope (授权范围) by department name, with what is below; without it the whole company. */
  visibleDepartments?: readonly string[];
  customRobots?: readonly DingtalkCustomRobot[];
  /** A template that was drawn and not published. */
  unpublishedCardTemplateId?: string;
  /** The one published template, drawn as `docs/dingtalk-card.md` says. Without it no card can be created. */
  cardTemplateId?: string;
}

/** A custom robot (自定义机器人) of a group, with its security settings. */
export interface DingtalkCustomRobot {
  token: string;
  /** Made when the robot first speaks, unless people have made it. */
  group: { id: string; name: string; members: readonly string[] };
  /** 加签, e.g. `SEC…`. */
  secret?: string;
  keywords?: readonly string[];
  /** IP list. */
  addresses?: readonly string[];
}
