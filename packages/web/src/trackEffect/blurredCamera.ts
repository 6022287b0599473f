/**
 * Blurs what is behind the person at a camera, on this device: MediaPipe's segmentation finds the person, a canvas puts
 * the person over the blurred picture. A chunk of its own; its files lie on this server and are loaded when first used.
 */
import type { Results, SelfieSegmentation } from '@mediapipe/selfie_segmentation';
import graphUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.binarypb?url';
import libraryUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.js?url';
import modelUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.tflite?url';
import landscapeUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url';
import simdScriptUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.js?url';
import simdWasmUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.wasm?url';
import type { ProcessedTrack } from '../platform/trackEffects.ts';

/** The library asks for its files by name. Without SIMD it would be too slow to be of use. */
const FILES: Readonly<Record<string, string>> = {
  'selfie_segmentation.binarypb': graphUrl,
  'selfie_segmentation.tflite': modelUrl,
  'selfie_segmentation_landscape.tflite': landscapeUrl,
  'selfie_segmentation_solution_simd_wasm_bin.js': simdScriptUrl,
  'selfie_segmentation_solution_simd_wasm_bin.wasm': simdWasmUrl,
};

const FRAME_MS = 1000 / 30;
/** Of the picture's width. */
const BLUR = 0.012;
const LANDSCAPE_MODEL = 1;
const START_LIMIT_MS = 15_000;

/** The same picture with its background blurred. Nothing that was not blurred ever leaves. */
export async function createBlurredCamera(source: MediaStreamTrack): Promise<ProcessedTrack> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([source]);
  await video.play();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const segmentation = await startSegmentation();
  const [track] = canvas.captureStream().getVideoTracks();
  if (track === undefined) throw new Error('the canvas gives no track');
  let isOver = false;
  const isDrawn = Promise.withResolvers<void>();
  segmentation.onResults(results => {
    draw(context, results);
    isDrawn.resolve();
  });

  async function drawNext(): Promise<void> {
    if (isOver) return;
    const began = performance.now();
    await segmentation.send({ image: video });
    // No animation frame: a call goes on in a window that nobody looks at.
    setTimeout(() => void drawNext().catch(end), Math.max(0, FRAME_MS - (performance.now() - began)));
  }

  // A picture that stands still tells nothing; a bare one would.
  function end(): void {
    if (isOver) return;
    isOver = true;
    track?.stop();
    video.srcObject = null;
    void segmentation.close().catch(() => undefined);
  }

  try {
    void drawNext().catch(isDrawn.reject);
    const tooLate = setTimeout(() => isDrawn.reject(new Error('no segmentation')), START_LIMIT_MS);
    await isDrawn.promise.finally(() => clearTimeout(tooLate));
  } catch (problem) {
    end();
    throw problem;
  }
  return { track, end };
}

/** The person, and behind them everything else, blurred. */
function draw(context: CanvasRenderingContext2D, { image, segmentationMask }: Results): void {
  const { width, height } = context.canvas;
  context.save();
  context.clearRect(0, 0, width, height);
  context.drawImage(segmentationMask, 0, 0, width, height);
  context.globalCompositeOperation = 'source-in';
  context.drawImage(image, 0, 0, width, height);
  context.globalCompositeOperation = 'destination-over';
  context.filter = `blur(${Math.round(width * BLUR)}px)`;
  context.drawImage(image, 0, 0, width, height);
  context.restore();
}

/** The library is a script that knows nothing of modules. */
async function startSegmentation(): Promise<SelfieSegmentation> {
  const scope = globalThis as unknown as { SelfieSegmentation?: typeof SelfieSegmentation };
  if (scope.SelfieSegmentation === undefined) await runScript(libraryUrl);
  const Library = scope.SelfieSegmentation;
  if (Library === undefined) throw new Error('the segmentation library did not start');
  const segmentation = new Library({ locateFile: name => FILES[name] ?? '' });
  segmentation.setOptions({ modelSelection: LANDSCAPE_MODEL, selfieMode: false });
  await segmentation.initialize();
  return segmentation;
}

function runScript(url: string): Promise<void> {
  const script = document.createElement('script');
  const loaded = Promise.withResolvers<void>();
  script.onload = () => loaded.resolve();
  script.onerror = () => loaded.reject(new Error('the segmentation library did not load'));
  script.src = url;
  document.head.append(script);
  return loaded.promise;
}
