/** French: the page on which somebody joins a call by its link. */
import type { joinTexts as english } from '../en/join.ts';

export const joinTexts: Record<keyof typeof english, string> = {
  'join.title': 'Rejoindre un appel',
  'join.reading': 'Lecture du lien…',
  'join.nobody': 'Personne n’est encore dans l’appel.',
  'join.count.one': '{count}\u00a0personne est dans l’appel.',
  'join.count.other': '{count}\u00a0personnes sont dans l’appel.',
  'join.named': 'Dans l’appel\u00a0: {names}',
  'join.others.one': '{count}\u00a0autre personne',
  'join.others.other': '{count}\u00a0autres personnes',
  'join.name': 'Votre nom',
  'join.namePlaceholder': 'Comment les autres vous appellent',
  'join.nameOpen':
    'Les participants voient ce nom, déjà pendant que vous vous préparez. Ils ne voient ni numéro, ni adresse, ni compte.',
  'join.nameAsk':
    'L’hôte voit ce nom et décide de vous laisser entrer ou non. D’ici là, vous ne voyez et n’entendez rien de l’appel.',
  'join.nameContacts':
    'L’hôte voit ce nom. Seuls ses contacts peuvent entrer\u00a0: utilisez le navigateur où vous en êtes un.',
  'join.nameHost':
    'Vous êtes hôte de cet appel\u00a0: vous pouvez admettre des personnes, couper leur micro et les retirer.',
  'join.join': 'Rejoindre',
  'join.ask': 'Demander à entrer',
  'join.continue': 'Continuer l’appel ici',
  'join.continued':
    'Vous participez à cet appel sur un autre appareil. Ici, vous continuez sous le nom de {name}\u202f; l’autre appareil quittera l’appel dès qu’on vous verra et vous entendra depuis celui-ci.',
  'join.continuedGuest':
    'Vous participez à cet appel sur un autre appareil. Il quittera l’appel dès qu’on vous verra et vous entendra depuis celui-ci.',
  'join.notContinued':
    'Votre autre appareil n’a pas répondu\u00a0: il n’est pas connecté, ou le code a expiré. Affichez-y un nouveau code et scannez-le, ou entrez sous votre propre nom.',
  'join.joining': 'Connexion à l’appel…',
  'join.unproven': 'Votre autre appareil doit le confirmer. Laissez-y l’appel ouvert.',
  'join.unprovenAsk':
    'Votre autre appareil doit le confirmer, puis un hôte décidera. Laissez-y l’appel ouvert.',
  'join.encrypted': 'Chiffré de bout en bout. Sans compte, sans rien installer.',
  'join.preview': 'Votre caméra et votre micro',
  'join.cameraIsOff': 'Votre caméra est coupée',
  'join.voiceOnly': 'C’est un appel vocal',
  'join.privacy': 'Personne ne vous voit ni ne vous entend avant que vous entriez.',
  'join.check': 'Essayer la caméra et le micro',
  'join.checkVoice': 'Essayer le micro',
  'join.level': 'Niveau sonore de votre micro',
  'join.speak': 'Dites quelque chose\u00a0: la barre doit bouger.',
  'join.picture': 'Image de votre caméra',
  'join.phone': 'Continuer sur votre téléphone',
  'join.phoneText':
    'Scannez ce code avec l’appareil photo du téléphone. Le lien s’y ouvre, sans rien installer.',
  'join.phoneQr': 'Code QR de ce lien d’appel',
  'join.toSotto': 'Ouvrir Sotto',
  'join.leave': 'Quitter',
  'join.cancel': 'Annuler',
  'join.again': 'Rejoindre à nouveau',
  'join.lobbyTitle': 'En attente de l’accord d’un hôte',
  'join.lobbyNamed': 'Un hôte de cet appel voit que {name} attend, et décide.',
  'join.lobbyUnnamed': 'Un hôte de cet appel voit que quelqu’un attend, et décide.',
  'join.lobbyContacts':
    'Seuls les contacts de l’hôte peuvent entrer. Si vous en êtes un dans ce navigateur, vous entrerez dès que l’hôte sera là.',
  'join.lobbyFull':
    'L’appel est complet. Dès que quelqu’un le quittera, vous entrerez, ou un hôte en décidera.',
  'join.lobbyNobody':
    'Aucun hôte n’est encore là. Gardez cette page ouverte\u00a0: dès que quelqu’un pourra vous laisser entrer, un son retentira et votre demande lui sera présentée.',
  'join.tellMe': 'Me prévenir au début',
  'join.telling':
    'Gardez cette page ouverte, même derrière d’autres\u00a0: un son retentira à l’arrivée de la première personne.',
  'join.begun': 'L’appel a commencé',
  'join.leaveNote': 'Laisser un mot',
  'join.noteTitle': 'Un mot pour l’hôte',
  'join.noteText':
    'Il attend que l’hôte ouvre Sotto. Il est chiffré pour l’hôte seul\u00a0: personne d’autre, même avec ce lien, ne peut le lire.',
  'join.noteField': 'Votre mot',
  'join.noteName': 'L’hôte voit ce nom au-dessus de votre mot.',
  'join.noteAnswer': 'L’hôte peut me répondre',
  'join.noteAnswerText':
    'Si l’hôte répond, vous devenez contacts dans Sotto. Vous gardez Sotto dans ce navigateur, sous le nom ci-dessus.',
  'join.noteAnswerKnown': 'Si l’hôte répond, vous devenez contacts dans Sotto.',
  'join.noteSend': 'Laisser le mot',
  'join.noteLeft': 'Votre mot attend l’hôte',
  'join.lobbyHint':
    'D’ici là, vous ne recevez rien de l’appel, et personne ne vous y voit ni ne vous y entend.',
  'join.elsewhereText':
    'Vos clés ne peuvent servir que dans une fenêtre à la fois. Reprenez ici pour rejoindre cet appel\u202f; un appel en cours dans l’autre fenêtre prendra fin.',
  'join.malformedTitle': 'Ce lien est incomplet',
  'join.malformedNext':
    'La fin d’un lien se perd souvent lors de la copie. Copiez le lien en entier, ou demandez-le à nouveau.',
  'join.unknownTitle': 'Ce lien n’existe pas',
  'join.unknownNext':
    'Un caractère s’est peut-être perdu en route. Demandez-le à nouveau à la personne qui vous l’a donné.',
  'join.expiredTitle': 'Ce lien a expiré',
  'join.expiredNext':
    'Il n’a pas servi pendant trop longtemps, ou n’était prévu que pour un seul appel. Demandez-en un nouveau.',
  'join.revokedTitle': 'Ce lien a été révoqué',
  'join.revokedNext':
    'La personne qui l’a créé, ou l’opérateur de ce serveur, y a mis fin définitivement. Demandez-en un nouveau.',
  'join.fullTitle': 'L’appel est complet',
  'join.fullNext':
    'Le nombre maximal de personnes est atteint, dans l’appel ou en attente. Réessayez quand quelqu’un sera parti.',
  'join.closedTitle': 'Ce lien est fermé pour le moment',
  'join.closedNext': 'Il rouvre {when}.',
  'join.closedNextHere': 'Il rouvre {when}, à l’heure de votre appareil.',
  'join.closedHours': 'Horaires d’ouverture\u00a0: {hours}',
  'join.closedUnknown': 'Revenez pendant ses horaires d’ouverture.',
  'join.untrustedTitle': 'Ce lien n’est pas digne de confiance',
  'join.untrustedNext':
    'Le serveur présente quelque chose que l’hôte n’a pas créé, ou qu’il a remplacé depuis. N’entrez pas, et prévenez l’hôte par un autre moyen.',
  'join.otherServerTitle': 'Ce lien appartient à un autre serveur',
  'join.otherServerNext': 'Il a été créé sur {host} et s’ouvre là-bas.',
  'join.otherServerOpen': 'Ouvrir sur {host}',
  'join.tooManyTitle': 'Trop de tentatives',
  'join.tooManyNext':
    'Trop de demandes sont venues de votre adresse en peu de temps. Attendez une minute, puis réessayez.',
  'join.offlineTitle': 'Pas de connexion au serveur',
  'join.offlineNext': 'Vérifiez votre connexion. Le lien sera lu dès que le serveur sera joignable.',
  'join.unsupportedTitle': 'Ce navigateur ne permet pas d’entrer',
  'join.unsupportedNext':
    'Il ne sait pas chiffrer les appels de bout en bout, et Sotto n’appelle jamais sans. Mettez-le à jour, utilisez-en un autre, ou continuez sur votre téléphone.',
  'join.refusedTitle': 'Votre demande n’a pas été acceptée',
  'join.refusedNext':
    'Un hôte de cet appel a décliné. Si c’est une erreur, voyez avec la personne qui vous a donné le lien.',
  'join.movedTitle': 'L’appel continue sur votre autre appareil',
  'join.movedNext': 'Vous pouvez poser celui-ci.',
  'join.removedTitle': 'Vous ne faites plus partie de l’appel',
  'join.removedNext': 'Un hôte a mis fin à votre participation. Vous n’en voyez et n’entendez plus rien.',
  'join.bannedTitle': 'Vous ne pouvez pas participer à cet appel',
  'join.bannedNext': 'Son hôte ne le permet pas.',
  'join.replacedTitle': 'L’hôte a recommencé l’appel',
  'join.replacedNext': 'Rejoignez-le à nouveau pour retrouver les autres.',
  'join.seatTakenTitle': 'Vous avez continué dans une autre fenêtre',
  'join.seatTakenNext': 'L’appel se poursuit là-bas.',
  'join.failedTitle': 'L’appel n’a pas pu être rejoint, ou a été perdu',
  'join.failedNext':
    'Un pare-feu ou un réseau faible est peut-être en cause. Réessayez, ou changez de réseau.',
  'join.leftTitle': 'Vous avez quitté l’appel',
  'join.leftNext': 'Il était chiffré de bout en bout, et rien n’en a été conservé.',
  'join.keepTitle': 'Garder Sotto\u202f?',
  'join.keepText':
    'Votre nom et ce lien restent dans ce navigateur, et vous pourrez créer vos propres liens et ajouter des contacts. Sans e-mail ni mot de passe.',
  'join.keep': 'Garder Sotto',
};
