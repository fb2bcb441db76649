# unreviewed

share-who-title = Pour qui est-ce ?
share-who-met = Cabinets connus
share-who-met-hint = { $what }, { $length }
share-who-again = Comme la dernière fois : { $what }, { $length }
share-who-others = Quelqu’un d’autre
share-who-scan = Scanner le code du cabinet
share-who-scan-hint = Par caméra, image, lien ou fichier
share-who-first = Toute personne qui a le code
share-who-first-hint = La première qui le scanne vous demande. Vous dites oui ou non.
share-who-spoken = Le cabinet n’a pas de code à scanner
share-who-spoken-hint = Un code animé et six mots que vous dites. Sans réseau.
share-who-riskier = Plus risqué
share-who-visit = Pour quoi faire ?
share-who-visit-hint = Remplit les réponses. Vous pouvez les modifier.
share-scan-title = Scanner le code du cabinet
share-scan-lead = Il est à l’accueil du cabinet ou sur son écran.
share-scan-start = Utiliser la caméra
share-scan-stop = Éteindre la caméra
share-scan-file = Choisir une image ou un fichier
share-scan-looking = Recherche d’un code. Tenez-le devant la caméra.
share-scan-none = La caméra ne peut pas servir ici. Prenez un autre moyen.
share-scan-view = Ce que voit la caméra
share-scan-link = Le lien du cabinet
share-scan-look = Lire le lien
share-scan-reading = Lecture du code…
share-clinic-title = Est-ce ce cabinet ?
share-clinic-check = Lettres de contrôle
share-clinic-check-hint = Elles doivent être les mêmes que sur la carte du cabinet.
share-clinic-listed = Sur une liste de confiance
share-clinic-met = Même clé que la dernière fois
share-clinic-new = Nouveau pour vous
share-clinic-new-hint = Nous ne savons pas qui a fait ce code. Comparez les lettres avant de partager.
share-clinic-yes = Oui, c’est ce cabinet
share-clinic-no = Non, scanner encore
share-key-title = La clé de ce cabinet n’est pas celle de la dernière fois
share-key-stopped = Nous avons arrêté ici. Rien n’a été partagé.
share-key-why = Ce que cela peut vouloir dire
share-key-new = Le cabinet a une nouvelle clé. Cela arrive, mais rarement.
share-key-false = Quelqu’un se fait passer pour ce cabinet.
share-key-do = Ce que vous pouvez faire
share-key-call = Demandez au cabinet, sur place ou à un numéro que vous connaissez.
share-key-forget = S’il a une nouvelle clé : retirez l’ancienne dans les Réglages. Puis scannez encore.
share-key-kept = Vos autres partages restent comme ils sont.
share-key-leave = Quitter
share-key-other = Scanner un autre code

share-withdrawn-title = Ce cabinet n’utilise plus ce code
share-withdrawn-why = Ce que cela veut dire
share-withdrawn-key = Le cabinet a retiré ce code. Quelqu’un d’autre a peut-être sa clé.
share-withdrawn-right = Le cabinet a bien fait. Vous n’avez rien fait de mal.
share-withdrawn-ask = Demandez au cabinet son nouveau code. Puis scannez-le.
share-withdrawn-look = Avez-vous partagé avec l’ancien code ? Regardez, et arrêtez si vous n’êtes pas sûr.
share-withdrawn-other = Scanner le nouveau code
share-what-title = Que peuvent-ils voir ?
share-what-summary = Résumé
share-what-summary-hint = Allergies, médicaments, maladies, vaccins et derniers résultats
share-what-everything = Tout
share-what-everything-hint = Tous les éléments et documents
share-what-chosen = Je choisis
share-what-chosen-hint = Par partie, ou élément par élément
share-what-deidentified = Sans votre nom
share-what-deidentified-hint = Nom, adresse, textes libres et documents sont retirés. Les dates deviennent approximatives.
share-what-claim = Seulement ce qu’il faut à l’assurance
share-what-claim-hint = Vous choisissez les éléments. Rien d’autre ne part.
share-what-sections = Parties
share-what-one = Choisir dans { $section }
share-what-each = Un par un
share-what-pick = Choisir des éléments
share-what-picked = { $count ->
    [0] Aucun élément choisi
    [one] 1 élément choisi
   *[other] { $count } éléments choisis
}
share-what-picked-done = { $count ->
    [0] Terminé
    [one] Terminé : 1 élément
   *[other] Terminé : { $count } éléments
}
share-what-some = { $chosen } choisis sur { $count }
share-what-count = { $count ->
    [one] { $count } élément
   *[other] { $count } éléments
}
share-what-find = Chercher un élément
share-what-found = { $count ->
    [0] Aucun élément trouvé.
    [one] 1 élément trouvé.
   *[other] { $count } éléments trouvés. Écrivez plus pour en voir moins.
}
share-what-nothing = Choisissez au moins un élément.
share-what-private = Sujets privés
share-what-private-hint = Exclus tant que vous ne les choisissez pas. Le cabinet ne sait pas qu’il manque quelque chose.
share-what-private-none = Nous cherchons 5 sujets privés. Aucun dans ce que vous avez choisi.
share-what-private-miss = Nous pouvons en manquer. Regardez ce qu’ils verront avant de partager.
share-what-shown = Montré
share-what-hidden = Non montré
share-long-title = Pour combien de temps ?
share-long-other = Une autre durée
share-long-other-hint = Jusqu’à 30 jours
share-long-number = Combien
share-long-unit = Heures ou jours
share-long-unit-hours = heures
share-long-unit-days = jours
share-long-too = Choisissez entre 1 heure et 30 jours.
share-long-ends-today = Se termine aujourd’hui à { $time }
share-long-ends-tomorrow = Se termine demain à { $time }
share-long-ends-day = Se termine le { $day } à { $time }
share-long-more = Plus de choix
share-long-openings = Combien de fois peuvent-ils l’ouvrir ?
share-long-any = Autant qu’ils veulent
share-long-times = { $count ->
    [one] Une fois
   *[other] { $count } fois
}
share-long-offline = Peut être ouvert quand le journal est hors d’atteinte
share-long-offline-hint = Utile là où internet est mauvais. Mais si vous arrêtez, ils peuvent l’apprendre plus tard.
share-check-title = Vérifiez, puis partagez
share-check-who = Qui peut regarder
share-check-first = Qui scanne le code en premier
share-check-first-note = On vous demande d’abord. Rien n’est partagé avant votre oui.
share-check-spoken-note = Sans les mots, personne ne peut l’ouvrir.
share-check-what = Ce qu’ils voient
share-check-hidden = Non montré : { $groups }
share-check-let-in = Sujets privés montrés : { $groups }
share-check-long = Pour combien de temps
share-check-times = { $count ->
    [one] Peut être ouvert une fois
   *[other] Peut être ouvert { $count } fois
}
share-check-offline = Aussi quand le journal est hors d’atteinte
share-check-change-who = Modifier qui peut regarder
share-check-change-what = Modifier ce qu’ils voient
share-check-change-long = Modifier la durée
share-note = Vous pouvez arrêter à tout moment. S’ils enregistrent ou impriment une copie pendant ce temps, nous ne pouvons pas la reprendre.
share-check-log = Ce sera écrit dans votre journal.
share-check-code = Montrer le code
share-check-send = Partager maintenant
share-preview-title = Ce qu’ils verront
share-preview-open = Voir exactement ce qu’ils verront
share-preview-pdf = La même chose en PDF, à lire ou imprimer
share-preview-changes = Changé pour ne pas vous désigner
share-preview-empty = Rien ne serait partagé. Modifiez ce qu’ils voient.
share-preview-all = Tout afficher ({ $count })
share-change-names = Les noms et numéros qui vous désignent sont retirés.
share-change-addresses = Les adresses sont retirées.
share-change-dates = Les dates deviennent approximatives.
share-change-text = Les textes libres sont retirés.
share-change-documents = Les documents sont retirés.
share-change-other = Certains détails sont retirés ou approximatifs.
share-code-title = Votre code
share-code-show = Laissez le cabinet scanner ce code.
share-code-alt = Le code pour { $clinic }
share-code-small = Le code ne marche pour personne d’autre que ce cabinet.
share-moving = Pas de réseau là-bas ? Montrer un code animé
share-moving-title = Un code animé
share-moving-show = Tenez-le devant la caméra du cabinet environ { $seconds } secondes, jusqu’à ce que leur écran l’ait. Personne n’a besoin de réseau.
share-moving-pause = Arrêter l’image
share-moving-go = Continuer
share-spoken-name = À qui vous dites les six mots
share-spoken-show = Tenez-le devant la caméra du cabinet environ { $seconds } secondes, jusqu’à ce que leur écran demande des mots.
share-spoken-alt = Le code animé
share-spoken-say = Puis dites ces six mots
share-spoken-label = Six mots
share-spoken-note = Qui a filmé le code et entend les mots peut l’ouvrir. Ne les dites qu’au cabinet.
share-phase-sending = Envoi…
share-phase-sending-note = Le cabinet pourra l’ouvrir dans un instant.
share-phase-unsent = Pas encore envoyé
share-phase-unsent-note = Il n’y a pas internet. Nous l’envoyons dès qu’il y en a. Rien ne part quand Keepwell est fermé ou verrouillé.
share-phase-waiting = En attente du cabinet
share-phase-waiting-note = Cette page change toute seule quand ils l’ouvrent.
share-phase-scanned = Le code a été scanné
share-phase-scanned-note = { $clinic } a pris votre dossier. Ils n’ont pas encore dit qu’il est à l’écran.
share-phase-open = Ils l’ont ouvert
share-phase-open-note = { $clinic } a ouvert votre dossier à { $time }.
share-phase-left = Ils l’ont fermé
share-phase-left-note = { $clinic } a ouvert votre dossier à { $time }. Ils peuvent le rouvrir.
share-phase-paused = En pause
share-phase-paused-note = Ils ne peuvent pas l’ouvrir tant que vous ne le laissez pas continuer.
share-phase-stopping = L’arrêt n’est pas encore envoyé
share-phase-stopping-note = Ils peuvent l’ouvrir jusqu’à ce que votre appareil ait internet. Nous l’enverrons aussitôt.
share-phase-stopped = Arrêté
share-phase-stopped-note = Ils ne peuvent plus l’ouvrir.
share-phase-ended = Terminé
share-phase-ended-note = { $length } sont passés. Ils ne peuvent plus l’ouvrir.
share-phase-used = Épuisé
share-phase-used-note = Ils l’ont ouvert autant de fois que permis.
share-fact-scanned = Code scanné
share-fact-key = La clé du cabinet correspond
share-fact-shown = Ils nous ont dit : c’est à l’écran
share-fact-log = Écrit dans votre journal
share-code-link = Copier le lien
share-code-leave = C’est fait, laisser ouvert
share-code-copied = Le lien est copié. Collez-le dans les 60 secondes, ensuite nous l’effaçons.
share-code-delivered = C’est en route vers l’écran du cabinet.
share-first-title = Montrez ce code
share-first-lead = La première personne qui le scanne vous demande. Rien n’est partagé avant votre oui.
share-first-alt = Le code pour qui le scanne en premier
share-first-ring = Nouveau code
share-first-waiting = En attente d’un scan
share-first-renews = { $seconds ->
    [one] Nouveau code dans { $seconds } seconde, pour que personne n’utilise une photo de celui-ci.
   *[other] Nouveau code dans { $seconds } secondes, pour que personne n’utilise une photo de celui-ci.
}
share-first-new = Voici un nouveau code.
share-words-title = Ces mots sont-ils sur l’écran du cabinet ?
share-words-who = { $clinic } demande à voir votre dossier.
share-words-yes = Oui, les mêmes mots
share-words-note = Si un mot est différent, dites Non. Alors rien n’est partagé.
share-words-nothing = Rien n’est encore partagé.
share-refused-title = Rien n’a été partagé
share-refused-note = Vous avez dit non. Le code ne marche plus.
share-failed-title = Cela n’a pas marché
share-failed-note = Rien n’a été partagé.
share-failed-again = Faire un nouveau code
share-failed-leave = Quitter

share-who-link = La clinique n’a pas Keepwell
share-who-link-hint = Créez un lien. Toute personne qui l’a peut ouvrir votre résumé.
