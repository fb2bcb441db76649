# unreviewed

home-hello = Hallo, { $name }
home-hello-nobody = Hallo
home-emergency = Notfall
home-travel = Reise
home-share = Mit einer Praxis teilen
home-open = { $count ->
    [one] Eine Praxis kann Ihre Akte sehen
   *[other] { $count } Praxen können Ihre Akte sehen
}
home-open-none = Niemand kann Ihre Akte jetzt öffnen
home-none-fetch = Niemand kann Ihre Akte jetzt abrufen
home-open-no-one-else = Sonst kann sie niemand öffnen.
home-open-all = Alle { $count } ansehen
home-opened = { $count ->
    [0] Noch nicht geöffnet
    [one] 1-mal geöffnet
   *[other] { $count }-mal geöffnet
}
home-paused = Pause: Jetzt kann sie niemand öffnen
home-not-sent = Noch nicht gesendet. Das geschieht, sobald es Internet gibt.
home-stopping = Der Stopp ist noch nicht gesendet. Bis Ihr Gerät Internet hat, kann die Praxis die Akte öffnen.
home-starts = Beginnt: { $when }
home-ring = Restzeit für { $clinic }
home-review = Wer mich sehen kann
home-left-copies = { $count ->
    [one] Praxen meldeten 1 gespeicherte Kopie.
   *[other] Praxen meldeten { $count } gespeicherte Kopien.
}
home-left-offline = { $count ->
    [one] 1 gestoppte Freigabe lässt sich auf einem Computer ohne Internet noch öffnen. Spätestes Ende: { $until }.
   *[other] { $count } gestoppte Freigaben lassen sich auf Computern ohne Internet noch öffnen. Spätestes Ende: { $until }.
}
home-left-links = { $count ->
    [one] 1 Link gilt noch für jeden, der ihn hat.
   *[other] { $count } Links gelten noch für jeden, der sie hat.
}
home-log-bad = Das Protokoll passt nicht zu dem, was Ihr Gerät sah
home-log-look = Was nun zu tun ist
home-backup-title = Nicht gesichert
home-backup-words = Prüfen Sie Ihre 12 Wörter, sonst ist mit dem Gerät auch die Akte weg.
home-backup-file = Speichern Sie eine Sicherung, sonst ist mit dem Gerät auch die Akte weg.
home-backup-do = Jetzt sichern
home-words-due = Sie haben Ihre Wörter zuletzt am { $date } geprüft
home-words-due-note = Haben Sie das Papier noch? Prüfen Sie es noch einmal.
home-sample = In dieser Akte sind erfundene Daten.
home-sample-remove = Beispiel entfernen
home-sample-removed = Das Beispiel ist entfernt.
home-allergy = { $name }
home-allergy-severe = { $name }: schwer
home-no-known-allergies = Keine Allergien bekannt
home-no-known-allergies-note = Das sagt ein Eintrag: { $source }
home-allergies-none = Keine Allergien in Ihrer Akte
home-allergies-none-note = Das heißt nicht, dass Sie keine haben.
home-some = { $first }, { $count } weitere
home-latest = Zuletzt: { $what }, { $date }
home-latest-undated = Zuletzt: { $what }
home-result = { $value } { $unit }
home-result-flag = { $value } { $unit }: { $flag }
home-first-title = Erster Eintrag
home-first-file = Eine Datei oder ein Foto
home-first-file-note = Von Ihrer Praxis, einer Gesundheits-App, oder ein fotografierter Brief
home-first-hand = Eintippen
home-first-hand-note = Eine Allergie oder ein Medikament
home-happened = Was geschah
home-happened-none = Noch ist nichts geschehen.
