/** French: the settings. */
import type { settingsTexts as english } from '../en/settings.ts';

export const settingsTexts: Record<keyof typeof english, string> = {
  'settings.profile': 'Profil',
  'settings.name': 'Votre nom',
  'settings.nameHint': 'Vos contacts le voient. Vous pouvez le laisser vide.',
  'settings.save': 'Enregistrer',
  'settings.saved': 'Enregistré',
  'settings.appearance': 'Apparence',
  'settings.language': 'Langue',
  'settings.languageSystem': 'Celle du navigateur',
  'settings.theme': 'Thème',
  'settings.themeSystem': 'Système',
  'settings.themeLight': 'Clair',
  'settings.themeDark': 'Sombre',
  'settings.calls': 'Appels',
  'settings.alwaysRelay': 'Toujours passer par un relais',
  'settings.alwaysRelayOn':
    'Activé\u00a0: votre adresse est cachée à vos contacts. Le relais peut voir combien de temps dure un appel.',
  'settings.alwaysRelayOff':
    'Désactivé\u00a0: un chemin direct est d’abord essayé, et vos contacts peuvent connaître votre adresse. Un relais sert toujours lorsque le réseau l’exige.',
  'settings.ringtone': 'Mélodie',
  'settings.ringtoneRise': 'Montante',
  'settings.ringtoneBell': 'Cloche',
  'settings.ringtoneClassic': 'Classique',
  'settings.ringtoneDrops': 'Gouttes',
  'settings.ringVolume': 'Volume de la sonnerie',
  'settings.ringListen': 'Écouter',
  'settings.ringStop': 'Arrêter',
  'settings.ringDevice':
    'Sur cet appareil. Les contacts dont vous avez coupé la sonnerie restent silencieux.',
  'settings.ringSilent': 'Sur cet appareil, les appels s’affichent sans sonner.',
  'settings.saveData': 'Économiser les données pendant les appels',
  'settings.saveDataText':
    'Le son et l’image restent légers, à l’envoi comme à la réception\u00a0: moins de 2\u00a0Mo par minute et par sens en vidéo. Sur cet appareil seulement.',
  'settings.showRinging': 'Indiquer aux appelants que ça sonne',
  'settings.showRingingText':
    'Activé\u00a0: les appelants voient «\u00a0Ça sonne…\u00a0» dès que cet appareil sonne, et les appels s’établissent plus vite. Désactivé\u00a0: ils voient seulement qu’ils attendent.',
  'settings.about': 'À propos',
  'settings.aboutText':
    'Vos clés et vos conversations restent sur cet appareil. Le serveur transmet des données scellées qu’il ne peut pas lire.',
  'settings.aboutHost':
    'Cette application vient de {host}. Choisissez un hébergeur de confiance, ou hébergez la vôtre.',
  'settings.licence': 'Logiciel libre sous licence AGPL 3.0.',
  'settings.source': 'Code source de cette copie',
};
