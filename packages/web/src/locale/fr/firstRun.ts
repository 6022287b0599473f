/** French: the first visit. */
import type { firstRunTexts as english } from '../en/firstRun.ts';

export const firstRunTexts: Record<keyof typeof english, string> = {
  'firstRun.title': 'Comment souhaitez-vous qu’on vous appelle\u202f?',
  'firstRun.text':
    'Seules les personnes avec qui vous êtes en contact voient ce nom. Ni e-mail, ni numéro de téléphone, ni mot de passe.',
  'firstRun.name': 'Votre nom',
  'firstRun.placeholder': 'Par exemple, Ada',
  'firstRun.hint': 'Vous pouvez laisser ce champ vide et le modifier à tout moment.',
  'firstRun.start': 'Commencer',
  'firstRun.invited': 'Vous avez ouvert une invitation. À l’étape suivante, vous verrez de qui elle vient.',
};
