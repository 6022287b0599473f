/** People in a link call with fake connections: a simulated room, a mesh for each, and what a test may look at. */
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { LinkPolicy } from '@sotto/protocol/sealed/linkRecord';
import type { CiphersuiteImpl } from 'ts-mls';
import type { CallSettings } from '../call/callNeeds.ts';
import type { LocalTrack } from '../port/media.ts';
import type { FrameKeys, PeerConnectionPort, PeerHandle } from '../port/peerConnection.ts';
import type { Mesh } from '../room/mesh/meshNeeds.ts';
import { createMesh } from '../room/mesh/runMesh.ts';
import { QUIET } from '../room/roomSocial.ts';
import { fakeCallCrypto } from './fakeCallCrypto.ts';
import { createFakePeerNetwork, type FakePeerNetwork } from './fakePeerConnection.ts';
import { createRoomWorld, type RoomPerson, type RoomWorld } from './roomWorld.ts';

/** Somebody with connections. */
export interface MeshPerson extends RoomPerson {
  readonly mesh: Mesh;
  /** Whatever frame keys its connections were given. */
  readonly keys: readonly FrameKeys[];
  /** Everything that its connections were told to do. */
  readonly done: readonly string[];
  readonly settings: { -readonly [Key in keyof CallSettings]: CallSettings[Key] };
  /** Is in the call for the others to see, and sends sound and picture. */
  join(): void;
  /** Switches what it sends. */
  send(state: Partial<MediaState>): void;
}

/** The world. */
export interface MeshWorld extends Pick<RoomWorld, 'clock' | 'server'> {
  readonly room: RoomWorld;
  readonly network: FakePeerNetwork;
  /** Somebody comes with the link and enters, without joining. */
  enter(name: string, known?: Parameters<RoomWorld['arrive']>[1]): Promise<MeshPerson>;
  /** Somebody comes, enters and joins. */
  join(name: string): Promise<MeshPerson>;
  /** Lets time pass, with a frame on every track every 20 ms. */
  flow(ms: number): Promise<void>;
}

const SOUND_AND_PICTURE: MediaState = { ...QUIET, microphone: true, camera: true };

/** A world with a link and nobody there. */
export async function createMeshWorld(
  seed: number,
  policy: LinkPolicy = 'open',
  suite: CiphersuiteImpl | undefined = undefined,
): Promise<MeshWorld> {
  const room = await createRoomWorld(seed, policy, suite);
  const { clock, server } = room;
  const network = createFakePeerNetwork(room.random);

  async function enter(name: string, known: Parameters<RoomWorld['arrive']>[1] = {}): Promise<MeshPerson> {
    const keys: FrameKeys[] = [];
    const done: string[] = [];
    const life = { isOver: false };
    const handles = new Set<PeerHandle>();
    const own = {
      now: clock.now,
      after: (ms: number, action: () => void) => clock.after(ms, () => life.isOver || action()),
    };
    const settings = { relayOnly: true, showRinging: true, saveData: false };
    let mine: MediaState | undefined;
    const mesh = createMesh({
      ...{ clock: own, random: room.random, crypto: fakeCallCrypto, settings: () => settings },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      peers: recordKeys(
        network.port(own, line => void done.push(line)),
        keys,
        handles,
      ),
      relay: async () => ({ iceServers: [{ urls: ['turn:relay.test'] }], expires: undefined }),
      checkServer: () => undefined,
      track: slot => TRACKS[slot],
      mine: () => mine,
      changed: () => undefined,
    });
    const person = await room.arrive(name, { ...known, media: mesh.attach });
    const send = (state: Partial<MediaState>) => {
      mine = { ...(mine ?? QUIET), ...state };
      mesh.mediaChanged();
      void person.room.setMedia(mine);
    };
    person.room.join();
    await clock.advance(1000);
    const crash = () => {
      life.isOver = true;
      for (const handle of handles) handle.close();
      person.crash();
    };
    return { ...person, mesh, keys, done, settings, send, crash, join: () => send(SOUND_AND_PICTURE) };
  }

  return {
    ...{ clock, server, room, network, enter },
    join: async name => {
      const person = await enter(name);
      person.join();
      await clock.advance(1000);
      return person;
    },
    flow: async ms => {
      for (let left = ms; left > 0; left -= FRAME_MS) {
        network.flow();
        await clock.advance(FRAME_MS);
      }
    },
  };
}

const FRAME_MS = 20;

const TRACKS = {
  microphone: createTrack('microphone'),
  camera: createTrack('camera'),
  screen: undefined,
  screenSound: undefined,
} as const;

function createTrack(kind: LocalTrack['kind']): LocalTrack {
  const nothing = () => undefined;
  return {
    ...{ kind, device: undefined, wake: nothing, stop: nothing, onLost: nothing, onTalking: nothing },
    rest: () => true,
  };
}

function recordKeys(
  port: PeerConnectionPort,
  keys: FrameKeys[],
  handles: Set<PeerHandle>,
): PeerConnectionPort {
  return {
    open: (options, on) => {
      const opened = port.open(options, on);
      if (!opened.ok) return opened;
      const handle = opened.value;
      handles.add(handle);
      const setFrameKeys = handle.setFrameKeys.bind(handle);
      handle.setFrameKeys = given => {
        keys.push(given);
        return setFrameKeys(given);
      };
      return opened;
    },
  };
}
