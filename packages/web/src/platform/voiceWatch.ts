/** Hears whether somebody talks into a microphone that is muted but open. Nothing of it is kept or sent. */

/** Root mean square from which a sound near the microphone counts as talking; rooms stay well below. */
const TALKING = 0.04;
const LOOK_EVERY_MS = 200;
/** Samples per look: all that was heard since the one before, or the gaps between syllables would count as silence. */
const HEARD_SAMPLES = 8192;
/** Looks in a row that must agree, so that neither a cough nor a pause for breath changes anything. */
const AGREEING = 3;

/** Tells of every change. Returns what ends the watch. */
export function watchVoice(muted: MediaStreamTrack, tell: (isTalking: boolean) => void): () => void {
  // A disabled track gives silence: the level comes from a copy that goes nowhere else.
  const copy = muted.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = HEARD_SAMPLES;
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let isTalking = false;
  let differing = 0;

  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    differing = level(samples) >= TALKING === isTalking ? 0 : differing + 1;
    if (differing < AGREEING) return;
    isTalking = !isTalking;
    differing = 0;
    tell(isTalking);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    copy.stop();
    void context.close().catch(() => undefined);
  };
}

function level(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
