/** English texts: what a person reads when a command about a call link or its call did nothing. */
export const linkProblemTexts = {
  'problem.malformedLink': 'This is not a complete call link. Copy the whole link and try again.',
  'problem.otherServerLink': 'This call link belongs to another server. Open it in a browser.',
  'problem.unknownLink': 'This call link does not exist on this server.',
  'problem.expiredLink': 'This call link has expired.',
  'problem.revokedLink': 'This call link has been revoked.',
  'problem.fullLink': 'This call is full. Try again when somebody has left.',
  'problem.untrustedLink':
    'What the server says about this call link does not come from its host, so it cannot be used now.',
  'problem.bannedLink': 'You cannot take part in calls of this link: its host does not allow it.',
  'problem.closedLink': 'This call link is closed at the moment.',
  'problem.noSuchLink': 'This call link is no longer on this device.',
  'problem.notHost': 'Only a host can do this.',
  'problem.inUse': 'Somebody has already used this link, so it stays as it is.',
  'problem.tooMany': 'There are too many people in this list.',
  'problem.notesFull':
    'So many notes are waiting for the host that there is no room for another one. Try again when the host has opened Sotto.',
  'problem.busy': 'The server cannot take this now. Try again in a moment.',
  'problem.notContinued':
    'That did not work: the other person’s app did not follow. Your call goes on as it was.',
  'problem.notInside': 'You are not in this call.',
  'problem.noSuchPerson': 'This person has just left.',
} as const;
