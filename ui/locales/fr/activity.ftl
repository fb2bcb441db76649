# unreviewed

activity-title = Qui a regardé
activity-show = Afficher
activity-all = Tout
activity-opened-only = Ouvert
activity-saved-only = Copie enregistrée
activity-none-title = Rien ici pour l’instant
activity-none = Quand un cabinet ouvre votre dossier, c’est noté ici.
activity-today = Aujourd’hui
activity-yesterday = Hier
activity-what-opened = A ouvert votre dossier
activity-what-refused = A essayé d’ouvrir : bloqué
activity-what-shown = A regardé votre dossier
activity-what-saved = A enregistré une copie
activity-what-printed = A imprimé une copie
activity-what-closed = A fermé votre dossier
activity-what-asked = A demandé plus de temps
activity-what-shared = Vous avez donné accès
activity-what-stopped = Vous avez arrêté l’accès
activity-what-paused = Vous avez mis l’accès en pause
activity-what-resumed = Vous avez rouvert l’accès
activity-what-ended = L’accès s’est terminé
activity-what-imported = Vous avez ajouté des éléments
activity-times = { $what }, { $times } fois
activity-by = { $clinic } · { $time }
activity-by-me = { $time }
activity-proved = Prouvé
activity-waiting = En attente
activity-wrong = Ne correspond pas
activity-proved-clinic-means = Le cabinet l’a signé avec la clé que votre appareil a faite pour cela.
activity-proved-own-means = C’est dans votre journal. Votre appareil l’a contrôlé.
activity-waiting-means = Le journal ne l’a pas encore confirmé.
activity-wrong-clinic-means = Cela ne correspond pas à ce qui a été signé. Ne vous y fiez pas.
activity-wrong-own-means = Le journal dit autre chose que ce que votre appareil a noté. Ne vous y fiez pas.
activity-own-means = Cet appareil l’a noté.
activity-sentence-opened = { $clinic } a ouvert votre dossier : { $time }.
activity-sentence-refused = { $clinic } a essayé d’ouvrir votre dossier et a été refusé : { $time }.
activity-sentence-shown = { $clinic } avait votre dossier à l’écran : { $time }.
activity-sentence-saved = { $clinic } nous a dit avoir enregistré une copie : { $time }. Nous ne pouvons pas la reprendre.
activity-sentence-printed = { $clinic } nous a dit avoir imprimé une copie : { $time }. Nous ne pouvons pas la reprendre.
activity-sentence-closed = { $clinic } a fermé votre dossier : { $time }.
activity-sentence-asked = { $clinic } a demandé plus de temps : { $time }.
activity-sentence-shared = Vous avez donné accès à { $clinic } : { $time }.
activity-sentence-stopped = Vous avez arrêté l’accès de { $clinic } : { $time }.
activity-sentence-paused = Vous avez mis en pause l’accès de { $clinic } : { $time }.
activity-sentence-resumed = Vous avez rouvert l’accès à { $clinic } : { $time }.
activity-sentence-ended = L’accès de { $clinic } s’est terminé : { $time }.
activity-sentence-imported = Vous avez ajouté des éléments : { $time }.
activity-someone = Quelqu’un
activity-folded = { $times ->
    [one] C’est arrivé une fois.
   *[other] C’est arrivé { $times } fois en un quart d’heure.
}
activity-to-grant = Voir cet accès
activity-proof = Preuve
activity-proof-of = L’accès dont cela fait partie
activity-proof-entry = Entrée du journal
activity-proof-size = Entrées lors du contrôle
activity-proof-words = Mots du journal
activity-proof-words-note = Qui contrôle le journal maintenant obtient les mêmes cinq mots.
activity-proof-checked = Contrôlé
activity-proof-log = Journal
activity-proof-save = Enregistrer la preuve
activity-saved-file = Enregistré sous { $file }.
activity-save = Enregistrer cette liste
activity-log-good = Journal contrôlé : { $when }.
activity-log-good-note = { $entries ->
    [one] { $entries } entrée, ni manquante ni changée.
   *[other] { $entries } entrées, aucune manquante ni changée.
}
activity-log-never = Le journal n’a pas encore été contrôlé.
activity-log-how = Comment ça marche
activity-log-how-text = Chaque accès donné ou arrêté est écrit dans un journal public. Il ne contient ni noms ni rien sur vous. Votre appareil contrôle que rien n’y a été changé ou retiré.
activity-log-bad = Le journal ne correspond pas à ce que votre appareil a vu
activity-log-bad-text = Quelqu’un l’a peut-être changé. Arrêtez tous les accès et dites-le-nous.
activity-alert-foreign_revocation = Le journal dit qu’un partage a été arrêté, mais cet appareil ne l’a pas arrêté.
activity-alert-omitted_revocation = Le journal ne dit pas aux cliniques qu’un partage a été arrêté. Une clinique peut peut-être encore ouvrir ce qu’elle a.
activity-alert-false_list = Le journal dit aux cliniques qu’un partage a été arrêté, mais personne ne l’a arrêté.
activity-alert-forked = Le journal a montré deux histoires différentes.
activity-alert-rewritten = Le journal a changé ou retiré des entrées qu’il avait avant.
activity-alert-shrunk = Le journal montre moins d’entrées qu’avant. Quelqu’un entre vous et le journal peut aussi le faire. Essayez un autre réseau.
activity-alert-lost_event = Le serveur ne montre plus une chose arrivée à un partage.
activity-alert-wrong_index = Le journal a donné une preuve pour une place où il y a autre chose.
activity-log-evidence = Ce que votre appareil a vu est gardé dans { $file }.
activity-log-stop = Arrêter tous les accès
activity-log-stopped = Tout est en cours d’arrêt.
