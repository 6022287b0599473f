/** The figures behind the badge, live: sizes, rates, losses, times, path (spec/quality.md). */
import type { CallView, QualityFigures, StreamView } from '@sotto/core/client/view';
import { languageKind, t } from '../locale/locale.ts';

interface QualityPanelProps {
  readonly call: CallView;
  readonly name: string;
}

/** The panel; nothing before the first look at the connection. */
export function QualityPanel({ call: { quality }, name }: QualityPanelProps) {
  const figures = quality?.figures;
  if (quality === undefined || figures === undefined) return null;
  return (
    <section class="call-quality">
      <h3>{t('quality.title')}</h3>
      {quality.picture === 'lowered' ? <p class="call-quality-note">{t('quality.lowered')}</p> : null}
      {quality.savesData ? <p class="call-quality-note">{t('quality.savesData')}</p> : null}
      <dl>
        <Streams title={t('quality.sent')} streams={figures.sent} />
        <Streams title={t('quality.received')} streams={figures.received} />
        <Row title={t('quality.loss')}>
          {`${t('quality.lossOut', { name })} ${percent(figures.lossOut)} · ${t('quality.lossIn')} ${percent(figures.lossIn)}`}
        </Row>
        <Row title={t('quality.roundTrip')}>{milliseconds(figures.roundTrip)}</Row>
        <Row title={t('quality.jitter')}>{milliseconds(figures.jitter)}</Row>
        <Row title={t('quality.concealed')}>{percent(figures.concealed)}</Row>
        <Row title={t('quality.path')}>{toPath(figures)}</Row>
      </dl>
    </section>
  );
}

function Row({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

const KINDS = [
  ['camera', 'quality.camera'],
  ['screen', 'quality.screen'],
  ['sound', 'quality.sound'],
] as const;

function Streams({ title, streams }: { readonly title: string; readonly streams: QualityFigures['sent'] }) {
  const lines = KINDS.flatMap(([kind, key]) => {
    const stream = streams[kind];
    return stream === undefined ? [] : [`${t(key)} · ${toLine(stream)}`];
  });
  return (
    <div>
      <dt>{title}</dt>
      {lines.length === 0 ? <dd>{t('quality.nothing')}</dd> : lines.map(line => <dd key={line}>{line}</dd>)}
    </div>
  );
}

function toLine({ width, height, framerate, bitrate, codec }: StreamView): string {
  return [
    width === undefined || height === undefined ? undefined : `${width} × ${height}`,
    framerate === undefined ? undefined : t('quality.rate', { rate: number(framerate) }),
    unit(bitrate / 1000, 'kilobit-per-second'),
    codec,
  ]
    .filter(part => part !== undefined)
    .join(' · ');
}

function toPath({ route }: QualityFigures): string {
  if (route === undefined) return t('quality.unknown');
  const transport = route.transport.toUpperCase();
  return t(route.path === 'relay' ? 'quality.relay' : 'quality.direct', { transport });
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? t('quality.unknown') : unit(value, 'millisecond');
}

function percent(share: number | undefined): string {
  if (share === undefined) return t('quality.unknown');
  return new Intl.NumberFormat(languageKind(), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

function unit(value: number, name: string): string {
  const format = new Intl.NumberFormat(languageKind(), {
    style: 'unit',
    unit: name,
    maximumFractionDigits: 0,
  });
  // Not all languages keep number and unit together.
  return format.format(value).replace(' ', '\u00a0');
}

function number(value: number): string {
  return new Intl.NumberFormat(languageKind(), { maximumFractionDigits: 0 }).format(value);
}
