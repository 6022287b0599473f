/** What a browser's peer connection counts (https://w3c.github.io/webrtc-stats/), as core reads it (spec/quality.md). */
import type {
  ConnectionCounters,
  ConnectionRoute,
  MediaKind,
  ReceiveCounters,
  SendCounters,
} from '@sotto/core/port/connectionQuality';

/** A report of whichever type; nothing in it is there in every browser. */
type Report = Readonly<Record<string, unknown>>;

/** Reads everything once. `mids`: the media sections by kind. */
export async function readConnectionCounters(
  pc: RTCPeerConnection,
  mids: Readonly<Record<MediaKind, string | null>>,
): Promise<ConnectionCounters> {
  const reports = new Map<string, Report>();
  for (const [id, report] of await pc.getStats()) reports.set(id, report);
  const all = [...reports.values()];
  const transport = all.find(({ type }) => type === 'transport');
  const pair = reports.get(String(transport?.['selectedCandidatePairId']));
  const roundTrip = toRoundTrip(all, pair);
  const sending: Partial<Record<MediaKind, SendCounters>> = {};
  const receiving: Partial<Record<MediaKind, ReceiveCounters>> = {};
  for (const kind of Object.keys(mids) as MediaKind[]) {
    const ofKind = (type: string) =>
      all.find(report => report['type'] === type && report['mid'] === mids[kind]);
    const out = ofKind('outbound-rtp');
    const back = ofKind('inbound-rtp');
    if (out !== undefined) sending[kind] = toSendCounters(out, reports);
    if (back !== undefined) receiving[kind] = toReceiveCounters(back, reports);
  }
  return {
    at: performance.now(),
    route: pair && toRoute(pair, reports),
    roundTrip: roundTrip === undefined ? undefined : roundTrip * 1000,
    availableOut: number(pair, 'availableOutgoingBitrate'),
    ...{ sending, receiving },
  };
}

// Of the media itself if there is any: a connectivity check that was lost and repeated counts as a long one.
function toRoundTrip(all: readonly Report[], pair: Report | undefined): number | undefined {
  const ofMedia = all.flatMap(report =>
    report['type'] === 'remote-inbound-rtp' ? (number(report, 'roundTripTime') ?? []) : [],
  );
  return ofMedia.length > 0 ? Math.min(...ofMedia) : number(pair, 'currentRoundTripTime');
}

function toSendCounters(report: Report, reports: ReadonlyMap<string, Report>): SendCounters {
  const remote = reports.get(String(report['remoteId']));
  return {
    packets: number(report, 'packetsSent') ?? 0,
    repeated: number(report, 'retransmittedPacketsSent') ?? 0,
    bytes: (number(report, 'bytesSent') ?? 0) + (number(report, 'headerBytesSent') ?? 0),
    lossReported: number(remote, 'fractionLost'),
    ...toPicture(report, reports),
    frames: number(report, 'framesEncoded'),
    isLimited: report['qualityLimitationReason'] === 'bandwidth',
  };
}

function toReceiveCounters(report: Report, reports: ReadonlyMap<string, Report>): ReceiveCounters {
  const jitter = number(report, 'jitter');
  return {
    packets: number(report, 'packetsReceived') ?? 0,
    lost: number(report, 'packetsLost') ?? 0,
    bytes: (number(report, 'bytesReceived') ?? 0) + (number(report, 'headerBytesReceived') ?? 0),
    jitter: jitter === undefined ? undefined : jitter * 1000,
    ...toPicture(report, reports),
    frames: number(report, 'framesDecoded'),
    freezes: number(report, 'freezeCount'),
    samples: number(report, 'totalSamplesReceived'),
    concealed: number(report, 'concealedSamples'),
  };
}

function toPicture(report: Report, reports: ReadonlyMap<string, Report>) {
  const mimeType = reports.get(String(report['codecId']))?.['mimeType'];
  return {
    codec: typeof mimeType === 'string' ? mimeType.split('/')[1] : undefined,
    width: number(report, 'frameWidth'),
    height: number(report, 'frameHeight'),
  };
}

function toRoute(pair: Report, reports: ReadonlyMap<string, Report>): ConnectionRoute {
  const local = reports.get(String(pair['localCandidateId']));
  const remote = reports.get(String(pair['remoteCandidateId']));
  const isRelayed = [local, remote].some(end => end?.['candidateType'] === 'relay');
  const transport = local?.['relayProtocol'] ?? local?.['protocol'];
  return {
    path: isRelayed ? 'relay' : 'direct',
    transport: transport === 'tcp' || transport === 'tls' ? transport : 'udp',
  };
}

function number(report: Report | undefined, name: string): number | undefined {
  const value = report?.[name];
  return typeof value === 'number' ? value : undefined;
}
