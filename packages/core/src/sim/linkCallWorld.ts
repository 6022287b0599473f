/** Clients' calls behind one link in a simulated world: a fake room server, fake connections, fake devices. */
import type { ItemId } from '@sotto/protocol/ids';
import { type HandOver, textToCallLink } from '@sotto/protocol/link/callLink';
import { failure, success } from '@sotto/protocol/result';
import { LocalMedia } from '../call/localMedia.ts';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import type { JoinView } from '../link/linkView.ts';
import type { ContactMaking } from '../linkCall/keepInTouch.ts';
import type { LinkCallNeeds, LinkCalls } from '../linkCall/linkCallNeeds.ts';
import { createLinkCalls } from '../linkCall/linkCalls.ts';
import type { LinkCallView } from '../linkCall/linkCallView.ts';
import type { OpenedPage } from '../linkCall/openedPage.ts';
import { fakeCallCrypto } from './fakeCallCrypto.ts';
import { createFakeMedia, type FakeMedia } from './fakeMedia.ts';
import { createFakePeerNetwork } from './fakePeerConnection.ts';
import type { RoomConnection } from './fakeRoomConnection.ts';
import { createMemoryStore, type MemoryStore } from './memoryStore.ts';
import { createRoomWorld, type RoomWorld } from './roomWorld.ts';

/** One client at the link. */
export interface LinkCaller {
  readonly name: string;
  readonly calls: LinkCalls;
  readonly devices: LocalMedia;
  readonly media: FakeMedia;
  /** What the join page shows; undefined: another page is shown. Each change is told. */
  show(join: Partial<JoinView> | undefined): void;
  /** Whether a call with a contact has the devices. */
  setInCall(isInCall: boolean): void;
  view(): LinkCallView | undefined;
  join(): Promise<void>;
  /** Opens such a link, or a plain one, on the join page. */
  open(link: string, page?: Partial<JoinView>): void;
  /** Without network until `comeBack`; the connections with others go on. */
  cutOff(): void;
  comeBack(): void;
  /** The page is gone without a word. What it has stored stays. */
  crash(): void;
  /** What went into the list of calls. */
  readonly noted: readonly string[];
  /** Own seats that were counted last. */
  seats(): number;
  /** The join page. */
  page(): JoinView | undefined;
}

/** What a client begins with. */
export interface LinkCallerOptions {
  readonly pseudonym?: SigningKey;
  readonly page?: string;
  readonly opened?: OpenedPage;
  readonly store?: MemoryStore;
  /** The name that this device remembers; none if left out. */
  readonly ownName?: string;
  /** Makes contacts; nobody's if left out. */
  readonly contacts?: ContactMaking;
  readonly contactOf?: LinkCallNeeds['contactOf'];
}

/** The world. */
export interface LinkCallSimulation {
  readonly room: RoomWorld;
  readonly clock: RoomWorld['clock'];
  arrive(name: string, options?: LinkCallerOptions): Promise<LinkCaller>;
}

const NO_CONTACTS: ContactMaking = {
  invite: async () => failure('offline'),
  withdraw: async () => undefined,
  accept: async () => failure('offline'),
};

const JOIN: JoinView = {
  linkId: undefined,
  state: 'ready',
  problem: undefined,
  media: 'video',
  name: '',
  policy: 'open',
  hours: undefined,
  count: 1,
  people: [],
  amHost: false,
  hasToAsk: false,
  isContinued: false,
  wasContinued: false,
  canLeaveNote: false,
  ownName: '',
  host: undefined,
};

/** A world with a link and nobody there. */
export async function createLinkCallSimulation(
  ...parameters: Parameters<typeof createRoomWorld>
): Promise<LinkCallSimulation> {
  const room = await createRoomWorld(...parameters);
  const network = createFakePeerNetwork(room.random);
  return {
    ...{ room, clock: room.clock },
    arrive: async (name, options = {}) => {
      const pseudonym = options.pseudonym ?? (await createSigningKey(room.random));
      return createCaller({ room, network, suite: parameters[2] }, name, { ...options, pseudonym });
    },
  };
}

interface Surroundings {
  readonly room: RoomWorld;
  readonly network: ReturnType<typeof createFakePeerNetwork>;
  readonly suite: Parameters<typeof createRoomWorld>[2];
}

function createCaller(
  { room, network, suite }: Surroundings,
  name: string,
  {
    pseudonym,
    page = name,
    ownName = '',
    store = createMemoryStore(),
    ...options
  }: LinkCallerOptions & { readonly pseudonym: SigningKey },
): LinkCaller {
  const life = { isOver: false };
  const clock = {
    now: room.clock.now,
    after: (ms: number, action: () => void) => room.clock.after(ms, () => life.isOver || action()),
  };
  const media = createFakeMedia(clock);
  const devices = new LocalMedia(media);
  const { linkId } = room.keys;
  let join: JoinView | undefined;
  let isInCall = false;
  let seats = 0;
  let handOver: HandOver | undefined;
  const noted: string[] = [];
  const note = (line: string): ItemId => {
    noted.push(line);
    return 'item' as ItemId;
  };
  const connection: RoomConnection = room.server.connect({
    hear: notice => (life.isOver ? undefined : calls.heard(notice)),
  });
  const calls: LinkCalls = createLinkCalls({
    ...{
      clock,
      store,
      page,
      opened: options.opened,
      devices,
      suite,
      random: room.random,
      crypto: fakeCallCrypto,
    },
    line: connection.line,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    peers: network.port(clock),
    settings: () => ({ relayOnly: true, showRinging: true, saveData: false }),
    relay: async () => ({ iceServers: [{ urls: ['turn:relay.test'] }], expires: undefined }),
    checkServer: () => undefined,
    contactOf: options.contactOf ?? (() => undefined),
    contacts: options.contacts ?? NO_CONTACTS,
    isInCall: () => isInCall,
    callLog: {
      begin: async () => note('begin'),
      goOn: async () => note('goOn'),
      met: async (_, names) => void note(`met ${names.join(' ')}`),
      ended: async () => void note('ended'),
      remove: async () => undefined,
      clear: async () => undefined,
    },
    continuedEnded: () => undefined,
    changed: () => undefined,
    links: {
      forRoom: async (_, own) => ({
        keys: room.keys,
        self: { name: own, pseudonym, statements: [] },
        record: async version => (room.record().version >= version ? room.record() : undefined),
        approved: () => undefined,
        link: () => 'https://sotto.test/video#AAAAAAAAAAAAAAAAAAAAAA',
      }),
      joined: async () => undefined,
      terms: () => room.record().terms,
      handOver: () => handOver,
      refuseHandOver: () => {
        handOver = undefined;
        join = { ...JOIN, linkId, wasContinued: true, ownName };
        calls.pageChanged();
      },
      views: () => ({ links: [], join, linkNews: [] }),
      countOwnSeats: (_, count) => {
        seats = count;
      },
      get: () => undefined,
      ban: async () => success(undefined),
      nameCoHost: async () => success(undefined),
    },
  });
  return {
    ...{ name, calls, devices, media },
    show: shown => {
      join = shown && { ...JOIN, linkId, ...shown };
      calls.pageChanged();
    },
    setInCall: value => {
      isInCall = value;
    },
    view: () => calls.view(),
    open: (link, shown) => {
      handOver = textToCallLink(link)?.handOver;
      const isContinued = handOver !== undefined;
      join = { ...JOIN, linkId, isContinued, ownName: handOver?.name ?? ownName, ...shown };
      calls.pageChanged();
    },
    join: async () => {
      join = { ...JOIN, linkId };
      const joined = await calls.commands.joinLink({ name, devices: { microphone: true, camera: true } });
      if (!joined.ok) throw new Error(joined.code);
      await room.clock.advance(2000);
    },
    crash: () => {
      life.isOver = true;
      connection.cut(true);
    },
    cutOff: () => {
      connection.cut(false);
      calls.disconnected();
    },
    comeBack: () => {
      connection.mend();
      calls.connected();
    },
    seats: () => seats,
    page: () => join,
    noted,
  };
}
