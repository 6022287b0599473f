/**
 * How loud what is received is (spec/room.md, "Who speaks"): the energy of the decoded sound, so only of what decrypted.
 * The header extension that would tell it to relays, too, is never negotiated.
 */

/** Makes the question for one receiver: the loudness since it was asked last, 0–1; undefined when it is not known. */
export function createLoudness(receiver: () => RTCRtpReceiver): () => Promise<number | undefined> {
  let energy = 0;
  let seconds = 0;
  return async () => {
    const report = [...(await receiver().getStats()).values()].find(({ type }) => type === 'inbound-rtp');
    const sum: unknown = report?.totalAudioEnergy;
    const time: unknown = report?.totalSamplesDuration;
    if (typeof sum !== 'number' || typeof time !== 'number') return undefined;
    const [gained, passed] = [sum - energy, time - seconds];
    energy = sum;
    seconds = time;
    // https://w3c.github.io/webrtc-stats/#dom-rtcinboundrtpstreamstats-totalaudioenergy: level squared times duration.
    return passed > 0 && gained >= 0 ? Math.min(1, Math.sqrt(gained / passed)) : undefined;
  };
}
