/** French texts: what a person reads when a command about a call link or its call did nothing. */
import type { linkProblemTexts as english } from '../en/linkProblem.ts';

export const linkProblemTexts: Record<keyof typeof english, string> = {
  'problem.malformedLink': 'Ce lien d’appel est incomplet. Copiez le lien en entier et réessayez.',
  'problem.otherServerLink': 'Ce lien d’appel appartient à un autre serveur. Ouvrez-le dans un navigateur.',
  'problem.unknownLink': 'Ce lien d’appel n’existe pas sur ce serveur.',
  'problem.expiredLink': 'Ce lien d’appel a expiré.',
  'problem.revokedLink': 'Ce lien d’appel a été révoqué.',
  'problem.fullLink': 'Cet appel est complet. Réessayez quand quelqu’un sera parti.',
  'problem.untrustedLink':
    'Ce que le serveur dit de ce lien d’appel ne vient pas de son hôte\u00a0: impossible de l’utiliser pour le moment.',
  'problem.bannedLink':
    'Vous ne pouvez pas participer aux appels de ce lien\u00a0: son hôte ne le permet pas.',
  'problem.closedLink': 'Ce lien d’appel est fermé pour le moment.',
  'problem.noSuchLink': 'Ce lien d’appel n’est plus sur cet appareil.',
  'problem.notHost': 'Seul un hôte peut faire cela.',
  'problem.inUse': 'Quelqu’un a déjà utilisé ce lien\u00a0: il reste tel quel.',
  'problem.tooMany': 'Il y a trop de personnes dans cette liste.',
  'problem.notesFull':
    'Trop de mots attendent déjà l’hôte\u00a0: il n’y a plus de place pour un autre. Réessayez quand l’hôte aura ouvert Sotto.',
  'problem.busy': 'Le serveur ne peut pas prendre cette demande pour le moment. Réessayez dans un instant.',
  'problem.notContinued':
    'Cela n’a pas fonctionné\u00a0: l’application de votre correspondant n’a pas suivi. Votre appel continue comme avant.',
  'problem.notInside': 'Vous n’êtes pas dans cet appel.',
  'problem.noSuchPerson': 'Cette personne vient de partir.',
};
