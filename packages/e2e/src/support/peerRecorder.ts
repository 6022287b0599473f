/**
 * Looks over the shoulder of a page's peer connections: what they were configured with, which candidates and
 * descriptions went in and out, what was sealed, and their counters. Only looks; the page runs the product unchanged.
 */
import type { Page } from 'puppeteer-core';

/** What one page's peer connections have done so far. */
export interface PeerRecord {
  /** `iceTransportPolicy` of every connection, in the order of their making. */
  readonly policies: readonly string[];
  /** Every candidate line and description that a connection gave out. */
  readonly made: readonly string[];
  /** Every candidate line and description that was handed to a connection. */
  readonly taken: readonly string[];
  /** Everything that was encrypted with WebCrypto, before it was, one character per byte. */
  readonly sealed: readonly string[];
  /** Sizes of the data channel messages that arrived. */
  readonly channel: readonly number[];
}

/** Counters over all connections that a page has made, closed ones excluded. */
export interface PeerCounters {
  /** RTP packets received. */
  readonly rtpPackets: number;
  readonly pictures: number;
  /** Sound samples that were received, not made up. */
  readonly samples: number;
  readonly codecs: readonly string[];
  /** Candidate pairs over which anything was sent. */
  readonly usedPairs: readonly UsedPair[];
}

/** A candidate pair over which packets were sent. */
export interface UsedPair {
  readonly isNominated: boolean;
  readonly local: string;
  readonly remote: string;
  readonly remoteAddress: string;
  readonly packets: number;
}

interface Recorder {
  readonly record: PeerRecord;
  busy(): readonly string[];
  counters(): Promise<PeerCounters>;
}

/** Records from the page's next document on. */
export async function recordPeers(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(installRecorder);
}

/** What was recorded since the document was opened. */
export function readPeerRecord(page: Page): Promise<PeerRecord> {
  return page.evaluate(() => (globalThis as unknown as { readonly recorder: Recorder }).recorder.record);
}

/** The counters now. */
export function readPeerCounters(page: Page): Promise<PeerCounters> {
  return page.evaluate(() => (globalThis as unknown as { readonly recorder: Recorder }).recorder.counters());
}

/** What connections are busy with, one entry each: they are being described, or have just begun to gather. */
export function readBusyPeers(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as { readonly recorder: Recorder }).recorder.busy());
}

/** Runs in the page before its own scripts and refers to nothing outside itself. */
function installRecorder(): void {
  const record = {
    policies: [] as string[],
    made: [] as string[],
    taken: [] as string[],
    sealed: [] as string[],
    channel: [] as number[],
  };
  const connections: RTCPeerConnection[] = [];
  const withCandidates = new Set<RTCPeerConnection>();
  const described = new Map<RTCPeerConnection, number>();

  function track<Value>(connection: RTCPeerConnection, operation: Promise<Value>): Promise<Value> {
    const count = (change: number) =>
      void described.set(connection, (described.get(connection) ?? 0) + change);
    count(1);
    return operation.finally(() => count(-1));
  }

  const Original = globalThis.RTCPeerConnection;

  class RecordedPeerConnection extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
      record.policies.push(configuration?.iceTransportPolicy ?? 'all');
      this.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) return;
        record.made.push(candidate.candidate);
        withCandidates.add(this);
      });
    }
    override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      await track(this, super.setLocalDescription(description));
      record.made.push(this.localDescription?.sdp ?? '');
    }
    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      record.taken.push(description.sdp ?? '');
      return track(this, super.setRemoteDescription(description));
    }
    override addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      record.taken.push(candidate?.candidate ?? '');
      return super.addIceCandidate(candidate ?? undefined);
    }
    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        record.channel.push(data.byteLength);
      });
      return channel;
    }
  }

  const encrypt = SubtleCrypto.prototype.encrypt;
  SubtleCrypto.prototype.encrypt = function (algorithm, key, data) {
    const view = ArrayBuffer.isView(data) ? data : new Uint8Array(data);
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    record.sealed.push(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
    return encrypt.call(this, algorithm, key, data);
  };

  type Report = Readonly<Record<string, unknown>>;

  async function counters(): Promise<PeerCounters> {
    const counted = { rtpPackets: 0, pictures: 0, samples: 0 };
    const codecs = new Set<string>();
    const usedPairs: UsedPair[] = [];
    for (const connection of connections.filter(({ connectionState }) => connectionState !== 'closed')) {
      const reports = new Map<string, Report>();
      for (const [id, report] of await connection.getStats()) reports.set(id, report);
      for (const report of reports.values()) {
        if (report['type'] === 'inbound-rtp') {
          counted.rtpPackets += Number(report['packetsReceived'] ?? 0);
          counted.pictures += Number(report['framesDecoded'] ?? 0);
          if (report['kind'] === 'audio')
            counted.samples +=
              Number(report['totalSamplesReceived'] ?? 0) - Number(report['concealedSamples'] ?? 0);
          const codec = reports.get(String(report['codecId']))?.['mimeType'];
          if (codec !== undefined) codecs.add(String(codec));
        } else if (report['type'] === 'candidate-pair' && Number(report['packetsSent'] ?? 0) > 0) {
          const remote = reports.get(String(report['remoteCandidateId']));
          usedPairs.push({
            isNominated: report['nominated'] === true,
            local: String(reports.get(String(report['localCandidateId']))?.['candidateType']),
            remote: String(remote?.['candidateType']),
            remoteAddress: String(remote?.['address']),
            packets: Number(report['packetsSent']),
          });
        }
      }
    }
    return { ...counted, codecs: [...codecs], usedPairs };
  }

  function busyWith(connection: RTCPeerConnection): readonly string[] {
    // What a connection is closed in the middle of never ends (https://w3c.github.io/webrtc-pc/#chain-an-asynchronous-operation).
    if (connection.connectionState === 'closed') return [];
    if ((described.get(connection) ?? 0) > 0) return ['being described'];
    const isGathering = connection.iceGatheringState === 'gathering' && !withCandidates.has(connection);
    return isGathering ? ['gathering its first candidate'] : [];
  }
  Object.assign(globalThis, {
    RTCPeerConnection: RecordedPeerConnection,
    recorder: { record, counters, busy: () => connections.flatMap(busyWith) },
  });
}
