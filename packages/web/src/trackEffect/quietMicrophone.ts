/** Removes noise from a microphone: RNNoise in an audio worklet, on this device. A chunk of its own. */
import { loadRnnoise, RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor';
import wasmUrl from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url';
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
// biome-ignore lint/correctness/noUnresolvedImports: Vite gives the address of a script in place of its exports.
import workletUrl from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url';
import type { ProcessedTrack } from '../platform/trackEffects.ts';

/** The only rate that RNNoise knows. */
const SAMPLE_RATE = 48_000;

/** The same sound without its noise, from now on. */
export async function createQuietMicrophone(source: MediaStreamTrack): Promise<ProcessedTrack> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  try {
    const [wasmBinary] = await Promise.all([
      loadRnnoise({ url: wasmUrl, simdUrl }),
      context.audioWorklet.addModule(workletUrl),
      context.resume(),
    ]);
    const suppressor = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary });
    const output = context.createMediaStreamDestination();
    output.channelCount = 1;
    context
      .createMediaStreamSource(new MediaStream([source]))
      .connect(suppressor)
      .connect(output);
    const [track] = output.stream.getAudioTracks();
    if (track === undefined) throw new Error('the audio graph has no output');
    return {
      track,
      end: () => {
        suppressor.destroy();
        track.stop();
        void context.close().catch(() => undefined);
      },
    };
  } catch (problem) {
    void context.close().catch(() => undefined);
    throw problem;
  }
}
