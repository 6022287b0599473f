/** English: how calls ring, silent hours, and the test of both. */
export const ringTexts = {
  'ring.title': 'Ringing',
  'ring.vibrate': 'Vibrate',
  'ring.vibrateText': 'When a call rings while Sotto is on screen. For this device only.',
  'ring.silentHours': 'Silent hours',
  'ring.silentHoursText':
    'Every day between these times, calls appear without sound or vibration. For this device only.',
  'ring.silentFrom': 'From',
  'ring.silentTo': 'To',
  'ring.silentNow': 'Silent now, until {time}.',
  'ring.silentLater': 'Not silent now. Silence begins at {time}.',
  'ring.silentAlways': 'Both times are the same: calls are silent around the clock.',
  'ring.silentOff': 'Switched off.',
  'ring.cardUntil': 'Silent hours until {time}',
  'ring.cardAlways': 'Silent hours',
  'ring.test': 'Can this device ring?',
  'ring.testText': 'Rings once now, as a call would, and says what works here and what does not.',
  'ring.start': 'Ring now',
  'ring.again': 'Ring again',
  'ring.verdictRinging': 'Listen…',
  'ring.verdictRings': 'This device rings while Sotto is open.',
  'ring.verdictSilent': 'This device can ring, but these are your silent hours.',
  'ring.verdictProblem': 'Something keeps this device from ringing.',
  'ring.sound': 'Sound',
  'ring.soundPlayed': 'The browser played your ringtone. Did you hear it?',
  'ring.soundHeard': 'You heard your ringtone.',
  'ring.soundNotHeard':
    'Turn the volume of this device up, end its silent mode, and check in its settings where sound is played. Then ring again.',
  'ring.soundBlocked':
    'The browser lets this site make no sound. Allow sound in the site settings next to the address, then ring again.',
  'ring.soundFailed':
    'The browser could not play the ringtone. Check that speakers or headphones are connected, then ring again.',
  'ring.soundVolumeZero':
    'The ringing volume is at zero, so calls appear without a sound. Move the slider, then ring again.',
  'ring.output': 'Audio output',
  'ring.outputFound': 'There is one. Calls ring wherever your system plays sound.',
  'ring.outputMissing': 'This device has none. Connect speakers or headphones, then ring again.',
  'ring.outputUnknown':
    'This browser does not tell. Calls ring wherever your system plays sound: look there if you hear nothing.',
  'ring.opened': 'Just after opening',
  'ring.openedAtOnce': 'Sotto is installed as an app and can ring as soon as it is open.',
  'ring.openedAfterTouch':
    'Click or touch Sotto once after you open or reload it: until then the browser may keep it silent. To avoid that, install Sotto as an app, or allow sound in the site settings next to the address.',
  'ring.vibration': 'Vibration',
  'ring.vibrationFelt': 'The device vibrated. It does for calls while Sotto is on screen.',
  'ring.vibrationRefused':
    'The device was asked and refused. Look in its settings for vibration, silent mode and battery saver.',
  'ring.vibrationOff': 'Switched off in Sotto.',
  'ring.vibrationNone': 'This device or its browser cannot vibrate. Rely on the sound.',
  'ring.switchOn': 'Switch on',
  'ring.endSilence': 'Switch silent hours off',
  'ring.muted': 'Muted contacts',
  'ring.mutedNone': 'No contact is muted.',
  'ring.mutedSome.one':
    '{count} contact is muted: calls appear without a sound. You can change that in the menu of the conversation, under “Contact settings”.',
  'ring.mutedSome.other':
    '{count} contacts are muted: their calls appear without a sound. You can change that in the menu of each conversation, under “Contact settings”.',
  'ring.notifications': 'Notifications',
  'ring.notificationsGranted': 'Allowed. Today Sotto shows calls in its own window only.',
  'ring.notificationsDefault':
    'Not allowed yet. Today Sotto shows calls in its own window only; you can already allow notifications.',
  'ring.notificationsDenied':
    'Blocked. Today Sotto shows calls in its own window only. You can allow notifications in the site settings next to the address.',
  'ring.notificationsNone':
    'This browser has none for this page. Today Sotto shows calls in its own window only.',
  'ring.allowNotifications': 'Allow notifications',
  'ring.closed': 'While Sotto is closed',
  'ring.closedComputer':
    'This device does not ring then. Keep Sotto open in a tab or window. If you open it while somebody is still calling, you can accept; otherwise you find a missed call.',
  'ring.closedPhone':
    'This device does not ring then, and often not while the screen is off or another app is in front. Keep Sotto on screen when you expect a call. If you open it while somebody is still calling, you can accept; otherwise you find a missed call.',
} as const;
