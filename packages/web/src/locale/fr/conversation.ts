/** French: messages, call items and the composer. */
import type { conversationTexts as english } from '../en/conversation.ts';

export const conversationTexts: Record<keyof typeof english, string> = {
  'conversation.label': 'Conversation avec {name}',
  'conversation.more': 'Plus d’actions',
  'conversation.audioCall': 'Appel audio',
  'conversation.videoCall': 'Appel vidéo',
  'conversation.safetyNumber': 'Numéro de sécurité',
  'conversation.safetyText':
    'Comparez ces chiffres avec {name}, côte à côte ou pendant un appel. S’ils sont identiques sur les deux appareils, personne ne s’est glissé entre vous.',
  'conversation.safetyQr': 'Code QR du numéro de sécurité',
  'conversation.emptyTitle': 'Dites bonjour',
  'conversation.emptyText':
    'Vos messages et vos appels avec {name} sont chiffrés de bout en bout. Vous seuls pouvez les lire et les entendre.',
  'conversation.pending':
    '{name} ne s’est pas connecté depuis que vous avez accepté. Vos messages arriveront à ce moment-là.',
  'conversation.loadingOlder': 'Chargement des messages précédents…',
  'conversation.sending': 'Envoi en cours',
  'conversation.accepted': 'Envoyé',
  'conversation.received': 'Remis',
  'composer.label': 'Message',
  'composer.placeholder': 'Écrire un message',
  'composer.send': 'Envoyer',
  'composer.left.one': '{count}\u00a0caractère restant',
  'composer.left.other': '{count}\u00a0caractères restants',
  'composer.over.one': '{count}\u00a0caractère de trop',
  'composer.over.other': '{count}\u00a0caractères de trop',
  'item.audioCall': 'Appel audio',
  'item.videoCall': 'Appel vidéo',
  'item.summary': '{call} · {status}',
  'item.calling': 'Appel…',
  'item.waitsForYou': 'Vous attend',
  'item.noAnswer': 'Sans réponse',
  'item.missed': 'Manqué',
  'item.rejected': 'Refusé',
  'item.accepted': 'Accepté',
  'item.connecting': 'Connexion…',
  'item.inProgress': 'En cours',
  'item.ended': 'Terminé',
  'item.callBack': 'Rappeler',
  'item.callAgain': 'Rappeler',
  'item.accept': 'Accepter l’appel',
};
