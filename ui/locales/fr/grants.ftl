# unreviewed

grants-title = Qui peut voir mon dossier
grants-now = Maintenant
grants-none = Personne ne peut voir votre dossier.
grants-none-fetch = Personne ne peut récupérer votre dossier maintenant.
grants-share = Partager avec un cabinet
grants-open = { $count ->
    [one] Un cabinet peut voir votre dossier
   *[other] { $count } cabinets peuvent voir votre dossier
}
grants-copies = { $count ->
    [0] Aucune copie enregistrée n’a été signalée.
    [one] Ils ont signalé 1 copie enregistrée. Nous ne pouvons pas l’effacer.
   *[other] Ils ont signalé { $count } copies enregistrées. Nous ne pouvons pas les effacer.
}
grants-offline = { $count ->
    [one] { $count } partage peut être ouvert quand le journal est hors d’atteinte.
   *[other] { $count } partages peuvent être ouverts quand le journal est hors d’atteinte.
}
grants-links = { $count ->
    [one] { $count } lien ouvert marche pour qui l’a.
   *[other] { $count } liens ouverts marchent pour qui les a.
}
grants-review = Revoir un par un
grants-review-hint = Voyez qui a accès. Gardez ou arrêtez.
grants-stop-all = Tout arrêter
grants-past = Avant
grants-past-none = Vous n’avez pas partagé avant.
grants-show-past = { $count ->
    [one] Afficher { $count } de plus
   *[other] Afficher { $count } de plus
}
grants-state-stopping = Arrêt pas encore envoyé
grants-opened = { $count ->
    [0] Pas encore ouvert
    [one] Ouvert une fois
   *[other] Ouvert { $count } fois
}
grants-opened-past = { $count ->
    [0] Aucune ouverture signalée
    [one] Ouvert une fois
   *[other] Ouvert { $count } fois
}
grants-stop-of = Arrêter l’accès de { $clinic }
grants-see = Voir { $clinic }
grants-detail-until = Jusqu’à : { $when }
grants-detail-made = Partagé : { $when }
grants-detail-purpose = Pour : { $purpose }
grants-detail-sees = Ils voient
grants-detail-saw = Ils pouvaient voir
grants-detail-records = { $count ->
    [one] { $count } élément
   *[other] { $count } éléments
}
grants-detail-code = Montrer le code
grants-detail-more-time = Donner plus de temps
grants-detail-again = Partager encore avec eux
grants-detail-pause = Pause
grants-detail-resume = Laisser continuer
grants-detail-pending = Nous l’envoyons dès qu’il y a internet. Jusque-là rien ne change pour le cabinet. Rien ne part quand Keepwell est fermé ou verrouillé.
grants-detail-paused-note = Ils ne peuvent pas l’ouvrir pendant la pause. Le temps continue.
grants-detail-stop = Arrêter l’accès
grants-detail-seen = Ce qui s’est passé
grants-detail-nothing = Rien encore. Ce sera ici quand ils l’ouvriront.
grants-detail-nothing-past = Aucune ouverture signalée.
grants-detail-facts = Où cela en est
grants-relay-waiting = Tout n’est pas encore envoyé au serveur
grants-relay-open = Le serveur le transmet
grants-relay-paused = Le serveur le retient
grants-relay-closed = Le serveur l’a fermé
grants-log-waiting = Pas encore dans votre journal
grants-log-granted = Votre journal dit : partagé
grants-log-stop_written = Votre journal dit : arrêté
grants-detail-offline = Peut être ouvert quand le journal est hors d’atteinte.
grants-event-opened = Ils l’ont ouvert
grants-event-refused = Ils ont essayé de l’ouvrir : bloqué
grants-event-shown = Ils nous ont dit : c’était à l’écran
grants-event-saved = Ils nous ont dit : copie enregistrée
grants-event-printed = Ils nous ont dit : imprimé
grants-event-closed = Ils nous ont dit : fermé
grants-event-asked = Ils ont demandé plus de temps
grants-event-verified = Prouvé : la clé de ce cabinet
grants-event-said = Non prouvé
grants-stop-title-done = Accès arrêté
grants-stop-title-never = Rien n’avait été envoyé
grants-stop-title-sending = Arrêt en cours…
grants-stop-title-unsent = L’arrêt n’est pas encore envoyé
grants-stop-title-closed = Fermé, mais pas encore dans votre journal
grants-stop-title-written = Dans votre journal, mais pas encore fermé
grants-stop-sub-done = { $time } · écrit dans votre journal
grants-stop-sub-unsent = Nous l’enverrons aussitôt.
grants-stop-sub-sending = Nous envoyons l’arrêt.
grants-stop-sub-closed = Nous continuons d’essayer.
grants-stop-sub-written = Nous continuons d’essayer.
grants-stop-done = Ils ne peuvent plus l’ouvrir.
grants-stop-done-more = Le lien et le code ne marchent plus.
grants-stop-never = Personne n’a pu l’ouvrir.
grants-stop-never-more = Cela n’avait pas quitté votre appareil.
grants-stop-sending = Ils peuvent l’ouvrir jusqu’à l’arrivée de l’arrêt.
grants-stop-sending-more = Cela prend un instant.
grants-stop-unsent = Ils peuvent l’ouvrir jusqu’à ce que votre appareil ait internet.
grants-stop-unsent-more = Rien ne part quand Keepwell est fermé.
grants-stop-closed = Ils ne peuvent plus le prendre.
grants-stop-closed-more = Le serveur l’a fermé. Le journal l’aura bientôt.
grants-stop-written = Le journal dit arrêté.
grants-stop-written-more = Mais le serveur ne l’a pas fermé. Un cabinet qui regarde le journal ne l’ouvrira pas.
grants-stop-unopened = Aucune ouverture signalée.
grants-stop-seen = { $count ->
    [one] Ils l’ont ouvert une fois.
   *[other] Ils l’ont ouvert { $count } fois.
}
grants-stop-seen-more = Ils peuvent se souvenir de ce qu’ils ont vu.
grants-stop-saved = { $count ->
    [one] Ils nous ont dit : 1 copie enregistrée à { $time }.
   *[other] Ils nous ont dit : { $count } copies enregistrées, la dernière à { $time }.
}
grants-stop-saved-untimed = { $count ->
    [one] Ils nous ont dit : 1 copie enregistrée.
   *[other] Ils nous ont dit : { $count } copies enregistrées.
}
grants-stop-saved-more = { $count ->
    [one] Nous ne pouvons pas l’effacer. Il peut y avoir des copies que nous ne voyons pas.
   *[other] Nous ne pouvons pas les effacer. Il peut y avoir des copies que nous ne voyons pas.
}
grants-stop-printed = { $count ->
    [one] Ils nous ont dit : imprimé une fois.
   *[other] Ils nous ont dit : imprimé { $count } fois.
}
grants-stop-printed-more = Nous ne pouvons pas reprendre le papier.
grants-stop-no-copy = Ils n’ont signalé aucune copie.
grants-stop-no-copy-more = Il peut y avoir des copies que nous ne voyons pas.
grants-stop-offline = Un ordinateur sans internet peut encore l’ouvrir.
grants-stop-offline-more = Vous l’avez permis. Fin au plus tard : { $when }.
grants-stop-law = Un cabinet peut devoir garder ce qui a servi à vos soins.
grants-stop-again = Partager encore avec eux
grants-stop-all-title = Tout arrêter ?
grants-stop-all-note = { $count ->
    [one] { $count } cabinet a un accès. Il ne pourra plus ouvrir votre dossier.
   *[other] { $count } cabinets ont un accès. Ils ne pourront plus ouvrir votre dossier.
}
grants-stop-all-yes = Oui, tout arrêter
grants-stop-all-no = Laisser ainsi
grants-stop-all-done = { $count ->
    [0] Tout est arrêté
    [one] 1 arrêt pas encore envoyé
   *[other] { $count } arrêts pas encore envoyés
}
grants-stop-all-done-note = Personne ne peut ouvrir votre dossier maintenant.
grants-stop-all-copies = Les copies enregistrées ou imprimées restent chez eux.
grants-more-title = Donner plus de temps
grants-asked-title = { $clinic } demande plus de temps
grants-asked-note = Demandé : { $when }. Rien ne change si vous ne le donnez pas.
grants-more-again-title = Partager encore avec eux
grants-more-note = { $clinic } reçoit un nouveau code. L’ancien cesse dès que le nouveau est fait.
grants-more-again-note = { $clinic } reçoit un nouveau code. Ils voient la même chose qu’avant.
grants-more-show = Montrer le nouveau code
grants-review-title = Garder ou arrêter ?
grants-review-keep = Garder
grants-review-stop = Arrêter
grants-review-done = Vous les avez tous vus
grants-review-kept = { $count ->
    [0] Personne ne peut ouvrir votre dossier maintenant.
    [one] 1 cabinet peut encore voir votre dossier.
   *[other] { $count } cabinets peuvent encore voir votre dossier.
}
grants-review-stopped = { $count ->
    [one] Vous en avez arrêté 1.
   *[other] Vous en avez arrêté { $count }.
}
grants-review-unsent = { $count ->
    [one] 1 arrêt pas encore envoyé.
   *[other] { $count } arrêts pas encore envoyés.
}
grants-review-others = Qui peut utiliser votre appareil, ou a vos mots, peut aussi le voir.
grants-history-title = Les accès dans le temps
grants-history-label = { $count ->
    [one] { $count } cabinet depuis { $from }. Le tableau ci-dessous dit la même chose.
   *[other] { $count } cabinets depuis { $from }. Le tableau ci-dessous dit la même chose.
}
grants-history-bar = pouvait l’ouvrir
grants-history-dot = ouvert
grants-history-cross = arrêté
grants-history-table = En tableau
grants-history-clinic = Cabinet
grants-history-from = Depuis
grants-history-end = Comment cela a fini
grants-history-times = Ouvert
grants-history-now = Aujourd’hui
grants-history-open = Encore ouvert
