import { Acts } from './acts.ts';
import { calendarOf } from './calendars.ts';
import { Callbacks } from './callbacks.ts';
import { Company } from './company.ts';
import { consolesOf, setCallbackUrls, verifyUrls } from './consoles.ts';
import { Control } from './control.ts';
import { ControlError } from './control-error.ts';
import { Conversations } from './conversations.ts';
import type { DingtalkClient } from './dingtalk/client.ts';
import { Dingtalk } from './dingtalk/dingtalk.ts';
import type { StreamAct } from './dingtalk/view.ts';
import { personOf } from './directory.ts';
import type { CallbackUrls, Emulator } from './driver.ts';
import { requested } from './entries.ts';
import type { PersonLedger } from './ledger.ts';
import type { EmulatedPerson, EmulatorOptions } from './options.ts';
import { PersonMessages } from './person-messages.ts';
import { faultOf } from './requests.ts';
import { EmulatorServer } from './server.ts';
import type { Transcript } from './transcript.ts';
import { VendorApis } from './vendor-api.ts';
import type {
  CalendarEntryView,
  ChangeEvent,
  ConsolesView,
  FaultRequest,
  GroupRequest,
  GroupView,
  ItemView,
  PersonView,
  PressRequest,
  SayRequest,
  SendRequest,
  Vendor,
} from './view.ts';
import type { WecomClient } from './wecom/client.ts';
import { Wecom } from './wecom/wecom.ts';
import { type ApiRecord, World } from './world.ts';

/** Wires the parts together. */
export class RunningEmulator implements Emulator {
  readonly #options: EmulatorOptions;
  readonly #world: World;
  readonly #acts: Acts;
  readonly #company: Company;
  readonly #conversations: Conversations;
  readonly #callbacks: Callbacks;
  readonly #server: EmulatorServer;
  readonly #wecom: Wecom | undefined;
  readonly #dingtalk: Dingtalk | undefined;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    const world = new World(options);
    this.#world = world;
    const { wecom, dingtalk } = world;
    const start = () => this.#callbacks.start();
    this.#wecom = wecom && new Wecom(world, wecom, start);
    this.#dingtalk = dingtalk && new Dingtalk(world, dingtalk, start);
    const messages = new PersonMessages(world, this.#dingtalk?.quota, this.#wecom?.aibot);
    this.#acts = new Acts(world, messages, this.#dingtalk?.gateway, this.#wecom?.aibot);
    this.#company = new Company(world, this.#wecom);
    this.#conversations = new Conversations(world);
    this.#callbacks = new Callbacks(world, { ...this.#wecom?.channels, ...this.#dingtalk?.channels });
    const apis = new VendorApis(world, this.#wecom?.api, this.#dingtalk?.api);
    const gateway = this.#dingtalk?.gateway;
    const endpoints = [...(gateway === undefined ? [] : [gateway]), ...(this.#wecom?.endpoints ?? [])];
    this.#server = new EmulatorServer(apis, new Control(world, this, options), this.#host(), endpoints);
  }

  get url(): string {
    return this.#world.url;
  }

  /** The vendors' paths do not overlap, so one address serves both. */
  get wecomApiBase(): string {
    return this.#world.url;
  }

  get dingtalkApiBase(): string {
    return this.#world.url;
  }

  get dingtalkOapiBase(): string {
    return this.#world.url;
  }

  get wecom(): WecomClient {
    if (this.#wecom === undefined) throw new ControlError('没有启用企业微信。');
    return this.#wecom.client;
  }

  get dingtalk(): DingtalkClient | undefined {
    return this.#dingtalk?.client;
  }

  async start(): Promise<void> {
    const host = this.#host();
    const port = await this.#server.listen(this.#options.port);
    this.#world.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  did(id: string): boolean {
    return this.#acts.did(id);
  }

  async say(request: SayRequest): Promise<{ done: boolean }> {
    return this.#then({ done: this.#acts.say(request) });
  }

  async send(request: SendRequest): Promise<{ done: boolean }> {
    return this.#then({ done: this.#acts.send(request) });
  }

  async press(request: PressRequest): Promise<{ done: boolean }> {
    return this.#then({ done: this.#acts.press(request) });
  }

  async open(vendor: Vendor, userId: string): Promise<void> {
    this.#then(this.#acts.open(vendor, userId));
  }

  conversation(vendor: Vendor, userId: string, group?: string): ItemView[] {
    return this.#conversations.read(this.#acts.person(vendor, userId), group);
  }

  groups(vendor: Vendor, userId: string): GroupView[] {
    return this.#conversations.groups(this.#acts.person(vendor, userId));
  }

  calendar(vendor: Vendor, userId: string): CalendarEntryView[] {
    return calendarOf(this.#world.state, this.#acts.person(vendor, userId));
  }

  async makeGroup(request: GroupRequest): Promise<void> {
    const spelled = (userId: string) => this.#acts.person(request.vendor, userId).userId;
    this.#then(this.#conversations.makeGroup(request, spelled));
  }

  personOf(vendor: Vendor, userId: string): string {
    return personOf(this.#acts.person(vendor, userId));
  }

  person(person: string): PersonView | undefined {
    return this.#company.person(person);
  }

  people(search: string, limit: number, vendor?: Vendor): PersonView[] {
    return this.#company.people(search, limit, vendor);
  }

  async join(person: EmulatedPerson): Promise<void> {
    this.#then(this.#company.join(person));
  }

  async leave(vendor: Vendor, userId: string): Promise<void> {
    this.#then(this.#company.leave(this.#acts.person(vendor, userId)));
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
    this.#dingtalk?.gateway?.closeDue();
    await this.#callbacks.pump();
  }

  ledger(who?: { vendor: Vendor; userId: string }): PersonLedger[] {
    return this.#conversations.ledger(who && this.#acts.person(who.vendor, who.userId));
  }

  clockMoved(): void {
    this.#world.commit({ kind: 'done', act: { kind: 'clock', atMs: this.#world.nowMs() } });
  }

  transcript(): Transcript {
    return this.#conversations.transcript();
  }

  routes(vendor: Vendor): string[] {
    return (vendor === 'wecom' ? this.#wecom?.routes : this.#dingtalk?.routes) ?? [];
  }

  calls(): readonly ApiRecord[] {
    return this.#world.calls;
  }

  subscribe(listener: (change: ChangeEvent) => void): () => void {
    return this.#world.subscribe(listener);
  }

  setCallbackUrls(urls: CallbackUrls): void {
    this.#then(setCallbackUrls(this.#world, urls));
  }

  consoles(): ConsolesView {
    return consolesOf(this.#world);
  }

  async verifyUrls(only?: readonly (keyof CallbackUrls)[]): Promise<string[]> {
    return await verifyUrls(this.#world, this.#callbacks, this.#dingtalk?.gateway, only);
  }

  dingtalkStream(act: StreamAct): number {
    if (this.#dingtalk === undefined) return 0;
    this.#world.commit(requested(this.#world.nowMs(), 'dingtalk-stream', { act }));
    return this.#dingtalk.gateway.act(act);
  }

  async close(): Promise<void> {
    this.#dingtalk?.close();
    this.#wecom?.close();
    await this.#callbacks.close();
    await this.#server.close();
    this.#world.close();
  }

  /** Sends the callbacks that are due after something was done. */
  #then<Done>(done: Done): Done {
    this.#callbacks.start();
    return done;
  }

  #host(): string {
    return this.#options.host ?? '127.0.0.1';
  }
}
