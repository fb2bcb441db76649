# unreviewed

clinic-title = Visionneuse de dossiers
clinic-starting = Un instant
clinic-broken-title = Cette page ne peut pas joindre son serveur
clinic-broken = Vérifiez le réseau, puis réessayez. Vos clés sont toujours ici.
clinic-key-ready = La clé de cet ordinateur est prête
clinic-language = Langue
clinic-server = Le dossier s’ouvre dans ce navigateur. Notre serveur ne peut pas le lire.

clinic-welcome-title = Préparer ce poste
clinic-welcome = Les patients donnent accès à la clé de votre clinique. Elle est créée dans ce navigateur et y reste.
clinic-name = Nom de la clinique
clinic-name-hint = Les patients voient ce nom.
clinic-country = Pays
clinic-country-hint = Deux lettres : KE
clinic-contact = Téléphone ou salle
clinic-make = Créer la clé
clinic-have-file = J’ai un fichier de clés d’un autre poste
clinic-file-passphrase = Phrase secrète du fichier
clinic-file-open = Utiliser ce fichier
clinic-file-withdrawn = Cette clé a été retirée. Créez-en une nouvelle.
clinic-fresh-title = Enregistrer la clé pour vos autres postes
clinic-fresh = La clé ne peut être enregistrée que maintenant. Les autres postes utilisent ce fichier. Si les données de ce navigateur sont effacées, il rend la clé.
clinic-fresh-passphrase = Choisissez une phrase secrète pour le fichier
clinic-fresh-save = Enregistrer le fichier de clés
clinic-fresh-skip = Continuer sans fichier

clinic-card-title = Le code de votre clinique
clinic-card = Imprimez-le et posez-le à l’accueil. Les patients le scannent pour vous donner accès.
clinic-card-letters = Lettres de contrôle
clinic-card-ends = Ce code est valable jusqu’au { $date }.
clinic-card-print = Imprimer
clinic-card-paper = Scannez ce code avec Keepwell pour nous montrer votre dossier.
clinic-card-paper-letters = Comparez ces lettres avec celles de votre téléphone :
clinic-card-away = Le code ne peut pas être créé maintenant. Le serveur ne répond pas.

clinic-withdraw = Retirer cette clé
clinic-withdraw-title = Retirer la clé de cette clinique ?
clinic-withdraw-when = Faites-le si quelqu’un d’autre peut avoir la clé : un ordinateur ou un fichier de clés a disparu.
clinic-withdraw-what = Les téléphones des patients refusent alors cette clé. C’est définitif.
clinic-withdraw-here = Vos postes oublient la clé. Les dossiers partagés avec elle ne peuvent plus y être ouverts.
clinic-withdraw-type = Pour confirmer, écrivez le nom de la clinique : { $name }
clinic-withdraw-yes = Retirer définitivement
clinic-withdraw-failed = Le journal ne répond pas. Rien n’a été retiré.
clinic-withdrawn = La clé de { $name } est retirée
clinic-withdrawn-elsewhere = La clé de { $name } a été retirée sur un autre poste
clinic-withdrawn-partly = La clé de { $name } n’est pas encore retirée partout
clinic-withdrawn-left = { $count ->
    [one] Un journal n’a pas répondu.
   *[other] { $count } journaux n’ont pas répondu.
}
clinic-withdrawn-again = Cette page réessaie d’elle-même.
clinic-withdrawn-new = Créez ici une nouvelle clé. Remplacez le code imprimé.

clinic-checks-title = Vérification
clinic-check-card = La clé de cet ordinateur
clinic-check-qr = Le code est celui d’un patient
clinic-check-relay = Il y a quelque chose pour vous
clinic-check-decrypt = Il s’ouvre avec votre clé
clinic-check-digest = C’est bien ce que le code désigne
clinic-check-statement = Signé par le portefeuille du patient
clinic-check-terms = Destiné à votre clinique
clinic-check-receipt = Inscrit dans le journal
clinic-check-window = Dans la durée choisie par le patient
clinic-check-revocation = Pas arrêté par le patient
clinic-check-parts = Rien n’a été modifié

clinic-refused-title = Non disponible
clinic-refused-not_available = Ce code n’est pas disponible.
clinic-refused-expired = Ce code n’est pas disponible.
clinic-refused-revoked = Ce code n’est pas disponible.
clinic-refused-too_early = Ce code n’est pas disponible.
clinic-refused-not_our_code = Ce n’est pas le code d’un patient de Keepwell.
clinic-refused-not_listed = Ce code vient d’un autre opérateur. Demandez au patient un SMART Health Link.
clinic-refused-not_for_us = Cet accès a été donné à une autre clinique.
clinic-refused-altered = Ce qui est arrivé a été modifié en chemin. Rien n’est affiché.
clinic-refused-not_recorded = L’accès n’est pas encore dans le journal. Réessayez dans une minute.
clinic-refused-ledger_away = Le journal est injoignable, et le patient n’a pas permis d’ouvrir sans lui.
clinic-refused-ledger_lies = Le journal ne correspond pas à ce que cet ordinateur a vu avant. Rien n’est affiché. Prévenez votre service informatique.
clinic-refused-no_card = Ce navigateur n’a pas de clé de clinique, ou elle a expiré. Scannez le code au poste de la clinique. Pour un nouveau partage, créez une nouvelle clé.
clinic-refused-unreachable = Le serveur est injoignable. Réessayez.
clinic-refused-check = Arrêté à : { $check }
clinic-again = Scanner un autre code

clinic-ended-title = Accès terminé
clinic-ended-time = La durée choisie par le patient est écoulée.
clinic-ended-stopped = Le patient a arrêté l’accès.
clinic-ended-closed = Vous avez fermé le dossier.
clinic-ended-idle = Personne n’a utilisé la page depuis un moment.
clinic-ended-gone = Le dossier n’est plus sur cette page.

clinic-sent = Envoyé par le portefeuille de ce patient, sans modification. Peut être incomplet. Vérifiez le nom et la date de naissance.
clinic-proved-signed = Signé par le portefeuille du patient
clinic-proved-allowed = Pas arrêté : journal lu à { $time }
clinic-proved-whole = Rien n’a été modifié
clinic-sent-away = Le journal est injoignable. Ce que cet ordinateur en sait date de { $age }.
clinic-sent-never = Le journal est injoignable, et cet ordinateur ne l’a jamais lu.
clinic-clock = L’horloge de cet ordinateur est décalée de { $time }. Réglez-la.
clinic-sample = EXEMPLE : ne concerne pas une personne réelle
clinic-closes = Se ferme tout seul à { $time }
clinic-warn-end = L’accès se termine bientôt.
clinic-more-time = Demander plus de temps
clinic-more-time-asked = Demandé dans le portefeuille du patient à { $time }.
clinic-more-time-how = Demandez au patient d’appuyer sur « Donner plus de temps » dans Keepwell. Seul le patient peut le donner.
clinic-more-time-new = Il aura alors un nouveau code à scanner. Ce dossier se ferme à ce moment-là.
clinic-more-time-behind = Le portefeuille du patient n’a pas encore pu être interrogé. Cette page réessaie d’elle-même.
clinic-warn-idle = Toujours là ? Le dossier se ferme dans { $time }.
clinic-warn-idle-why = Personne n’a utilisé la page depuis un moment.
clinic-stay = Je suis toujours là
clinic-next = Un autre code a été scanné
clinic-next-why = Ce dossier se ferme avant que le suivant ne s’ouvre.
clinic-next-open = Fermer ce dossier et ouvrir le suivant
clinic-next-stay = Rester sur ce dossier
clinic-ring = Accès

clinic-save-note = Le patient est informé de ce que vous enregistrez, copiez ou imprimez. Votre copie reste chez vous.
clinic-untold = Le patient n’a pas encore pu être informé de ce que vous avez fait. Cette page réessaie d’elle-même.
clinic-made = Rassemblé le { $date }.
clinic-pdf = PDF
clinic-fhir = FHIR
clinic-print = Imprimer
clinic-close = Fermer le dossier
clinic-copy-text = Copier en texte
clinic-copied = Copié
clinic-copy-failed = Ce navigateur n’a pas permis la copie
clinic-paper-copy = Ce papier est une copie.
clinic-paper = Imprimé à { $clinic }, { $time }. Le patient a été informé. On ne peut pas le reprendre quand le patient arrête l’accès.
clinic-no-person = Nom non partagé
clinic-born = naissance : { $date }
clinic-no-birth = date de naissance non partagée
clinic-age = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
clinic-speaks = parle { $languages }
clinic-gender-female = Femme
clinic-gender-male = Homme
clinic-gender-other = Autre
clinic-gender-unknown = Sexe inconnu
clinic-purpose = Pour : { $purpose }

clinic-none = Aucune information : demandez au patient
clinic-alerts = Alertes
clinic-allergies = Allergies
clinic-medicines = Médicaments
clinic-problems = Maladies
clinic-implants = Implants et dispositifs
clinic-results = Résultats
clinic-immunizations = Vaccins
clinic-procedures = Interventions
clinic-documents = Documents
clinic-contacts = Contacts
clinic-others = Autres éléments
clinic-column-alert = Alerte
clinic-column-allergy = Allergie
clinic-column-medicine = Médicament
clinic-column-dose = Dose
clinic-column-problem = Problème
clinic-column-implant = Dispositif
clinic-column-test = Examen
clinic-column-course = Évolution
clinic-column-latest = Dernier
clinic-column-value = Valeur
clinic-column-vaccine = Vaccin
clinic-column-procedure = Intervention
clinic-column-document = Document
clinic-column-other = Élément
clinic-column-name = Nom
clinic-column-phone = Téléphone
clinic-column-from = Date, origine
clinic-range = Intervalle :
clinic-course = { $what } : { $count } valeurs, de { $first } ({ $since }) à { $last }
clinic-values = { $count ->
    [one] 1 valeur
   *[other] Les { $count } valeurs
}
clinic-no-date = Sans date
clinic-no-source = Origine non indiquée
clinic-by-patient = Écrit par le patient
clinic-recent = modifié ces 90 derniers jours
clinic-more = Afficher plus (encore { $count })
clinic-document-unnamed = Document sans nom
clinic-unreadable = Ce dossier ne peut pas être affiché ici. Enregistrez le fichier FHIR.
clinic-open-file = Enregistrer { $name }

clinic-word-active = actif
clinic-word-inactive = inactif
clinic-word-resolved = résolu
clinic-word-remission = en rémission
clinic-word-recurrence = réapparu
clinic-word-relapse = rechute
clinic-word-completed = terminé
clinic-word-stopped = arrêté
clinic-word-on-hold = en pause
clinic-word-intended = prévu
clinic-word-not-done = non fait
clinic-word-not-taken = non pris
clinic-word-cancelled = annulé
clinic-word-entered-in-error = saisi par erreur
clinic-word-unknown = statut inconnu
clinic-word-final = définitif
clinic-word-current = actuel
clinic-word-confirmed = confirmé
clinic-word-unconfirmed = non confirmé
clinic-word-provisional = provisoire
clinic-word-differential = diagnostic différentiel
clinic-word-presumed = présumé
clinic-word-refuted = écarté
clinic-word-mild = léger
clinic-word-moderate = modéré
clinic-word-severe = grave
clinic-word-criticality-high = criticité : élevée
clinic-word-criticality-low = criticité : faible
clinic-word-criticality-unable-to-assess = criticité : non évaluée
