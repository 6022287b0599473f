/** What is left when a browser refuses a connection, or a part of one. The browser's classes are stood in for. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { PeerOptions } from '@sotto/core/port/peerConnection';
import { createBrowserPeers } from './browserPeerConnection.ts';
import { createCallStreams } from './callStreams.ts';
import type { FrameEncryption } from './frameEncryption.ts';

const OPTIONS: PeerOptions = { role: 'caller', relayOnly: true, iceServers: [], connection: 'call' };

/** Connections whose frames the worker knows. */
const joined = new Set<string>();
/** Connections that were made and not closed. */
let open = 0;

const frames: FrameEncryption = {
  join: connection => {
    joined.add(connection);
    return {
      attachSender: () => undefined,
      attachReceiver: () => undefined,
      setSoundCopies: () => undefined,
      hear: () => undefined,
      setKeys: async () => undefined,
      droppedFrames: async () => 0,
      remove: name => void joined.delete(name),
    };
  },
};

test('a callee’s connection that has no offer yet answers that it cannot be measured, and does not throw', async () => {
  class Empty {
    createDataChannel() {
      return {};
    }
    close() {}
  }
  const classes = { RTCPeerConnection: Empty, RTCRtpScriptTransform: class {}, RTCRtpSender: class {} };
  Object.assign(globalThis, classes);
  const opened = createBrowserPeers(frames, createCallStreams()).open(
    { ...OPTIONS, role: 'callee' },
    () => undefined,
  );
  assert.ok(opened.ok);
  const measured = opened.value.measure();
  await assert.rejects(measured);
  opened.value.close();
});

function refuse(): never {
  throw new Error('refused');
}

/** A browser whose connections are refused as a whole, or as soon as they are to have media sections. */
function arrange(refuses: 'connections' | 'transceivers') {
  class Refusing {
    constructor() {
      if (refuses === 'connections') refuse();
      open += 1;
    }
    createDataChannel() {
      return {};
    }
    readonly addTransceiver = refuse;
    close() {
      open -= 1;
    }
  }
  const classes = { RTCPeerConnection: Refusing, RTCRtpScriptTransform: class {}, RTCRtpSender: class {} };
  Object.assign(globalThis, classes);
}

beforeEach(() => {
  joined.clear();
  open = 0;
});

for (const refuses of ['connections', 'transceivers'] as const) {
  test(`nothing is left of a connection when the browser refuses ${refuses}`, () => {
    arrange(refuses);
    const streams = createCallStreams();
    streams.show(OPTIONS.connection, true);
    const opened = createBrowserPeers(frames, streams).open(OPTIONS, () => undefined);
    assert.deepEqual(opened, { ok: false, code: 'failed' });
    assert.deepEqual([...joined], []);
    assert.equal(open, 0);
    assert.equal(streams.remotePicture.value, undefined);
  });
}
