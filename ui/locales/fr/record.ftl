# unreviewed

record-title = Mon dossier
record-search = Chercher partout
record-search-hint = Allergies, médicaments, résultats, lettres…
record-found = { $count ->
    [0] Rien trouvé
    [one] 1 élément
   *[other] { $count } éléments
}
record-view = Ordre
record-view-sections = Par genre
record-view-timeline = Par date
record-origin = Afficher
record-origin-all = Tout
record-origin-imported = De fichiers
record-origin-added_by_me = Ajouté par moi
record-add = Ajouter
record-empty-title = Rien ici pour l’instant
record-empty = Ajoutez un fichier, une photo d’une lettre, ou écrivez quelque chose.
record-nothing-title = Rien trouvé
record-nothing = Essayez un autre mot, ou regardez tout.
record-no-date = Sans date
record-list = Éléments { $from } à { $to }
record-severe = Grave
record-clinical-name = Nom clinique
record-code = Un lien ou code d’une clinique
record-source = D’où
record-date = Date
record-imported = Ajouté le
record-file = Fichier
record-details = Détails
record-raw = Les données telles que reçues
record-raw-note = C’est ce que la source a envoyé, sans changement.
record-course = Au fil du temps
record-course-label = { $title } : { $count } valeurs, la dernière le { $date }
record-shared = Qui l’a vu
record-shared-none = Personne. Vous ne l’avez pas partagé.
record-shared-opened = Ouvert. Donné le { $date }.
record-shared-unopened = Pas ouvert. Donné le { $date }.
record-sensitive = Gardé pour vous quand vous partagez, sauf si vous le choisissez : { $group }
record-remove = Retirer de ce portefeuille
record-remove-title = Retirer ceci ?
record-remove-note = Cela disparaît de cet appareil. Les copies partagées restent chez les cabinets.
record-removed = Retiré.
record-document = Document
record-document-save = Enregistrer le fichier
record-document-saved = Enregistré sous { $file }.
record-document-none = Ce genre de fichier ne peut pas être montré ici.
record-document-page = Page { $page } sur { $pages }
record-document-before = Page précédente
record-document-after = Page suivante
record-document-alt = Page { $page } de { $name }
record-fact-status = État
record-fact-verification = Certitude
record-fact-type = Genre
record-fact-criticality = Danger
record-fact-reaction = Réaction
record-fact-severity = Gravité
record-fact-onset = Début
record-fact-last_reaction = Dernière réaction
record-fact-dose = Dose
record-fact-route = Comment le prendre
record-fact-as_needed = Seulement si besoin
record-fact-since = Depuis
record-fact-until = Jusqu’à
record-fact-reason = Raison
record-fact-stopped_because = Arrêté parce que
record-fact-quantity = Quantité
record-fact-stage = Stade
record-fact-body_site = Partie du corps
record-fact-ended = Fin
record-fact-protects_from = Protège contre
record-fact-dose_number = Numéro de dose
record-fact-lot = Numéro de lot
record-fact-range = Valeurs normales
record-fact-interpretation = Le laboratoire dit
record-fact-conclusion = Conclusion
record-fact-method = Méthode
record-fact-outcome = Issue
record-fact-complication = Complication
record-fact-description = Description
record-fact-birth_date = Naissance
record-fact-gender = Sexe
record-fact-phone = Téléphone
record-fact-address = Adresse
record-fact-value = Résultat
record-fact-component = Partie
record-fact-note = Note
record-fact-recorded = Noté le
record-add-title = Ajouter à votre dossier
record-add-file = Choisir un fichier
record-add-file-hint = Un fichier de dossier d’un hôpital, un ZIP, un PDF, une photo ou un texte. Ou déposez-le ici, ou collez-le.
record-add-reading = Lecture de { $file }
record-add-sample = Essayer avec un exemple
record-add-sample-note = Données inventées, marquées EXEMPLE partout.
record-add-by-hand = L’écrire
record-add-by-hand-note = Il est marqué « Ajouté par moi ».
record-kind = Qu’est-ce que c’est ?
record-kind-allergy = Une allergie
record-kind-medicine = Un médicament
record-name-allergy = À quoi êtes-vous allergique ?
record-name-medicine = Quel médicament ?
record-detail-allergy = Que se passe-t-il ?
record-detail-medicine = Combien, et combien de fois ?
record-since = Depuis quand ?
record-since-hint = L’année suffit : 2019
record-severe-ask = C’était grave
record-severe-note = Mal à respirer, gonflement ou hôpital.
record-hand-save = Enregistrer
record-hand-saved = { $name } est dans votre dossier.
record-report-added = { $count ->
    [0] Rien de nouveau dans { $file }
    [one] 1 élément ajouté depuis { $file }
   *[other] { $count } éléments ajoutés depuis { $file }
}
record-report-unread = { $file } n’a pas pu être lu
record-report-known = { $count ->
    [one] 1 était déjà là.
   *[other] { $count } étaient déjà là.
}
record-report-problems = { $count ->
    [one] 1 chose n’a pas pu être lue
   *[other] { $count } choses n’ont pas pu être lues
}
record-report-see = Voir votre dossier
record-other-title = Est-ce de vous ?
record-other-note = Ce fichier concerne { $file }. Votre dossier concerne { $here }.
record-other-same = Oui, c’est moi : l’ajouter
record-other-other = Non : le garder à part
record-other-other-note = Ce qui est gardé à part n’est jamais dans votre résumé.
record-other-cancel = Ne pas l’ajouter

record-sample-title = Retirer d’abord l’exemple ?
record-sample-note = L’exemple inventé est encore dans ce dossier. Votre propre dossier doit rester à part.
record-sample-again = Ce que vous avez saisi vous-même reste.
record-sample-remove = Retirer l’exemple et ajouter

## Over time

record-medicines-title = Médicaments dans le temps
record-medicines-label =
    { $count ->
        [one] 1 médicament depuis { $from }. Le tableau ci-dessous dit la même chose.
       *[other] { $count } médicaments depuis { $from }. Le tableau ci-dessous dit la même chose.
    }
record-medicines-now = Aujourd’hui
record-medicines-more =
    { $count ->
        [one] 1 de plus est dans le tableau.
       *[other] { $count } de plus sont dans le tableau.
    }
record-medicines-unknown = Un point seul : personne n’a noté la fin.
record-medicines-table = En tableau
record-medicines-medicine = Médicament
record-medicines-from = Depuis
record-medicines-until = Jusqu’au
record-medicines-taking = Toujours pris
record-medicines-no-end = Non noté
record-vaccines-title = Vaccins par maladie
record-vaccines-disease = Contre
record-vaccines-given = Faits
record-vaccines-number = Dose { $number }

record-code-hint = SMART Health Link ou Card, ou un certificat de santé
record-code-take = L’ajouter
record-code-asks = Le serveur du lien n’est interrogé qu’à ce moment.
record-passcode = Ce lien a un code d’accès
record-passcode-note = Demandez à qui vous a donné le lien.
record-passcode-wrong = Ce code est faux.
record-passcode-left = { $count ->
    [one] Faux. Il reste 1 essai.
   *[other] Faux. Il reste { $count } essais.
  }
record-passcode-give = L’ouvrir
record-follows = Nous gardons ce lien pour que vous puissiez le mettre à jour.
record-followed = Liens que vous pouvez mettre à jour
record-followed-note = Ce qu’il y a derrière peut changer. Personne n’est interrogé avant que vous appuyiez sur Mettre à jour.
record-followed-none = Aucun lien n’est suivi
record-followed-asked = Dernière demande : { $when }
record-followed-update = Mettre à jour
record-followed-stop = Ne plus suivre
record-followed-stays = Ce qui en est venu reste dans votre dossier.
record-signed = Qui l’a signé ?
record-signed-note = Deux questions différentes : de qui il dit venir, et si c’est vrai. On ne demande ses clés à l’émetteur que si vous appuyez.
record-signed-check = Vérifier la signature
record-signed-issuer = Il dit venir de
record-signed-nobody = personne n’est nommé
record-signed-right = La signature est-elle juste ?
record-signed-valid = Oui. Il n’a pas été modifié.
record-signed-wrong = Non. Il a été modifié, ou quelqu’un d’autre l’a signé.
record-signed-unknown_key = Inconnu. Sa clé n’est pas publiée.
record-signed-not_checked = Non vérifié.
record-signed-now = Est-il valable maintenant ?
record-signed-holds = Oui
record-signed-too_early = Pas encore
record-signed-expired = Non, il a expiré
record-signed-revoked = Non, son émetteur l’a retiré
record-signed-back = A-t-il été retiré ?
record-signed-back-none = Son émetteur ne publie pas de liste.
record-signed-back-checked = Non. La liste de son émetteur a été consultée.
record-signed-back-not_checked = Inconnu. La liste n’a pas pu être obtenue.
record-signed-vouched = Quelqu’un se porte-t-il garant de l’émetteur ?
record-signed-vouched-nobody = Personne n’a été interrogé.
record-signed-vouched-yes = Oui, une liste que vous avez choisie.
record-signed-vouched-no = Aucune liste choisie ne l’a.
record-code-field = Lien ou code
