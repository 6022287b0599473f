/**
 * A middleman between one side's sealed frames and the network: code that gets in front of the product's worker there
 * and damages, repeats, moves and returns what the worker has sealed. It has what a hostile relay has – the sealed
 * frames of both directions, and no key – and in addition the last word on what is sent.
 */
import type { Page } from 'puppeteer-core';

/**
 * `pass`: everything unharmed. `flip`: one bit of every frame. `cut`: frames without their beginning or their end.
 * `replay`: one frame again and again. `reorder`: groups of eight backwards. `reflect`: the other side's own frames.
 * `swap`: sound in the picture's place and the reverse.
 */
export type Attack = 'pass' | 'flip' | 'cut' | 'replay' | 'reorder' | 'reflect' | 'swap';

/** Puts the middleman into the page, from its next document on. */
export async function addMiddleman(page: Page): Promise<void> {
  // The middleman's code comes from nowhere the product's policy knows; this person's own browser does not mind.
  await page.setBypassCSP(true);
  await page.evaluateOnNewDocument(installMiddleman, `(${meddle.toString()})()`);
}

/** Begins another attack. */
export async function attack(page: Page, kind: Attack): Promise<void> {
  await page.evaluate(
    wanted =>
      (globalThis as unknown as { readonly middleman: Worker }).middleman.postMessage({ attack: wanted }),
    kind,
  );
}

/** Runs in the page before its own scripts and refers to nothing outside itself. */
function installMiddleman(code: string): void {
  const Original = globalThis.Worker;
  const toUrl = (source: string) => URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  class CapturedWorker extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      const target = JSON.stringify(new URL(url, location.href).href);
      super(toUrl(`import ${JSON.stringify(toUrl(code))}; import ${target};`), options);
      Object.assign(globalThis, { middleman: this });
    }
  }
  Object.assign(globalThis, { Worker: CapturedWorker });
}

/** Runs in the worker before the product's own code and refers to nothing outside itself. */
function meddle(): void {
  type Frame = RTCEncodedVideoFrame;
  interface Transformer {
    readonly options: { readonly direction: 'send' | 'receive'; readonly slot: string };
    readonly readable: ReadableStream<Frame>;
    readonly writable: WritableStream<Frame>;
  }
  /** What becomes of one frame's data; undefined for a frame that is kept back. */
  type Deed = (data: Uint8Array, slot: string) => Uint8Array | undefined;

  const listen = globalThis.addEventListener.bind(globalThis) as (
    type: string,
    act: (event: Event) => void,
  ) => void;
  const own = new Map<string, Uint8Array>();
  const theirs = new Map<string, Uint8Array>();
  const repeated = new Map<string, Uint8Array>();
  const groups = new Map<string, Uint8Array[]>();
  let kind = 'pass';
  let count = 0;

  const deeds: Readonly<Record<string, Deed>> = {
    pass: data => data,
    flip: data => {
      count += 1;
      const changed = data.slice();
      const place = (count * 7919) % (data.length * 8);
      changed[place >> 3] = (changed[place >> 3] ?? 0) ^ (1 << (place & 7));
      return changed;
    },
    cut: data => {
      count += 1;
      return count % 2 === 0 ? data.slice(2) : data.slice(0, -7);
    },
    replay: (data, slot) => {
      const first = repeated.get(slot) ?? data;
      repeated.set(slot, first);
      return first;
    },
    reflect: (_, slot) => theirs.get(slot),
    swap: (_, slot) => own.get(slot === 'camera' ? 'microphone' : 'camera'),
  };

  function act(frame: Frame, slot: string): Frame | undefined {
    const data = new Uint8Array(frame.data);
    own.set(slot, data.slice());
    const changed = deeds[kind]?.(data, slot);
    if (changed === undefined) return undefined;
    frame.data = changed.slice().buffer;
    return frame;
  }

  /** The frames of a group keep their places on the wire; what is in them goes backwards. */
  function reorder(frame: Frame, slot: string, held: Frame[]): readonly Frame[] {
    const group = groups.get(slot) ?? [];
    groups.set(slot, group);
    group.push(new Uint8Array(frame.data).slice());
    held.push(frame);
    if (held.length < 8) return [];
    for (const one of held) one.data = (group.pop() ?? new Uint8Array(1)).slice().buffer;
    return held.splice(0);
  }

  function meddleWith({ options, readable, writable }: Transformer): Transformer {
    const { slot, direction } = options;
    if (direction === 'receive') {
      const remember = new TransformStream<Frame, Frame>({
        transform(frame, controller) {
          theirs.set(slot, new Uint8Array(frame.data).slice());
          controller.enqueue(frame);
        },
      });
      return { options, readable: readable.pipeThrough(remember), writable };
    }
    const held: Frame[] = [];
    const damage = new TransformStream<Frame, Frame>({
      transform(frame, controller) {
        if (kind === 'reorder') {
          for (const one of reorder(frame, slot, held)) controller.enqueue(one);
          return;
        }
        const changed = act(frame, slot);
        if (changed !== undefined) controller.enqueue(changed);
      },
    });
    void damage.readable.pipeTo(writable).catch(() => undefined);
    return { options, readable, writable: damage.writable };
  }

  listen('message', event => {
    const { attack: wanted } = (event as MessageEvent<{ readonly attack?: string }>).data;
    if (wanted !== undefined) kind = wanted;
  });
  Object.assign(globalThis, {
    addEventListener: (type: string, handle: (event: unknown) => void) => {
      if (type !== 'rtctransform') return listen(type, handle);
      listen(type, event => {
        const { transformer } = event as unknown as { readonly transformer: Transformer };
        handle({ transformer: meddleWith(transformer) });
      });
    },
  });
}
