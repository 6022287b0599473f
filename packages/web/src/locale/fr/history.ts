/** French: the list of calls. */
import type { historyTexts as english } from '../en/history.ts';

export const historyTexts: Record<keyof typeof english, string> = {
  'history.title': 'Appels',
  'history.missed.one': '{count}\u00a0appel manqué',
  'history.missed.other': '{count}\u00a0appels manqués',
  'history.filter': 'Appels à afficher',
  'history.all': 'Tous',
  'history.filterMissed': 'Manqués',
  'history.incoming': 'Entrants',
  'history.outgoing': 'Sortants',
  'history.more': 'Autres actions sur la liste des appels',
  'history.moreOf': 'Autres actions sur cet appel avec {name}',
  'history.callBackAudio': 'Appeler {name}',
  'history.callBackVideo': 'Appeler {name} en vidéo',
  'history.delete': 'Supprimer cet appel',
  'history.clear': 'Vider la liste',
  'history.clearTitle': 'Vider la liste des appels\u202f?',
  'history.clearText':
    'Tous les appels terminés disparaîtront de cette liste et de leurs conversations sur cet appareil. Les messages restent.',
  'history.clearConfirm': 'Vider',
  'history.emptyTitle': 'Aucun appel pour l’instant',
  'history.emptyText':
    'Appelez un contact, ou créez un lien d’appel ci-dessus. Tous vos appels s’afficheront ici.',
  'history.noneMissed': 'Aucun appel manqué.',
  'history.noneOutgoing': 'Vous n’avez encore appelé personne.',
  'history.noneIncoming': 'Personne ne vous a encore appelé.',
  'history.loadingOlder': 'Chargement des appels précédents…',
};
