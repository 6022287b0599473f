/** French: phases, banners, and what belongs to no single feature. */
import type { appTexts as english } from '../en/app.ts';

export const appTexts: Record<keyof typeof english, string> = {
  'app.name': 'Sotto',
  'app.tagline': 'Des appels privés, en toute discrétion.',
  'app.loading': 'Ouverture de Sotto…',
  'app.welcomePane': 'Choisissez un contact pour afficher votre conversation.',
  'app.welcomeEmpty': 'Vos conversations s’afficheront ici.',
  'app.lists': 'Contacts et appels',
  'app.settings': 'Réglages',
  'app.back': 'Retour',
  'app.close': 'Fermer',
  'app.cancel': 'Annuler',
  'app.dismiss': 'Masquer',
  'app.reload': 'Recharger',
  'app.tryAgain': 'Réessayer',
  'share.copy': 'Copier le lien',
  'share.copied': 'Lien copié',
  'share.copyFailed': 'Le lien n’a pas pu être copié. Sélectionnez-le et copiez-le vous-même.',
  'share.share': 'Partager…',
  'share.qr': 'Code QR',
  'share.hideQr': 'Masquer le code QR',
  'elsewhere.title': 'Sotto est ouvert dans une autre fenêtre',
  'elsewhere.text':
    'Vos clés ne peuvent servir que dans une fenêtre à la fois. Continuez dans l’autre, ou reprenez ici.',
  'elsewhere.useHere': 'Utiliser ici',
  'broken.title': 'Sotto ne peut rien enregistrer ici',
  'broken.text':
    'Vos clés et vos conversations sont conservées dans ce navigateur, et il refuse de les garder. C’est souvent dû à une fenêtre de navigation privée ou à un disque plein. Ouvrez Sotto dans une fenêtre normale ou libérez de l’espace, puis rechargez la page.',
  'loadFailed.title': 'Sotto n’a pas pu se charger entièrement',
  'loadFailed.text':
    'Une partie de l’application n’est pas arrivée. Vérifiez votre connexion et rechargez la page. Rien n’est perdu sur cet appareil.',
  'banner.connecting': 'Connexion…',
  'banner.offline': 'Vous êtes hors ligne. Vos messages partiront dès que la connexion sera rétablie.',
  'banner.clockOff':
    'L’horloge de cet appareil est décalée de plus de 5\u00a0minutes. Tant qu’elle n’est pas à l’heure, certains appels risquent de ne pas sonner.',
  'banner.noRelay':
    'Ce serveur ne propose aucun relais pour le moment\u00a0: les appels ont besoin d’un chemin direct entre les deux appareils.',
  'problem.malformedInvitation': 'Ce lien d’invitation est incomplet. Copiez le lien en entier et réessayez.',
  'problem.unknownInvitation': 'Cette invitation n’existe pas, ou elle a été retirée.',
  'problem.usedInvitation': 'Cette invitation a déjà servi.',
  'problem.expiredInvitation': 'Cette invitation a expiré.',
  'problem.ownInvitation': 'Cette invitation est la vôtre.',
  'problem.forgedInvitation': 'Cette invitation a été falsifiée.',
  'problem.badIceServers': 'Une ligne de la liste n’est pas une adresse valable.',
  'problem.noIceServers': 'La liste est vide. Saisissez au moins une adresse, ou désactivez l’option.',
  'problem.relayNeedsTurn':
    'Vos serveurs ICE sont tous des serveurs STUN\u00a0: aucun relais ne peut servir, et «\u00a0Toujours passer par un relais\u00a0» n’admet rien d’autre. Aucun appel ne pourrait jamais aboutir. Ajoutez une adresse TURN, ou désactivez l’un des deux réglages.',
  'problem.offline': 'Cette action nécessite une connexion au serveur. Réessayez une fois en ligne.',
  'problem.tooLong': 'Ce texte est trop long.',
  'problem.noSuchContact': 'Ce contact n’existe plus sur cet appareil.',
  'problem.noSuchCall': 'L’appel est déjà terminé.',
  'problem.alreadyInCall': 'Vous êtes déjà en communication.',
  'problem.tooSoon': 'Vous venez d’appeler. Patientez un instant avant de faire sonner à nouveau.',
  'problem.unsupported':
    'Ce navigateur ne sait pas chiffrer les appels de bout en bout. Mettez-le à jour ou utilisez-en un autre.',
  'problem.rateLimited': 'Trop de tentatives en peu de temps. Réessayez dans quelques minutes.',
  'problem.contactBlocked': 'Vous avez bloqué ce contact. Débloquez-le d’abord.',
  'problem.callsNotAllowed': 'Ce contact n’accepte pas vos appels.',
  'problem.audioOnly': 'Ce contact n’accepte que les appels audio.',
  'problem.notReady': 'Sotto n’est pas encore prêt. Réessayez dans un instant.',
};
