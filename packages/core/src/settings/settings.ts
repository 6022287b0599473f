/** The person's profile and settings on this device. */
import type { ProfileView, SettingsView } from '../client/view.ts';
import type { Store } from '../port/store.ts';

/** What a fresh device begins with. */
export const DEFAULT_SETTINGS: SettingsView = {
  language: 'system',
  theme: 'system',
  alwaysRelay: true,
  showRinging: true,
  saveData: false,
};

const KEY = 'own';

/** The stored profile and settings. */
export interface Settings {
  /** Undefined before the first run is done. */
  profile(): ProfileView | undefined;
  current(): SettingsView;
  setProfile(profile: ProfileView): Promise<void>;
  change(changes: Partial<SettingsView>): Promise<void>;
}

/** Reads profile and settings. */
export async function loadSettings(store: Store): Promise<Settings> {
  let profile = (await store.get('profile', KEY)) as ProfileView | undefined;
  let settings = {
    ...DEFAULT_SETTINGS,
    ...((await store.get('settings', KEY)) as Partial<SettingsView> | undefined),
  };
  return {
    profile: () => profile,
    current: () => settings,
    setProfile: async next => {
      await store.write([{ table: 'profile', key: KEY, value: next }]);
      profile = next;
    },
    change: async changes => {
      const next = { ...settings, ...changes };
      await store.write([{ table: 'settings', key: KEY, value: next }]);
      settings = next;
    },
  };
}
