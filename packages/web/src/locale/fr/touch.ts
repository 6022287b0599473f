/** French: staying in touch after a call behind a link. */
import type { touchTexts as english } from '../en/touch.ts';

export const touchTexts: Record<keyof typeof english, string> = {
  'touch.host': 'l’hôte',
  'touch.title': 'Après cet appel',
  'touch.ask': 'Rester en contact avec {name}',
  'touch.askText': 'Si {name} accepte, vous devenez contacts. Personne d’autre dans l’appel ne l’apprend.',
  'touch.askAsGuest':
    'Si {name} accepte, vous devenez contacts, et cet appareil garde votre profil. Personne d’autre dans l’appel ne l’apprend.',
  'touch.asking': 'Demande envoyée à {name}…',
  'touch.asked': 'Vous avez demandé à {name}. La réponse s’affichera ici.',
  'touch.making': 'C’est oui\u202f! Un instant…',
  'touch.made': '{name} et vous êtes maintenant contacts.',
  'touch.madeText': 'Vous vous retrouvez dans Sotto, sur cet appareil.',
  'touch.over': 'Pour rester en contact avec {name}, rejoignez l’appel et demandez.',
  'touch.gone': 'Vous ne pouvez plus demander à {name}, qui n’est plus là.',
  'touch.failed': '{name} a accepté, mais cela n’a pas fonctionné.',
  'touch.again': 'Redemander',
  'touch.wish': '{name} souhaite rester en contact',
  'touch.wishesTitle': 'Souhaitent rester en contact',
  'touch.wishesText':
    'Si vous acceptez, vous devenez contacts et pouvez vous écrire et vous appeler. Un refus n’est pas communiqué.',
  'touch.later': 'Plus tard',
  'touch.laterNamed': 'Plus tard\u00a0: {name}',
  'touch.accept': 'Accepter',
  'touch.acceptNamed': 'Accepter {name} parmi mes contacts',
  'touch.agreed': 'Un instant…',
};
