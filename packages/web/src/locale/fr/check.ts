/** French: the check page. */
import type { checkTexts as english } from '../en/check.ts';

export const checkTexts: Record<keyof typeof english, string> = {
  'check.title': 'Vérifier cet appareil',
  'check.intro':
    'Vérifie pas à pas ce dont un appel a besoin. Rien n’est enregistré, et rien n’est envoyé ailleurs qu’à ce serveur et à son relais.',
  'check.open': 'Vérifier cet appareil',
  'check.openText':
    'Caméra, micro, haut-parleur, serveur et relais, avec un rapport que vous pouvez transmettre.',
  'check.groupServer': 'Navigateur et serveur',
  'check.groupRelay': 'Chemins par le relais',
  'check.groupDevices': 'Caméra, micro, haut-parleur',
  'check.browser': 'Navigateur',
  'check.encryption': 'Chiffrement de bout en bout',
  'check.server': 'Connexion au serveur',
  'check.clock': 'Horloge',
  'check.relayUdp': 'Relais en UDP',
  'check.relayTcp': 'Relais en TCP',
  'check.relayTls': 'Relais en TLS',
  'check.camera': 'Caméra',
  'check.microphone': 'Micro',
  'check.speaker': 'Haut-parleur',
  'check.waiting': 'Pas encore vérifié',
  'check.running': 'Vérification…',
  'check.ok': 'Tout va bien',
  'check.problem': 'Problème',
  'check.took': '{ms}\u00a0ms',
  'check.clockDifference': '{seconds}\u00a0s d’écart avec celle du serveur',
  'check.noEncryption':
    'Ce navigateur ne sait pas chiffrer les appels de bout en bout et ne peut donc pas en passer. Mettez-le à jour ou utilisez-en un autre.',
  'check.noServer':
    'Le serveur ne répond pas. Vérifiez votre connexion. Si d’autres pages s’ouvrent, un proxy ou un pare-feu bloque peut-être les WebSockets.',
  'check.needsServer': 'Impossible à vérifier sans le serveur.',
  'check.clockOff':
    'L’horloge de cet appareil est décalée de {minutes}\u00a0minutes. Faites-la régler automatiquement, sinon certains appels risquent de ne pas sonner.',
  'check.noRelay':
    'Le serveur ne propose aucun relais pour le moment. Les appels ont besoin d’un chemin direct. Prévenez votre hébergeur.',
  'check.relayNoAnswer':
    'Aucune réponse. Votre réseau bloque peut-être ce chemin. Un seul chemin qui fonctionne suffit aux appels.',
  'check.relayRefused': 'Le relais refuse ce que le serveur lui a dit d’accepter. Prévenez votre hébergeur.',
  'check.relayFull': 'Le relais n’a plus de place pour le moment. Réessayez plus tard.',
  'check.relayUnsupported':
    'Ce navigateur ne sait pas utiliser de relais. Mettez-le à jour ou utilisez-en un autre.',
  'check.silent':
    'Le micro est ouvert mais n’entend rien. Parlez plus fort, cherchez s’il a un interrupteur, ou choisissez-en un autre dans les réglages de votre système.',
  'check.notHeard':
    'Montez le volume et regardez dans les réglages de votre système par où sort le son. Puis rejouez le signal.',
  'check.testCamera': 'Essayer la caméra',
  'check.testMicrophone': 'Essayer le micro',
  'check.playTone': 'Jouer un signal',
  'check.picture': 'Image de votre caméra',
  'check.level': 'Niveau sonore',
  'check.speak': 'Dites quelque chose\u00a0: la barre doit bouger.',
  'check.stop': 'Arrêter',
  'check.didYouHear': 'Avez-vous entendu le signal\u202f?',
  'check.yes': 'Oui',
  'check.no': 'Non',
  'check.again': 'Recommencer',
  'check.copy': 'Copier le rapport',
  'check.copied': 'Rapport copié',
  'check.copyFailed': 'Le rapport n’a pas pu être copié. Affichez-le et sélectionnez son texte.',
  'check.show': 'Afficher le rapport',
  'check.report': 'Rapport de vérification de Sotto',
  'check.reportText': 'Il ne contient ni nom, ni adresse, ni nom d’appareil.',
};
