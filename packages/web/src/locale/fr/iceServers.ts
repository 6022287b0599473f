/** French: own STUN and TURN servers. */
import type { iceServersTexts as english } from '../en/iceServers.ts';

export const iceServersTexts: Record<keyof typeof english, string> = {
  'ice.title': 'Relais',
  'ice.configure': 'Configurer les serveurs ICE',
  'ice.configureOn':
    'Activé\u00a0: les appels passent par les serveurs indiqués ici, et non par le relais de cet hébergeur.',
  'ice.configureOff':
    'Désactivé\u00a0: les appels passent par le relais de cet hébergeur. Votre liste est conservée.',
  'ice.list': 'Serveurs ICE, une adresse par ligne',
  'ice.deviceOnly': 'La liste reste sur cet appareil. Elle ne fait pas partie des données exportées.',
  'ice.unsaved': 'Pas encore appliqué',
  'ice.test': 'Tester',
  'ice.testing': 'Test en cours…',
  'ice.answers': 'Répond en {transport} en {ms}\u00a0ms',
  'ice.noAnswer': 'Aucune réponse. L’adresse est peut-être fausse, ou un pare-feu bloque le passage.',
  'ice.refused': 'Répond, mais refuse l’utilisateur ou le mot de passe.',
  'ice.full': 'Répond, mais n’a plus de place pour le moment.',
  'ice.unsupported': 'Ce navigateur ne sait pas joindre un tel serveur.',
  'ice.line': 'Ligne {line}\u00a0: {reason}',
  'ice.tooLong': 'elle est trop longue.',
  'ice.unknownScheme': 'elle doit commencer par l’un de ces mots\u00a0: {schemes}',
  'ice.slashes': 'supprimez {slashes} après les deux-points.',
  'ice.badHost': 'il manque un nom d’hôte ou une adresse IP valable.',
  'ice.bracketsMissing': 'une adresse IPv6 s’écrit entre crochets, comme dans {example}',
  'ice.badPort': 'le port doit être un nombre de 1 à 65535.',
  'ice.badTransport': 'après l’adresse, seuls {udp} et {tcp} sont admis.',
  'ice.missingCredentials': 'un relais demande un utilisateur et un mot de passe, comme dans {example}',
  'ice.badCredentials':
    'l’utilisateur ou le mot de passe est vide, trop long, ou contient des caractères de contrôle.',
  'ice.stunWithCredentials': 'un serveur STUN ne prend ni utilisateur ni mot de passe.',
  'ice.stunWithTransport': 'un serveur STUN ne prend pas de {transport}.',
  'ice.duplicate': 'c’est le même serveur qu’à la ligne {line}.',
  'ice.tooMany': 'une liste compte au plus {count} serveurs.',
  'ice.help': 'Que saisir ici',
  'ice.helpLines':
    'Une adresse par ligne. Les lignes vides et celles qui commencent par {mark} sont ignorées. Sans port, le port habituel est utilisé.',
  'ice.helpStun':
    'Avec des serveurs STUN seulement, aucun relais ne peut servir\u00a0: les appels passent en direct ou pas du tout, et vos contacts apprennent votre adresse. Un serveur STUN dit seulement à votre appareil quelle adresse on lui voit de l’extérieur. Désactivez pour cela «\u00a0Toujours passer par un relais\u00a0». Les contacts qui passent toujours par un relais ne peuvent pas être joints ainsi.',
  'ice.helpTurn':
    'Un relais avec son utilisateur et son mot de passe. Tous les symboles peuvent s’écrire tels quels\u202f; seul {symbol} dans l’utilisateur s’écrit {escape}.',
  'ice.helpTurns': 'Un relais joint par TLS, pour les réseaux qui ne laissent presque rien d’autre passer.',
};
