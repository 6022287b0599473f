/** English: moving a profile between devices. */
export const transferTexts = {
  'transfer.title': 'Another device',
  'transfer.open': 'Move a profile…',
  'transfer.exportTitle': 'Move to another device',
  'transfer.exportText':
    'Your name, contacts, messages and calls can move to another device in one encrypted file.',
  'transfer.exportRests':
    'A profile can be used on one device at a time: two devices with the same keys would weaken your encryption. So Sotto stops using it here once the file is made. You can still change your mind, as long as the file has not been opened elsewhere. Open it within 30 days.',
  'transfer.export': 'Make the file and stop here',
  'transfer.passphrase': 'Passphrase',
  'transfer.passphraseHint': 'Whoever has the file and this passphrase is you. Nobody can recover it.',
  'transfer.weak': 'Too easy to guess. Use several words, or more characters.',
  'transfer.fair': 'Good enough. Longer is better.',
  'transfer.strong': 'Strong.',
  'transfer.repeat': 'Passphrase again',
  'transfer.differs': 'The two are not the same.',
  'transfer.show': 'Show',
  'transfer.suggest': 'Suggest one',
  'transfer.writeDown': 'Write it down before you go on:',
  'transfer.making': 'Making the file…',
  'transfer.importTitle': 'Bring a profile here',
  'transfer.importText': 'Make the file on the other device, in its settings, and open it here.',
  'transfer.staysBehind':
    'ICE servers and the choice of relay are not in the file: they belong to each device. Set them here if you need them.',
  'transfer.filePassphrase': 'Passphrase of the file',
  'transfer.choose': 'Choose the file…',
  'transfer.import': 'Open the file',
  'transfer.reading': 'Reading the file…',
  'transfer.imported': 'Your profile is here now',
  'transfer.replaceTitle': 'Replace the profile on this device?',
  'transfer.replaceText':
    'The contacts, messages and keys that are here now disappear for good, and the profile in the file takes their place.',
  'transfer.replace': 'Replace',
  'transfer.offer': 'I have a profile on another device',
  'moved.title': 'This profile is ready to move',
  'moved.text':
    'Sotto no longer uses it on this device. Save the file, take it to the other device, and open it there with your passphrase.',
  'moved.save': 'Save the file',
  'moved.again': 'Make the file again',
  'moved.otherwise': 'Or',
  'moved.goOnHint': 'Changed your mind? Continue here, and the file can no longer be opened anywhere.',
  'moved.eraseHint': 'Does the profile work on the other device? Then delete what is left of it here.',
  'moved.goOn': 'Continue here',
  'moved.goOnTitle': 'Continue here after all?',
  'moved.goOnText':
    'The file becomes useless: no other device can open it any more. If it was opened already, the profile continues there and cannot come back.',
  'moved.erase': 'Delete it here',
  'moved.eraseTitle': 'Delete the profile from this device?',
  'moved.eraseText':
    'Do this once the profile works on the other device. Everything here is deleted for good.',
  'problem.notAnExport': 'This is not a file made by Sotto.',
  'problem.newerExport': 'This file was made by a newer version of Sotto. Update this device first.',
  'problem.wrongPassphrase': 'The passphrase is not the right one.',
  'problem.damagedExport': 'The file is damaged or incomplete. Copy it again, or make a new one.',
  'problem.otherServer': 'This file belongs to another server. Open it in the app of that server.',
  'problem.usedExport':
    'This file can no longer be used: it was opened elsewhere, its profile continued where it was made, or it is older than 30 days.',
  'problem.movedAway': 'This profile is already in use on another device. It cannot continue here.',
  'problem.notStored':
    'This device could not store the profile. Nothing was changed. Free some space and try again.',
} as const;
