/** A QR code as one SVG path. The encoder is loaded when the first code is shown. */
import { useEffect, useState } from 'preact/hooks';

/** Light modules around the code that readers need (ISO/IEC 18004, quiet zone). */
const QUIET_ZONE = 4;

/** Always dark on light, whatever the theme, because readers need it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const [drawing, setDrawing] = useState<{ readonly size: number; readonly path: string }>();
  useEffect(() => {
    let isCurrent = true;
    void textToDrawing(text).then(made => isCurrent && setDrawing(made));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  const side = (drawing?.size ?? 0) + 2 * QUIET_ZONE;
  const box = `${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={box} shape-rendering="crispEdges">
      <path d={drawing?.path ?? ''} />
    </svg>
  );
}

async function textToDrawing(text: string): Promise<{ readonly size: number; readonly path: string }> {
  const { generate } = await import('lean-qr');
  const code = generate(text);
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  }
  return { size: code.size, path };
}
