# unreviewed

onboarding-welcome-title = Ihre Krankenakte in Ihrer Hand
onboarding-welcome-own = Sie behalten sie
onboarding-welcome-own-note = Ihre Akte liegt auf diesem Gerät. Den Schlüssel haben nur Sie.
onboarding-welcome-share = Sie teilen sie
onboarding-welcome-share-note = Zeigen Sie einer Praxis einen Code. Sie sieht, was Sie gewählt haben, so lange Sie wollen.
onboarding-welcome-stop = Sie stoppen es
onboarding-welcome-stop-note = Sehen Sie, wer geschaut hat. Stoppen Sie jederzeit mit einem Tipp.
onboarding-welcome-make = Akte anlegen
onboarding-welcome-restore = Ich habe Wörter zum Wiederherstellen
onboarding-language = Sprache
onboarding-key-title = Ihr Schlüssel
onboarding-key-lead = Wählen Sie einen Passsatz. Er öffnet Ihre Akte auf diesem Gerät.
onboarding-key-passphrase = Passsatz
onboarding-key-passphrase-hint = Vier oder mehr Wörter, die nur Sie so zusammenstellen. Niemand kann ihn Ihnen neu schicken.
onboarding-key-again = Noch einmal derselbe
onboarding-key-different = Die beiden Passsätze sind nicht gleich.
onboarding-key-short = Mindestens 8 Zeichen. Vier Wörter sind besser.
onboarding-key-store = Auch mit diesem Gerät öffnen
onboarding-key-store-note = Auch Ihr Finger, Ihr Gesicht oder Ihre Anmeldung hier öffnet dann die Akte.
onboarding-key-server = Server
onboarding-key-server-title = Server: { $server }
onboarding-key-server-note = Er reicht verschlossen weiter, was Sie teilen. Lesen kann er es nicht. Sie können einen anderen nehmen.
onboarding-key-button = Schlüssel anlegen
onboarding-words-title = Schreiben Sie diese Wörter auf Papier
onboarding-words-lead = Wörter { $from } bis { $to } von { $all }. Schreiben Sie Nummer und Wort auf.
onboarding-words-only = Nur Sie haben diese Wörter.
onboarding-words-only-note = Wir sehen sie nicht und können keine neuen machen. Verlieren Sie Gerät und Wörter, ist die Akte weg.
onboarding-words-list = Wörter { $from } bis { $to }
onboarding-words-next = Ich habe sie aufgeschrieben
onboarding-words-later = Später machen
onboarding-check-title = Welches ist Wort Nummer { $number }?
onboarding-check-lead = Sehen Sie auf Ihr Papier mit den Wörtern. So ist sicher, dass Sie Ihre Akte zurückbekommen, wenn das Gerät weg ist.
onboarding-check-chosen = { $done } von { $all } Wörtern gewählt
onboarding-check-again = Wörter noch einmal zeigen
onboarding-check-wrong = Nicht alle drei waren richtig. Sehen Sie auf Ihr Papier und versuchen Sie es noch einmal.
onboarding-check-choose = Wählen Sie zuerst ein Wort.
onboarding-skip-title = Ohne Prüfung weiter?
onboarding-skip-note = Verlieren Sie das Gerät jetzt, ist Ihre Akte weg. Niemand kann sie zurückholen.
onboarding-skip-mark = „Nicht gesichert“ bleibt auf der Startseite, bis Sie es tun.
onboarding-skip-yes = Weiter, nicht gesichert
onboarding-skip-no = Zurück zu den Wörtern
onboarding-first-title = Erster Eintrag
onboarding-first-lead = Eine Datei von Praxis, Klinik oder Gesundheits-App.
onboarding-first-later = Ich mache das später
onboarding-first-go = Zu meiner Akte
onboarding-restore-title = Akte zurückholen
onboarding-restore-lead = Sie brauchen das Papier mit Ihren Wörtern. Die Sicherung bringt Ihre Einträge.
onboarding-restore-words = Wörter zum Wiederherstellen
onboarding-restore-words-hint = Alle, in der Reihenfolge, mit Leerzeichen dazwischen.
onboarding-restore-file = Sicherung wählen
onboarding-restore-file-hint = Ohne sie kommt Ihr Schlüssel zurück, aber kein Eintrag.
onboarding-restore-file-chosen = { $file } ist gewählt
onboarding-restore-button = Zurückholen
onboarding-restore-done = Ihre Akte ist zurück
onboarding-restore-records = { $count ->
    [0] Es gab keine Einträge zurückzuholen.
    [one] 1 Eintrag ist zurück.
   *[other] { $count } Einträge sind zurück.
}
onboarding-restore-grants = { $count ->
    [0] Keine Praxis kann Ihre Akte jetzt öffnen.
    [one] 1 Praxis kann Ihre Akte jetzt öffnen.
   *[other] { $count } Praxen können Ihre Akte jetzt öffnen.
}
onboarding-unlock-title = Entsperren
onboarding-unlock-lead = Ihre Akte ist auf diesem Gerät verschlossen.
onboarding-unlock-passphrase = Passsatz
onboarding-unlock-button = Entsperren
onboarding-unlock-store = Mit diesem Gerät öffnen
onboarding-unlock-forgot = Passsatz vergessen
onboarding-unlock-forgot-note = Niemand kann ihn neu schicken, aber Ihre Wörter öffnen diese Akte. Tippen Sie sie vom Papier ab und wählen Sie einen neuen Passsatz. Die Akte bleibt, wie sie ist.
onboarding-unlock-forgot-words = Kein Papier mehr? Dann kann niemand diese Akte öffnen.
