/** What lasts and concerns everything: the connection, the clock, the relay. */
import { LinkBanners } from '../link/LinkBanners.tsx';
import { t } from '../locale/locale.ts';
import { connection, iceServers, relay } from '../session.ts';
import { Banner } from '../ui/Banner.tsx';

/** The strips above the panes. Announced politely. */
export function Banners() {
  return (
    <div class="banners" aria-live="polite">
      <LinkBanners />
      <ConnectionBanner />
      {relay.value === 'absent' && connection.value === 'connected' && !iceServers.value.on ? (
        <Banner icon="relay" tone="quiet" text={t('banner.noRelay')} />
      ) : null}
    </div>
  );
}

function ConnectionBanner() {
  switch (connection.value) {
    case 'connected':
      return null;
    case 'connecting':
      return <Banner icon="cloudOff" tone="quiet" text={t('banner.connecting')} late />;
    case 'offline':
      return <Banner icon="cloudOff" tone="warning" text={t('banner.offline')} />;
    case 'clockOff':
      return <Banner icon="clock" tone="warning" text={t('banner.clockOff')} />;
  }
}
