/**
 * A microphone whose sound can be told apart: short beeps of known frequencies, and a reader that finds them in what
 * a page plays. Beeps and not a steady tone, because noise suppression takes a steady tone for noise and removes it.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a page hears. */
export interface ToneReading {
  /** The strongest frequency, Hz, to within 6 Hz. */
  readonly hertz: number;
  /** Its level, dB below full scale (negative); silence is -Infinity or below -90. */
  readonly decibels: number;
}

const RATE = 48_000;
const SECONDS = 2;
const BEEPS_PER_SECOND = 2;
/** Share of the time in which it sounds. */
const DUTY = 0.6;
const RAMP_SECONDS = 0.01;
const AMPLITUDE = 0.5;

/**
 * Writes the sound of one microphone: beeps of one or several frequencies together, two seconds, mono, 16 bit.
 * @param hertz - whole numbers, so that the end joins the beginning; 200–4000 survives every codec setting.
 * @returns the path of the `.wav` file for {@link launchChromium}.
 */
export async function writeToneAudio(directory: string, ...hertz: readonly number[]): Promise<string> {
  const path = join(directory, `microphone-${hertz.join('-')}.wav`);
  const samples = Buffer.alloc(RATE * SECONDS * 2);
  for (let index = 0; index < RATE * SECONDS; index++) {
    samples.writeInt16LE(Math.round(sampleAt(index / RATE, hertz) * 0x7fff), index * 2);
  }
  await writeFile(path, Buffer.concat([wavHeader(samples.length), samples]));
  return path;
}

/** Writes the sound of a microphone that is never silent: two seconds of the same noise, mono, 16 bit. */
export async function writeNoiseAudio(directory: string): Promise<string> {
  const path = join(directory, 'microphone-noise.wav');
  const samples = Buffer.alloc(RATE * SECONDS * 2);
  let state = 1;
  for (let index = 0; index < RATE * SECONDS; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    samples.writeInt16LE(state >> 18, index * 2);
  }
  await writeFile(path, Buffer.concat([wavHeader(samples.length), samples]));
  return path;
}

/**
 * Listens for a while to what an `<audio>` or `<video>` plays and finds the strongest frequency of the loudest moment;
 * undefined if it has no sound track. Runs in the page and refers to nothing outside itself:
 * `page.$eval('audio', readTone, 1500)`.
 * @param listenMs - long enough for one beep: 700 and more.
 */
export async function readTone(element: Element, listenMs: number): Promise<ToneReading | undefined> {
  if (!(element instanceof HTMLMediaElement) || !(element.srcObject instanceof MediaStream)) return undefined;
  const [track] = element.srcObject.getAudioTracks();
  if (track === undefined) return undefined;
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  const deadline = performance.now() + listenMs;
  let loudest = { hertz: 0, decibels: Number.NEGATIVE_INFINITY };
  while (performance.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 20));
    analyser.getFloatFrequencyData(spectrum);
    for (const [bin, decibels] of spectrum.entries()) {
      const hertz = (bin * context.sampleRate) / analyser.fftSize;
      if (hertz > 100 && decibels > loudest.decibels) loudest = { hertz, decibels };
    }
  }
  await context.close();
  return loudest;
}

function sampleAt(time: number, hertz: readonly number[]): number {
  const sum = hertz.reduce((total, frequency) => total + Math.sin(2 * Math.PI * frequency * time), 0);
  return (AMPLITUDE * envelopeAt(time) * sum) / hertz.length;
}

/** Loudness 0–1 within a beep; without ramps its edges would crackle over the whole spectrum. */
function envelopeAt(time: number): number {
  const period = 1 / BEEPS_PER_SECOND;
  const within = time % period;
  const left = period * DUTY - within;
  return Math.max(0, Math.min(1, within / RAMP_SECONDS, left / RAMP_SECONDS));
}

/** The 44 bytes in front of PCM samples (RIFF, one `fmt ` and one `data` chunk). */
function wavHeader(dataLength: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataLength, 40);
  return header;
}
