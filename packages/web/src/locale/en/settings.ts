/** English: the settings. */
export const settingsTexts = {
  'settings.profile': 'Profile',
  'settings.name': 'Your name',
  'settings.nameHint': 'Your contacts see it. It may be empty.',
  'settings.save': 'Save',
  'settings.saved': 'Saved',
  'settings.appearance': 'Appearance',
  'settings.language': 'Language',
  'settings.languageSystem': 'Same as the browser',
  'settings.theme': 'Theme',
  'settings.themeSystem': 'System',
  'settings.themeLight': 'Light',
  'settings.themeDark': 'Dark',
  'settings.calls': 'Calls',
  'settings.alwaysRelay': 'Always use relay',
  'settings.alwaysRelayOn':
    'On: your address is hidden from your contacts. The relay can see how long a call lasts.',
  'settings.alwaysRelayOff':
    'Off: a direct path is tried first, and your contacts can learn your address. A relay is still used when the network needs it.',
  'settings.ringtone': 'Ringtone',
  'settings.ringtoneRise': 'Rising',
  'settings.ringtoneBell': 'Bell',
  'settings.ringtoneClassic': 'Classic',
  'settings.ringtoneDrops': 'Drops',
  'settings.ringVolume': 'Ringing volume',
  'settings.ringListen': 'Listen',
  'settings.ringStop': 'Stop',
  'settings.ringDevice': 'For this device. Contacts whose ringing you have muted stay silent.',
  'settings.ringSilent': 'Calls appear without a sound on this device.',
  'settings.saveData': 'Save data in calls',
  'settings.saveDataText':
    'Sound and picture are kept small, both what you send and what you receive: less than 2\u00a0MB a minute each way with video. For this device only.',
  'settings.showRinging': 'Let callers know that it rings',
  'settings.showRingingText':
    'On: callers see “Ringing…” as soon as this device rings, and calls connect faster. Off: they only see that they are waiting.',
  'settings.about': 'About',
  'settings.aboutText':
    'Your keys and conversations stay on this device. The server passes sealed data on and cannot read it.',
  'settings.aboutHost': 'This app comes from {host}. Use a host you trust, or run your own.',
  'settings.licence': 'Free software under the AGPL 3.0 licence.',
  'settings.source': 'Source code of this copy',
} as const;
