/** French: moving a profile between devices. */
import type { transferTexts as english } from '../en/transfer.ts';

export const transferTexts: Record<keyof typeof english, string> = {
  'transfer.title': 'Autre appareil',
  'transfer.open': 'Déplacer un profil…',
  'transfer.exportTitle': 'Passer sur un autre appareil',
  'transfer.exportText':
    'Votre nom, vos contacts, vos messages et vos appels peuvent passer sur un autre appareil dans un seul fichier chiffré.',
  'transfer.exportRests':
    'Un profil ne s’utilise que sur un appareil à la fois\u00a0: deux appareils avec les mêmes clés affaibliraient votre chiffrement. Sotto cesse donc de l’utiliser ici dès que le fichier est créé. Vous pouvez encore changer d’avis tant que le fichier n’a pas été ouvert ailleurs. Ouvrez-le dans les 30\u00a0jours.',
  'transfer.export': 'Créer le fichier et arrêter ici',
  'transfer.passphrase': 'Phrase secrète',
  'transfer.passphraseHint':
    'Quiconque possède le fichier et cette phrase devient vous. Personne ne peut la retrouver.',
  'transfer.weak': 'Trop facile à deviner. Utilisez plusieurs mots, ou davantage de caractères.',
  'transfer.fair': 'Acceptable. Plus longue, elle serait meilleure.',
  'transfer.strong': 'Solide.',
  'transfer.repeat': 'Phrase secrète, une seconde fois',
  'transfer.differs': 'Les deux ne sont pas identiques.',
  'transfer.show': 'Afficher',
  'transfer.suggest': 'En proposer une',
  'transfer.writeDown': 'Notez-la avant de continuer\u00a0:',
  'transfer.making': 'Création du fichier…',
  'transfer.importTitle': 'Amener un profil ici',
  'transfer.importText': 'Créez le fichier sur l’autre appareil, dans ses réglages, puis ouvrez-le ici.',
  'transfer.staysBehind':
    'Les serveurs ICE et le choix du relais ne sont pas dans le fichier\u00a0: ils sont propres à chaque appareil. Réglez-les ici si vous en avez besoin.',
  'transfer.filePassphrase': 'Phrase secrète du fichier',
  'transfer.choose': 'Choisir le fichier…',
  'transfer.import': 'Ouvrir le fichier',
  'transfer.reading': 'Lecture du fichier…',
  'transfer.imported': 'Votre profil est maintenant ici',
  'transfer.replaceTitle': 'Remplacer le profil de cet appareil\u202f?',
  'transfer.replaceText':
    'Les contacts, les messages et les clés présents ici disparaîtront définitivement, et le profil du fichier prendra leur place.',
  'transfer.replace': 'Remplacer',
  'transfer.offer': 'J’ai un profil sur un autre appareil',
  'moved.title': 'Ce profil est prêt à partir',
  'moved.text':
    'Sotto ne l’utilise plus sur cet appareil. Enregistrez le fichier, emportez-le sur l’autre appareil et ouvrez-le avec votre phrase secrète.',
  'moved.save': 'Enregistrer le fichier',
  'moved.again': 'Recréer le fichier',
  'moved.otherwise': 'Ou bien',
  'moved.goOnHint':
    'Vous avez changé d’avis\u202f? Continuez ici. Le fichier ne pourra plus être ouvert nulle part.',
  'moved.eraseHint': 'Le profil fonctionne sur l’autre appareil\u202f? Supprimez ce qu’il en reste ici.',
  'moved.goOn': 'Continuer ici',
  'moved.goOnTitle': 'Continuer ici finalement\u202f?',
  'moved.goOnText':
    'Le fichier devient inutilisable\u00a0: plus aucun appareil ne pourra l’ouvrir. S’il a déjà été ouvert, le profil continue là-bas et ne peut pas revenir.',
  'moved.erase': 'Le supprimer d’ici',
  'moved.eraseTitle': 'Supprimer le profil de cet appareil\u202f?',
  'moved.eraseText':
    'Faites-le une fois que le profil fonctionne sur l’autre appareil. Tout ce qui est ici sera définitivement supprimé.',
  'problem.notAnExport': 'Ce fichier n’a pas été créé par Sotto.',
  'problem.newerExport':
    'Ce fichier a été créé par une version plus récente de Sotto. Mettez d’abord cet appareil à jour.',
  'problem.wrongPassphrase': 'La phrase secrète n’est pas la bonne.',
  'problem.damagedExport':
    'Le fichier est endommagé ou incomplet. Copiez-le à nouveau, ou créez-en un autre.',
  'problem.otherServer':
    'Ce fichier appartient à un autre serveur. Ouvrez-le dans l’application de ce serveur.',
  'problem.usedExport':
    'Ce fichier n’est plus utilisable\u00a0: il a été ouvert ailleurs, son profil a continué là où il a été créé, ou il a plus de 30\u00a0jours.',
  'problem.movedAway': 'Ce profil est déjà utilisé sur un autre appareil. Il ne peut pas continuer ici.',
  'problem.notStored':
    'Cet appareil n’a pas pu enregistrer le profil. Rien n’a changé. Libérez de l’espace et réessayez.',
};
