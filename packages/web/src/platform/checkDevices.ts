/** Devices for the check page and the join page: opened in a person's click, shown to that person only, sent nowhere. */
import type { DeviceProblem } from '@sotto/core/client/view';
import { failure, type Result, success } from '@sotto/protocol/result';
import { toDeviceProblem } from './browserMedia.ts';

/** An open camera. */
export interface CheckedCamera {
  readonly stream: MediaStream;
  readonly width: number;
  readonly height: number;
  stop(): void;
}

/** An open microphone. */
export interface CheckedMicrophone {
  /** Loudness now, from 0 (silence) to 1. */
  level(): number;
  stop(): void;
}

/** Opens the camera: this one, or with undefined the system's. */
export async function openCamera(deviceId?: string): Promise<Result<CheckedCamera, DeviceProblem>> {
  const opened = await open({
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, ...exactly(deviceId) },
  });
  if (!opened.ok) return opened;
  const { width = 0, height = 0 } = opened.value.getVideoTracks()[0]?.getSettings() ?? {};
  return success({ stream: opened.value, width, height, stop: () => stopAll(opened.value) });
}

/** Opens the microphone: this one, or with undefined the system's. */
export async function openMicrophone(deviceId?: string): Promise<Result<CheckedMicrophone, DeviceProblem>> {
  // Made before anything is awaited: some browsers let a context sound only if it comes to be in the click.
  const context = new AudioContext();
  const opened = await open({ audio: exactly(deviceId) });
  if (!opened.ok) {
    void context.close();
    return opened;
  }
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(opened.value).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return success({
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return toLevel(samples);
    },
    stop: () => {
      stopAll(opened.value);
      void context.close();
    },
  });
}

const TONE_SECONDS = 1.2;

/** Plays a tone; resolves when it has ended. */
export async function playTestTone(): Promise<void> {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  const end = context.currentTime + TONE_SECONDS;
  tone.frequency.value = 523.25;
  volume.gain.setValueAtTime(0, context.currentTime);
  volume.gain.linearRampToValueAtTime(0.25, context.currentTime + 0.05);
  volume.gain.setValueAtTime(0.25, end - 0.1);
  volume.gain.linearRampToValueAtTime(0, end);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(end);
  // By the wall clock, because a machine without any output does not move the context's own time.
  await new Promise(resolve => setTimeout(resolve, TONE_SECONDS * 1000));
  await context.close();
}

function exactly(deviceId: string | undefined): MediaTrackConstraints {
  return deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
}

async function open(constraints: MediaStreamConstraints): Promise<Result<MediaStream, DeviceProblem>> {
  try {
    return success(await navigator.mediaDevices.getUserMedia(constraints));
  } catch (problem) {
    return failure(toDeviceProblem(problem));
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Loudness as people hear it: from -60 dB (0) to -10 dB (1) of full scale. */
function toLevel(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-12) + 60) / 50));
}
