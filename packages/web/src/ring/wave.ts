/** Tones as sound files that an `<audio>` element plays. */
import type { Stretch } from './tones.ts';

const RATE = 16_000;

/** A WAVE file (RIFF, PCM, 16 bit, mono) of the stretches. */
export function roundToWave(stretches: readonly Stretch[]): Uint8Array<ArrayBuffer> {
  const samples = stretches.flatMap(stretchToSamples);
  const file = new DataView(new ArrayBuffer(44 + samples.length * 2));
  writeHeader(file, samples.length * 2);
  samples.forEach((sample, index) => {
    file.setInt16(44 + index * 2, Math.round(sample * 0x7fff), true);
  });
  return new Uint8Array(file.buffer);
}

function writeHeader(file: DataView, dataBytes: number): void {
  const text = (offset: number, value: string) => {
    for (let i = 0; i < value.length; i += 1) file.setUint8(offset + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  file.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE * 2, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, 'data');
  file.setUint32(40, dataBytes, true);
}

/** Soft edges keep the tone from clicking. */
function stretchToSamples({ hertz, seconds, isStruck = false }: Stretch): number[] {
  const length = Math.round(seconds * RATE);
  const edge = Math.min(length / 2, RATE * 0.03);
  return Array.from({ length }, (_, index) => {
    const fading = isStruck ? Math.exp((-5 * index) / length) : 1;
    const envelope = fading * Math.min(1, index / edge, (length - index) / edge);
    const sum = hertz.reduce((total, f) => total + Math.sin((2 * Math.PI * f * index) / RATE), 0);
    return hertz.length === 0 ? 0 : (envelope * 0.7 * sum) / hertz.length;
  });
}
