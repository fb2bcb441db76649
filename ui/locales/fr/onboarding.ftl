# unreviewed

onboarding-welcome-title = Votre dossier médical entre vos mains
onboarding-welcome-own = Vous le gardez
onboarding-welcome-own-note = Votre dossier est sur cet appareil, fermé par une clé que vous seul avez.
onboarding-welcome-share = Vous le partagez
onboarding-welcome-share-note = Montrez un code à un cabinet. Il voit ce que vous avez choisi, aussi longtemps que choisi.
onboarding-welcome-stop = Vous l’arrêtez
onboarding-welcome-stop-note = Voyez qui a regardé. Arrêtez à tout moment d’un seul geste.
onboarding-welcome-make = Créer mon portefeuille
onboarding-welcome-restore = J’ai des mots de récupération
onboarding-language = Langue
onboarding-key-title = Créez votre clé
onboarding-key-lead = Choisissez une phrase secrète. Elle ouvre votre dossier sur cet appareil.
onboarding-key-passphrase = Phrase secrète
onboarding-key-passphrase-hint = Quatre mots ou plus que vous seul mettriez ensemble. Personne ne pourra vous la renvoyer.
onboarding-key-again = La même encore une fois
onboarding-key-different = Les deux phrases ne sont pas les mêmes.
onboarding-key-short = Au moins 8 caractères. Quatre mots, c’est mieux.
onboarding-key-store = Ouvrir aussi avec cet appareil
onboarding-key-store-note = Votre empreinte, votre visage ou votre session ici ouvre aussi le portefeuille.
onboarding-key-server = Serveur
onboarding-key-server-title = Serveur : { $server }
onboarding-key-server-note = Il transmet, fermé, ce que vous partagez. Il ne peut pas le lire. Vous pouvez en prendre un autre.
onboarding-key-button = Créer ma clé
onboarding-words-title = Écrivez ces mots sur papier
onboarding-words-lead = Mots { $from } à { $to } sur { $all }. Écrivez le numéro et le mot.
onboarding-words-only = Vous seul avez ces mots.
onboarding-words-only-note = Nous ne pouvons ni les voir ni en faire d’autres. Si vous perdez l’appareil et les mots, le dossier est perdu.
onboarding-words-list = Mots { $from } à { $to }
onboarding-words-next = Je les ai écrits
onboarding-words-later = Le faire plus tard
onboarding-check-title = Quel est le mot numéro { $number } ?
onboarding-check-lead = Regardez le papier où vous avez écrit vos mots. Cela vérifie que vous pouvez récupérer votre dossier si vous perdez cet appareil.
onboarding-check-chosen = { $done } mots choisis sur { $all }
onboarding-check-again = Revoir les mots
onboarding-check-wrong = Les trois mots n’étaient pas tous justes. Regardez votre papier et réessayez.
onboarding-check-choose = Choisissez d’abord un mot.
onboarding-skip-title = Continuer sans vérifier ?
onboarding-skip-note = Si vous perdez cet appareil maintenant, votre dossier est perdu. Personne ne pourra vous le rendre.
onboarding-skip-mark = « Non sauvegardé » reste sur votre écran d’accueil jusqu’à ce que vous le fassiez.
onboarding-skip-yes = Continuer sans sauvegarde
onboarding-skip-no = Revenir aux mots
onboarding-first-title = Ajoutez votre premier élément
onboarding-first-lead = Un fichier de votre cabinet, de l’hôpital ou d’une application de santé.
onboarding-first-later = Je le ferai plus tard
onboarding-first-go = Aller à mon dossier
onboarding-restore-title = Récupérez votre dossier
onboarding-restore-lead = Il vous faut le papier avec vos mots. Le fichier de sauvegarde ramène vos éléments.
onboarding-restore-words = Mots de récupération
onboarding-restore-words-hint = Tous, dans l’ordre, séparés par des espaces.
onboarding-restore-file = Choisir votre sauvegarde
onboarding-restore-file-hint = Sans elle, votre clé revient mais pas votre dossier.
onboarding-restore-file-chosen = { $file } est choisi
onboarding-restore-button = Le récupérer
onboarding-restore-done = Votre dossier est revenu
onboarding-restore-records = { $count ->
    [0] Il n’y avait rien à ramener.
    [one] 1 élément est revenu.
   *[other] { $count } éléments sont revenus.
}
onboarding-restore-grants = { $count ->
    [0] Aucun cabinet ne peut ouvrir votre dossier maintenant.
    [one] 1 cabinet peut ouvrir votre dossier maintenant.
   *[other] { $count } cabinets peuvent ouvrir votre dossier maintenant.
}
onboarding-unlock-title = Déverrouiller
onboarding-unlock-lead = Votre dossier est fermé sur cet appareil.
onboarding-unlock-passphrase = Phrase secrète
onboarding-unlock-button = Déverrouiller
onboarding-unlock-store = Ouvrir avec cet appareil
onboarding-unlock-forgot = J’ai oublié ma phrase secrète
onboarding-unlock-forgot-note = Personne ne peut vous la renvoyer, mais vos mots ouvrent ce portefeuille. Tapez-les depuis votre papier et choisissez une nouvelle phrase. Votre dossier reste tel quel.
onboarding-unlock-forgot-words = Plus de papier ? Alors personne ne peut ouvrir ce dossier.
