/** French: how calls ring, silent hours, and the test of both. */
import type { ringTexts as english } from '../en/ring.ts';

export const ringTexts: Record<keyof typeof english, string> = {
  'ring.title': 'Sonnerie',
  'ring.vibrate': 'Vibrer',
  'ring.vibrateText': 'Quand un appel sonne et que Sotto est à l’écran. Sur cet appareil seulement.',
  'ring.silentHours': 'Heures de silence',
  'ring.silentHoursText':
    'Chaque jour entre ces heures, les appels s’affichent sans son ni vibration. Sur cet appareil seulement.',
  'ring.silentFrom': 'De',
  'ring.silentTo': 'À',
  'ring.silentNow': 'Silence en ce moment, jusqu’à {time}.',
  'ring.silentLater': 'Pas de silence en ce moment. Il commencera à {time}.',
  'ring.silentAlways': 'Les deux heures sont identiques\u00a0: les appels restent silencieux jour et nuit.',
  'ring.silentOff': 'Désactivées.',
  'ring.cardUntil': 'Heures de silence jusqu’à {time}',
  'ring.cardAlways': 'Heures de silence',
  'ring.test': 'Cet appareil peut-il sonner\u202f?',
  'ring.testText':
    'Sonne une fois maintenant, comme pour un appel, et dit ce qui fonctionne ici et ce qui ne fonctionne pas.',
  'ring.start': 'Faire sonner',
  'ring.again': 'Faire sonner de nouveau',
  'ring.verdictRinging': 'Écoutez…',
  'ring.verdictRings': 'Cet appareil sonne tant que Sotto est ouvert.',
  'ring.verdictSilent': 'Cet appareil peut sonner, mais ce sont vos heures de silence.',
  'ring.verdictProblem': 'Quelque chose empêche cet appareil de sonner.',
  'ring.sound': 'Son',
  'ring.soundPlayed': 'Le navigateur a joué votre sonnerie. L’avez-vous entendue\u202f?',
  'ring.soundHeard': 'Vous avez entendu votre sonnerie.',
  'ring.soundNotHeard':
    'Montez le volume de cet appareil, quittez son mode silencieux et vérifiez dans ses réglages où le son est diffusé. Puis refaites sonner.',
  'ring.soundBlocked':
    'Le navigateur ne laisse pas ce site émettre de son. Autorisez le son dans les réglages du site, à côté de l’adresse, puis refaites sonner.',
  'ring.soundFailed':
    'Le navigateur n’a pas pu jouer la sonnerie. Vérifiez que des haut-parleurs ou un casque sont branchés, puis refaites sonner.',
  'ring.soundVolumeZero':
    'Le volume de la sonnerie est à zéro\u00a0: les appels s’affichent sans sonner. Déplacez le curseur, puis refaites sonner.',
  'ring.output': 'Sortie audio',
  'ring.outputFound': 'Il y en a une. Les appels sonnent là où votre système diffuse le son.',
  'ring.outputMissing':
    'Cet appareil n’en a pas. Branchez des haut-parleurs ou un casque, puis refaites sonner.',
  'ring.outputUnknown':
    'Ce navigateur ne le dit pas. Les appels sonnent là où votre système diffuse le son\u00a0: cherchez de ce côté si vous n’entendez rien.',
  'ring.opened': 'Juste après l’ouverture',
  'ring.openedAtOnce': 'Sotto est installé comme application et peut sonner dès son ouverture.',
  'ring.openedAfterTouch':
    'Cliquez dans Sotto ou touchez-le une fois après l’avoir ouvert ou rechargé\u00a0: d’ici là, le navigateur peut le garder silencieux. Pour l’éviter, installez Sotto comme application, ou autorisez le son dans les réglages du site, à côté de l’adresse.',
  'ring.vibration': 'Vibration',
  'ring.vibrationFelt': 'L’appareil a vibré. Il le fait aussi pour un appel quand Sotto est à l’écran.',
  'ring.vibrationRefused':
    'L’appareil a refusé de vibrer. Voyez dans ses réglages la vibration, le mode silencieux et l’économie d’énergie.',
  'ring.vibrationOff': 'Désactivée dans Sotto.',
  'ring.vibrationNone': 'Cet appareil ou son navigateur ne sait pas vibrer. Comptez sur le son.',
  'ring.switchOn': 'Activer',
  'ring.endSilence': 'Désactiver les heures de silence',
  'ring.muted': 'Contacts en sourdine',
  'ring.mutedNone': 'Aucun contact n’est en sourdine.',
  'ring.mutedSome.one':
    '{count} contact est en sourdine\u00a0: ses appels s’affichent sans sonner. Cela se change dans le menu de la conversation, sous «\u00a0Réglages du contact\u00a0».',
  'ring.mutedSome.other':
    '{count} contacts sont en sourdine\u00a0: leurs appels s’affichent sans sonner. Cela se change dans le menu de chaque conversation, sous «\u00a0Réglages du contact\u00a0».',
  'ring.notifications': 'Notifications',
  'ring.notificationsGranted':
    'Autorisées. Pour l’instant, Sotto n’affiche les appels que dans sa propre fenêtre.',
  'ring.notificationsDefault':
    'Pas encore autorisées. Pour l’instant, Sotto n’affiche les appels que dans sa propre fenêtre\u202f; vous pouvez déjà autoriser les notifications.',
  'ring.notificationsDenied':
    'Bloquées. Pour l’instant, Sotto n’affiche les appels que dans sa propre fenêtre. Vous pouvez autoriser les notifications dans les réglages du site, à côté de l’adresse.',
  'ring.notificationsNone':
    'Ce navigateur n’en offre pas pour cette page. Pour l’instant, Sotto n’affiche les appels que dans sa propre fenêtre.',
  'ring.allowNotifications': 'Autoriser les notifications',
  'ring.closed': 'Quand Sotto est fermé',
  'ring.closedComputer':
    'Cet appareil ne sonne alors pas. Gardez Sotto ouvert dans un onglet ou une fenêtre. Si vous l’ouvrez pendant qu’on vous appelle encore, vous pouvez accepter\u202f; sinon vous trouvez un appel manqué.',
  'ring.closedPhone':
    'Cet appareil ne sonne alors pas, et souvent pas non plus quand l’écran est éteint ou qu’une autre application est au premier plan. Gardez Sotto à l’écran quand vous attendez un appel. Si vous l’ouvrez pendant qu’on vous appelle encore, vous pouvez accepter\u202f; sinon vous trouvez un appel manqué.',
};
