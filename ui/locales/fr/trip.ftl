# unreviewed
# Before a trip: what is ready and what is not.

trip-title = Avant le voyage
trip-row-note = Carte, résumé et lien prêts et testés
trip-ready = Tout est prêt
trip-left = { $count ->
    [one] Il reste 1 étape
   *[other] Il reste { $count } étapes
  }
trip-state-open = À faire
trip-state-again = À refaire
trip-state-done = Fait
trip-record = Votre dossier est à jour
trip-record-open = Il n’y a pas encore de dossier.
trip-record-done = Dernier ajout : { $when }
trip-record-again = Rien n’a été ajouté depuis longtemps. Demandez à votre clinique des documents plus récents.
trip-record-do = Ajouter des documents
trip-trip = Dates et langue
trip-trip-open = Quand est le voyage, et quelle langue parle-t-on là-bas ?
trip-trip-done = Du { $from } au { $until }, { $language }
trip-from = Premier jour
trip-until = Dernier jour
trip-language = Quelle langue parle-t-on là-bas ?
trip-save = Enregistrer le voyage
trip-change = Modifier le voyage
trip-forget = Oublier ce voyage
trip-card = La carte d’urgence, à imprimer
trip-summary = Le résumé, à imprimer
trip-paper-open = Enregistrez-le, puis imprimez-le.
trip-paper-done = Enregistré : { $when }
trip-paper-again = Votre dossier ou la langue a changé depuis.
trip-card-do = Enregistrer la carte
trip-summary-do = Enregistrer le résumé
trip-link = Un lien pour le voyage
trip-link-open = Son code ouvre votre résumé dans toute clinique, même téléphone éteint. Imprimez-le aussi.
trip-link-done = Envoyé. Il s’ouvre jusqu’à : { $when }
trip-link-again = Il n’est pas encore envoyé, il lui manque le plus récent du dossier, ou il ne va pas avec les dates.
trip-link-long = Votre voyage dure plus qu’un lien. Donnez-lui une nouvelle fin en route : le code reste.
trip-link-see = Voir le lien
trip-test = Testé sans internet
trip-test-open = Activez le mode avion. Puis appuyez sur Tester.
trip-test-done = Testé : { $when }
trip-test-do = Tester
trip-test-running = On regarde si un serveur répond…
trip-test-good = Tout marche sans internet
trip-test-made = Aucun serveur n’a répondu. Cet appareil a fait le résumé avec { $records } éléments, { $terms } noms dans cette langue, la carte d’urgence, le PDF et un code animé. Vous pouvez quitter le mode avion.
