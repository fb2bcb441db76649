# unreviewed
# Links for whoever has them: in place of a share with a clinic.

links-title = Links
links-lead = Für eine Klinik, die kein Keepwell hat.
links-row-note = Für Kliniken, die kein Keepwell haben, und für eine Reise
links-weaker = Schwächer als eine Freigabe für eine Klinik
links-weaker-note = Wer den Link hat, kann Ihre Übersicht öffnen. Niemand beweist, wer ihn geöffnet hat. Stoppen nimmt nichts zurück, was gelesen wurde.
links-none = Sie haben keinen Link
links-open = Jetzt offen
links-past = Früher
links-make = Einen Link machen
links-shape-travel = Für eine Reise
links-shape-travel-note = Eine Übersicht, die Leseprogramme in aller Welt kennen. Sie kann ein Kennwort haben.
links-shape-clinic_us = Für eine Klinik in den USA
links-shape-clinic_us-note = Eine Datei mit ihrem PDF, wie Kliniken dort sie annehmen. Sie hat kein Kennwort: nur für kurze Zeit.

## Making one

links-make-shape = Wofür ist er?
links-make-trip = Für Ihre Reise: { $from } bis { $until }
links-passcode = Kennwort
links-passcode-hint = 4 bis 64 Zeichen. Sagen Sie es mündlich oder auf einem anderen Papier, nie zusammen mit dem Link.
links-passcode-suggest = Eines vorschlagen
links-passcode-missing = Ohne Kennwort öffnet der Link allein Ihre Übersicht.
links-label = Was der Link von sich sagt
links-label-usual = Patientenübersicht
links-make-private = Private Themen bleiben draußen.

## One link

links-code = Der Code des Links
links-code-note = Die Kamera jedes Telefons öffnet ihn im Browser. Er geht auch, wenn Ihr Telefon aus ist.
links-once = Kennwort: { $passcode }
links-once-note = Sie sehen es nur jetzt. Schreiben Sie es getrennt vom Link auf.
links-has-passcode = Er fragt nach einem Kennwort
links-no-passcode = Er hat kein Kennwort
links-tries = { $count ->
    [0] Das Kennwort war zu oft falsch. Der Link öffnet nicht mehr.
    [one] Das Kennwort darf noch 1-mal falsch sein.
   *[other] Das Kennwort darf noch { $count }-mal falsch sein.
  }
links-tries-note = Versuche kommen nie zurück. Für neue machen Sie einen neuen Link.
links-limit = { $count ->
    [one] Er darf insgesamt einmal geöffnet werden.
   *[other] Er darf insgesamt { $count }-mal geöffnet werden.
  }
links-from = Öffnet ab: { $when }
links-unsent = Der Server hat ihn noch nicht. Er wird gesendet, sobald es Internet gibt.
links-elsewhere = Ein anderes Gerät hat ihn gemacht. Sein Code ist dort.
links-update = Mit der heutigen Akte aktualisieren
links-updated = Er hat die Übersicht von heute.
links-rearm = Ein neues Ende geben
links-rearm-note = Der Code bleibt, auch auf Papier. Öffnungen zählen neu, und die heutige Akte kommt dahinter.
links-opened = Wer ihn geöffnet hat
links-opened-note = Wer einen Link öffnet, sagt, wer er ist. Niemand prüft es.
links-opened-none = Niemand hat ihn geöffnet.
links-visit-opened = Hat ihn geöffnet
links-visit-refused = Falsches Kennwort
links-stop = Diesen Link stoppen
links-text = Der Link als Text
