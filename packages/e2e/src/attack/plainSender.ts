/** A hostile peer that speaks the whole protocol and sends its media unencrypted. */
import type { Page } from 'puppeteer-core';

/** Replaces this page's sending transforms by ones that change nothing, from its next document on. */
export async function sendPlainFrames(page: Page): Promise<void> {
  // The worker that does nothing comes from nowhere the product's policy knows; this person's own browser does not mind.
  await page.setBypassCSP(true);
  await page.evaluateOnNewDocument(installPlainSender, `(${passOn.toString()})()`);
}

/** Runs in the page before its own scripts and refers to nothing outside itself. */
function installPlainSender(code: string): void {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  const own = Object.getOwnPropertyDescriptor(RTCRtpSender.prototype, 'transform');
  Object.defineProperty(RTCRtpSender.prototype, 'transform', {
    ...own,
    set(this: RTCRtpSender) {
      own?.set?.call(this, new RTCRtpScriptTransform(worker, {}));
    },
  });
}

/** Runs in a worker and refers to nothing outside itself. */
function passOn(): void {
  globalThis.addEventListener('rtctransform', event => {
    const { transformer } = event as Event & {
      readonly transformer: { readonly readable: ReadableStream; readonly writable: WritableStream };
    };
    void transformer.readable.pipeTo(transformer.writable).catch(() => undefined);
  });
}
