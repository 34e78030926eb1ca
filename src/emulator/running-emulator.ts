import { Acts } from './acts.ts';
import { Callbacks } from './callbacks.ts';
import type { Channels } from './channel.ts';
import { Control } from './control.ts';
import { ControlError } from './control-error.ts';
import { DingtalkApi } from './dingtalk/api.ts';
import { cardChannel, dingtalkEvent, eventChannel, robotChannel } from './dingtalk/callback.ts';
import { DingtalkControls } from './dingtalk/controls.ts';
import { changeEvents } from './dingtalk/events.ts';
import { groupEvents } from './dingtalk/groups.ts';
import { DingtalkQuota } from './dingtalk/quota.ts';
import { EVENT_TOPIC } from './dingtalk/stream-frames.ts';
import { StreamGateway } from './dingtalk/stream-gateway.ts';
import type { CallbackUrls, Emulator } from './emulator.ts';
import type { Entry } from './entries.ts';
import { groupOf, groupsOf, unreadIn } from './groups.ts';
import { ledgerOf, type PersonLedger } from './ledger.ts';
import type { EmulatedPerson, EmulatorOptions } from './options.ts';
import { faultOf } from './requests.ts';
import { EmulatorServer } from './server.ts';
import { conversationOf } from './state.ts';
import type { Act, Transcript } from './transcript.ts';
import { VendorApis } from './vendor-api.ts';
import type {
  ChangeEvent,
  FaultRequest,
  GroupRequest,
  GroupView,
  ItemView,
  PersonView,
  PressRequest,
  SayRequest,
  StreamAct,
  Vendor,
} from './view.ts';
import { viewOf } from './views.ts';
import { callbackAddresses, verifyWecomUrl } from './wecom/callback.ts';
import type { WecomClient } from './wecom/client.ts';
import { eventCallback } from './wecom/events.ts';
import { WecomSide } from './wecom/side.ts';
import { type ApiRecord, World } from './world.ts';

/** Wires the parts together. */
export class RunningEmulator implements Emulator {
  readonly #options: EmulatorOptions;
  readonly #world: World;
  readonly #acts: Acts;
  readonly #callbacks: Callbacks;
  readonly #server: EmulatorServer;
  readonly #gateway: StreamGateway | undefined;
  readonly #wecom: WecomSide | undefined;
  readonly dingtalk: DingtalkControls | undefined;
  #url = '';

  constructor(options: EmulatorOptions) {
    this.#options = options;
    const world = new World(options);
    this.#world = world;
    const quota = new DingtalkQuota(world);
    const { wecom, dingtalk } = world;
    this.#gateway = dingtalk && new StreamGateway(world, dingtalk, () => this.#url);
    this.#wecom =
      wecom &&
      new WecomSide(
        world,
        wecom,
        () => this.#url,
        () => this.#callbacks.start(),
      );
    this.#acts = new Acts(world, quota, this.#gateway, this.#wecom?.aibot, () => this.#url);
    this.#callbacks = new Callbacks(world, { ...this.#wecom?.channels, ...dingtalkChannels(world, this.#gateway) });
    if (this.#gateway !== undefined) this.#gateway.onConnected = () => this.#callbacks.start();
    const start = () => this.#callbacks.start();
    this.dingtalk = dingtalk && new DingtalkControls(world, dingtalk, quota, () => this.#url, start);
    const apis = new VendorApis(world, this.#wecom?.api, this.#dingtalkApi(quota));
    const doors = [...(this.#gateway === undefined ? [] : [this.#gateway]), ...(this.#wecom?.doors ?? [])];
    this.#server = new EmulatorServer(apis, new Control(world, this, options.setClock), this.#host(), doors);
  }

  get url(): string {
    return this.#url;
  }

  /** The paths of the vendors do not meet, so one address serves all. */
  get wecomApiBase(): string {
    return this.#url;
  }

  get dingtalkApiBase(): string {
    return this.#url;
  }

  get dingtalkOapiBase(): string {
    return this.#url;
  }

  get wecom(): WecomClient {
    if (this.#wecom === undefined) throw new ControlError('没有启用企业微信。');
    return this.#wecom.client;
  }

  async start(): Promise<void> {
    const host = this.#host();
    const port = await this.#server.listen(this.#options.port);
    this.#url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    this.#callbacks.start();
  }

  async say(request: SayRequest): Promise<{ done: boolean }> {
    const done = this.#acts.say(request);
    this.#callbacks.start();
    return { done };
  }

  async press(request: PressRequest): Promise<{ done: boolean }> {
    const done = this.#acts.press(request);
    this.#callbacks.start();
    return { done };
  }

  async open(vendor: Vendor, userId: string): Promise<void> {
    const person = this.#acts.person(vendor, userId);
    const { wecom } = this.#world;
    const act: Act = { kind: 'open', atMs: this.#world.nowMs(), vendor, userId: person.userId };
    if (vendor !== 'wecom' || wecom === undefined) return;
    this.#world.commit(
      { kind: 'done', act },
      eventCallback(this.#world, wecom, person.userId, { event: 'enter_agent' }),
    );
    this.#callbacks.start();
  }

  conversation(vendor: Vendor, userId: string, group?: string): ItemView[] {
    const person = this.#acts.person(vendor, userId);
    const conversation = conversationOf(this.#world.state, vendor, person.userId, group);
    conversation.seen = conversation.items.length;
    const nameOf = (speaker: string) => this.#world.directory.find(vendor, speaker)?.name ?? speaker;
    return conversation.items
      .filter((item) => item.recalledAtMs === undefined)
      .map((item) => viewOf(vendor, item.speaker === undefined ? item : { ...item, speaker: nameOf(item.speaker) }));
  }

  groups(vendor: Vendor, userId: string): GroupView[] {
    return groupsOf(this.#world.state, this.#acts.person(vendor, userId));
  }

  async makeGroup(request: GroupRequest): Promise<void> {
    const group = groupOf(request, (userId) => this.#acts.person(request.vendor, userId).userId);
    const act: Act = { kind: 'group', atMs: this.#world.nowMs(), request };
    const { dingtalk } = this.#world;
    const before = this.#world.state.groups.get(`${group.vendor}:${group.id}`);
    const isTold = group.vendor === 'dingtalk' && dingtalk !== undefined;
    const events = isTold ? groupEvents(this.#world, dingtalk, before, group) : [];
    this.#world.commit({ kind: 'done', act }, { kind: 'group', group }, ...events);
    this.#callbacks.start();
  }

  people(search: string, limit: number, vendor?: Vendor): PersonView[] {
    return this.#world.directory.search(search, limit, vendor).map(({ vendor, userId, name, unit, post, roles }) => {
      const unread = unreadIn(this.#world.state, vendor, userId);
      return { vendor, userId, name, unit, post, roles, unread };
    });
  }

  async join(person: EmulatedPerson): Promise<void> {
    const before = this.#world.directory.find(person.vendor, person.userId);
    const events =
      person.vendor === 'wecom'
        ? this.#wecom?.joining(person)
        : before === undefined
          ? this.#memberEvents(person.userId, 'user_add_org')
          : this.#changeEvents(before, person);
    this.#world.commit({ kind: 'joined', person }, ...(events ?? []));
    this.#callbacks.start();
  }

  async leave(vendor: Vendor, userId: string): Promise<void> {
    const person = this.#acts.person(vendor, userId);
    const events =
      vendor === 'wecom' ? this.#wecom?.leaving(person) : this.#memberEvents(person.userId, 'user_leave_org');
    this.#world.commit({ kind: 'left', vendor, userId: person.userId }, ...(events ?? []));
    this.#callbacks.start();
  }

  fault(request: FaultRequest): void {
    const checked = faultOf({ ...request });
    this.#world.faults.add(checked);
    this.#world.commit({ kind: 'done', act: { kind: 'fault', atMs: this.#world.nowMs(), request: checked } });
  }

  async idle(): Promise<void> {
    await this.#callbacks.idle();
  }

  async pump(): Promise<void> {
    this.#world.releaseHeld();
    this.#gateway?.closeDue();
    await this.#callbacks.pump();
  }

  ledger(who?: { vendor: Vendor; userId: string }): PersonLedger[] {
    if (who === undefined) return ledgerOf(this.#world);
    return ledgerOf(this.#world, this.#acts.person(who.vendor, who.userId));
  }

  clockMoved(): void {
    this.#world.commit({ kind: 'done', act: { kind: 'clock', atMs: this.#world.nowMs() } });
  }

  transcript(): Transcript {
    return { version: 1, acts: this.#world.state.transcript };
  }

  calls(): readonly ApiRecord[] {
    return this.#world.calls;
  }

  subscribe(listener: (change: ChangeEvent) => void): () => void {
    return this.#world.subscribe(listener);
  }

  setCallbackUrls(urls: CallbackUrls): void {
    const { wecom, dingtalk } = this.#world;
    if (wecom !== undefined && urls.wecom !== undefined) wecom.callbackUrl = urls.wecom;
    if (wecom?.contactSync !== undefined && urls.wecomContacts !== undefined) {
      wecom.contactSync.callbackUrl = urls.wecomContacts;
    }
    if (wecom?.aibot !== undefined && urls.aibot !== undefined) wecom.aibot.callbackUrl = urls.aibot;
    if (dingtalk !== undefined && urls.robot !== undefined) dingtalk.robotUrl = urls.robot;
    if (dingtalk !== undefined && urls.events !== undefined) dingtalk.eventsUrl = urls.events;
    this.#callbacks.start();
  }

  async verifyUrls(): Promise<string[]> {
    const { wecom, dingtalk } = this.#world;
    const faults: string[] = [];
    for (const address of wecom === undefined ? [] : callbackAddresses(wecom)) {
      const fault = await verifyWecomUrl(this.#world, address, this.#callbacks.poster);
      if (fault !== undefined) faults.push(`${address.name}：${fault}`);
    }
    // In Stream mode the console asks for a live connection instead of an address.
    if (dingtalk !== undefined && this.#gateway?.takes('EVENT', EVENT_TOPIC) !== true) {
      const fault = await this.#callbacks.probe(dingtalkEvent(this.#world, dingtalk, 'check_url', {}));
      if (fault !== undefined) faults.push(`钉钉：${fault}`);
    }
    return faults;
  }

  dingtalkStream(act: StreamAct): number {
    return this.#gateway?.act(act) ?? 0;
  }

  async close(): Promise<void> {
    this.#gateway?.close();
    this.#wecom?.close();
    await this.#callbacks.close();
    await this.#server.close();
    this.#world.close();
  }

  #changeEvents(before: EmulatedPerson, after: EmulatedPerson): Entry[] {
    const { dingtalk } = this.#world;
    return dingtalk === undefined ? [] : changeEvents(this.#world, dingtalk, before, after);
  }

  #dingtalkApi(quota: DingtalkQuota): DingtalkApi | undefined {
    const { dingtalk } = this.#world;
    if (dingtalk === undefined || this.#gateway === undefined) return undefined;
    return new DingtalkApi(this.#world, dingtalk, quota, this.#gateway, () => this.#url);
  }

  #host(): string {
    return this.#options.host ?? '127.0.0.1';
  }

  #memberEvents(userId: string, type: 'user_add_org' | 'user_leave_org'): Entry[] {
    const { dingtalk } = this.#world;
    if (dingtalk === undefined) return [];
    return [{ kind: 'callback', callback: dingtalkEvent(this.#world, dingtalk, type, { userId: [userId] }) }];
  }
}

function dingtalkChannels(world: World, gateway: StreamGateway | undefined): Channels {
  const { dingtalk } = world;
  if (dingtalk === undefined || gateway === undefined) return {};
  return {
    robot: robotChannel(world, dingtalk, gateway),
    card: cardChannel(world, gateway),
    event: eventChannel(world, dingtalk, gateway),
  };
}
