/** English: the first visit. */
export const firstRunTexts = {
  'firstRun.title': 'What should people call you?',
  'firstRun.text': 'Only the people you connect with see this name. No e-mail, no phone number, no password.',
  'firstRun.name': 'Your name',
  'firstRun.placeholder': 'For example, Ada',
  'firstRun.hint': 'You can leave this empty and change it at any time.',
  'firstRun.start': 'Start',
  'firstRun.invited': 'You opened an invitation. Next, you will see who it is from.',
} as const;
