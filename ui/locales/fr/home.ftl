# unreviewed

home-hello = Bonjour { $name }
home-hello-nobody = Bonjour
home-emergency = Urgence
home-travel = Voyage
home-share = Partager avec un cabinet
home-open = { $count ->
    [one] Un cabinet peut voir votre dossier
   *[other] { $count } cabinets peuvent voir votre dossier
}
home-open-none = Personne ne peut ouvrir votre dossier maintenant
home-none-fetch = Personne ne peut récupérer votre dossier maintenant
home-open-no-one-else = Personne d’autre ne peut l’ouvrir.
home-open-all = Voir les { $count }
home-opened = { $count ->
    [0] Pas encore ouvert
    [one] Ouvert 1 fois
   *[other] Ouvert { $count } fois
}
home-paused = En pause : ils ne peuvent pas l’ouvrir
home-not-sent = Pas encore envoyé. Cela part dès qu’il y a internet.
home-stopping = L’arrêt n’est pas encore envoyé. Ils peuvent l’ouvrir jusqu’à ce que votre appareil ait internet.
home-starts = Commence : { $when }
home-ring = Temps restant pour { $clinic }
home-review = Qui peut me voir
home-left-copies = { $count ->
    [one] Les cabinets ont signalé 1 copie enregistrée.
   *[other] Les cabinets ont signalé { $count } copies enregistrées.
}
home-left-offline = { $count ->
    [one] { $count } partage arrêté peut encore être ouvert sur un ordinateur sans internet. Fin au plus tard : { $until }.
   *[other] { $count } partages arrêtés peuvent encore être ouverts sur des ordinateurs sans internet. Fin au plus tard : { $until }.
}
home-left-links = { $count ->
    [one] 1 lien marche encore pour qui l’a.
   *[other] { $count } liens marchent encore pour qui les a.
}
home-log-bad = Le journal ne correspond pas à ce que votre appareil a vu
home-log-look = Voir que faire
home-backup-title = Non sauvegardé
home-backup-words = Vérifiez vos 12 mots, sinon un appareil perdu perd votre dossier.
home-backup-file = Enregistrez une sauvegarde, sinon un appareil perdu perd votre dossier.
home-backup-do = Sauvegarder maintenant
home-words-due = Vous avez vérifié vos mots la dernière fois le { $date }
home-words-due-note = Avez-vous encore le papier ? Vérifiez-le à nouveau.
home-sample = Il y a des données inventées dans ce dossier.
home-sample-remove = Retirer l’exemple
home-sample-removed = L’exemple est retiré.
home-allergy = { $name }
home-allergy-severe = { $name } : grave
home-no-known-allergies = Aucune allergie connue
home-no-known-allergies-note = Un élément le dit : { $source }
home-allergies-none = Aucune allergie dans votre dossier
home-allergies-none-note = Cela ne veut pas dire que vous n’en avez pas.
home-some = { $first }, { $count } de plus
home-latest = Dernier : { $what }, { $date }
home-latest-undated = Dernier : { $what }
home-result = { $value } { $unit }
home-result-flag = { $value } { $unit } : { $flag }
home-first-title = Ajoutez votre premier élément
home-first-file = Un fichier ou une photo
home-first-file-note = De votre cabinet, d’une application de santé, ou une lettre photographiée
home-first-hand = L’écrire
home-first-hand-note = Une allergie ou un médicament
home-happened = Ce qui s’est passé
home-happened-none = Rien ne s’est encore passé.
