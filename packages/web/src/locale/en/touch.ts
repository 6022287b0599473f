/** English: staying in touch after a call behind a link. */
export const touchTexts = {
  'touch.host': 'the host',
  'touch.title': 'After this call',
  'touch.ask': 'Keep in touch with {name}',
  'touch.askText': 'You become contacts, if {name} agrees. Nobody else in the call learns of it.',
  'touch.askAsGuest':
    'You become contacts, if {name} agrees, and this device keeps a profile of yours. Nobody else in the call learns of it.',
  'touch.asking': 'Asking {name}…',
  'touch.asked': 'You have asked {name}. You will hear about it here.',
  'touch.making': 'Yes! One moment…',
  'touch.made': 'You and {name} are contacts now.',
  'touch.madeText': 'You find each other in Sotto, on this device.',
  'touch.over': 'To stay in touch with {name}, join again and ask.',
  'touch.gone': '{name} is no longer here, so you cannot ask.',
  'touch.failed': '{name} said yes, but it did not work.',
  'touch.again': 'Ask again',
  'touch.wish': '{name} wants to stay in touch',
  'touch.wishesTitle': 'Want to stay in touch',
  'touch.wishesText':
    'If you accept, you become contacts and can write to and call each other. They are not told if you decline.',
  'touch.later': 'Later',
  'touch.laterNamed': 'Later: decide about {name}',
  'touch.accept': 'Accept',
  'touch.acceptNamed': 'Accept: become contacts with {name}',
  'touch.agreed': 'One moment…',
} as const;
