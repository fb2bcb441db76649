# unreviewed

clinic-title = Akten-Ansicht
clinic-starting = Einen Moment
clinic-broken-title = Diese Seite erreicht ihren Server nicht
clinic-broken = Prüfen Sie das Netz und versuchen Sie es noch einmal. Ihre Schlüssel sind noch hier.
clinic-key-ready = Der Schlüssel dieses Computers ist bereit
clinic-language = Sprache
clinic-server = Die Akte wird in diesem Browser geöffnet. Unser Server kann sie nicht lesen.

clinic-welcome-title = Diesen Platz einrichten
clinic-welcome = Patienten geben dem Schlüssel Ihrer Praxis Zugang. Er entsteht in diesem Browser und bleibt hier.
clinic-name = Name der Praxis
clinic-name-hint = Patienten sehen diesen Namen.
clinic-country = Land
clinic-country-hint = Zwei Buchstaben: KE
clinic-contact = Telefon oder Raum
clinic-make = Schlüssel erstellen
clinic-have-file = Ich habe eine Schlüsseldatei von einem anderen Platz
clinic-file-passphrase = Passphrase der Datei
clinic-file-open = Diese Datei verwenden
clinic-file-withdrawn = Dieser Schlüssel wurde zurückgezogen. Erstellen Sie einen neuen.
clinic-fresh-title = Schlüssel für Ihre anderen Plätze speichern
clinic-fresh = Nur jetzt kann der Schlüssel gespeichert werden. Andere Plätze verwenden diese Datei. Werden die Daten dieses Browsers gelöscht, bringt sie den Schlüssel zurück.
clinic-fresh-passphrase = Wählen Sie eine Passphrase für die Datei
clinic-fresh-save = Schlüsseldatei speichern
clinic-fresh-skip = Ohne Datei weiter

clinic-card-title = Der Code Ihrer Praxis
clinic-card = Drucken Sie ihn aus und stellen Sie ihn an die Anmeldung. Patienten scannen ihn, um Ihnen Zugang zu geben.
clinic-card-letters = Prüfbuchstaben
clinic-card-ends = Dieser Code gilt bis { $date }.
clinic-card-print = Drucken
clinic-card-paper = Scannen Sie diesen Code mit Keepwell, um uns Ihre Akte zu zeigen.
clinic-card-paper-letters = Vergleichen Sie diese Buchstaben mit denen auf Ihrem Telefon:
clinic-card-away = Der Code kann gerade nicht erstellt werden. Der Server ist nicht erreichbar.

clinic-withdraw = Diesen Schlüssel zurückziehen
clinic-withdraw-title = Den Schlüssel dieser Praxis zurückziehen?
clinic-withdraw-when = Tun Sie das, wenn jemand anderes den Schlüssel haben könnte: Ein Computer oder eine Schlüsseldatei fehlt.
clinic-withdraw-what = Die Telefone der Patienten lehnen den Schlüssel dann ab. Das lässt sich nicht rückgängig machen.
clinic-withdraw-here = Ihre Plätze vergessen den Schlüssel. Was damit geteilt wurde, lässt sich dort nicht mehr öffnen.
clinic-withdraw-type = Zum Bestätigen den Namen der Praxis eingeben: { $name }
clinic-withdraw-yes = Endgültig zurückziehen
clinic-withdraw-failed = Das Protokoll ist nicht erreichbar. Nichts wurde zurückgezogen.
clinic-withdrawn = Der Schlüssel von { $name } ist zurückgezogen
clinic-withdrawn-elsewhere = Der Schlüssel von { $name } wurde an einem anderen Platz zurückgezogen
clinic-withdrawn-partly = Der Schlüssel von { $name } ist noch nicht überall zurückgezogen
clinic-withdrawn-left = { $count ->
    [one] Ein Protokoll war nicht erreichbar.
   *[other] { $count } Protokolle waren nicht erreichbar.
}
clinic-withdrawn-again = Diese Seite versucht es von selbst noch einmal.
clinic-withdrawn-new = Erstellen Sie hier einen neuen Schlüssel. Ersetzen Sie den gedruckten Code.

clinic-checks-title = Prüfung
clinic-check-card = Der Schlüssel dieses Computers
clinic-check-qr = Der Code ist von einem Patienten
clinic-check-relay = Es ist etwas für Sie da
clinic-check-decrypt = Es öffnet sich mit Ihrem Schlüssel
clinic-check-digest = Es ist das, was der Code nennt
clinic-check-statement = Von der App des Patienten unterschrieben
clinic-check-terms = Für Ihre Praxis bestimmt
clinic-check-receipt = Im Protokoll eingetragen
clinic-check-window = In der Zeit, die der Patient gewählt hat
clinic-check-revocation = Nicht vom Patienten beendet
clinic-check-parts = Nichts wurde verändert

clinic-refused-title = Nicht verfügbar
clinic-refused-not_available = Dieser Code ist nicht verfügbar.
clinic-refused-expired = Dieser Code ist nicht verfügbar.
clinic-refused-revoked = Dieser Code ist nicht verfügbar.
clinic-refused-too_early = Dieser Code ist nicht verfügbar.
clinic-refused-not_our_code = Das ist kein Patientencode von Keepwell.
clinic-refused-not_listed = Dieser Code ist von einem anderen Betreiber. Bitten Sie den Patienten um einen SMART Health Link.
clinic-refused-not_for_us = Dieser Zugang wurde einer anderen Praxis gegeben.
clinic-refused-altered = Was ankam, wurde unterwegs verändert. Es wird nichts gezeigt.
clinic-refused-not_recorded = Der Zugang steht noch nicht im Protokoll. Versuchen Sie es in einer Minute noch einmal.
clinic-refused-ledger_away = Das Protokoll ist nicht erreichbar, und der Patient hat das Öffnen ohne Protokoll nicht erlaubt.
clinic-refused-ledger_lies = Das Protokoll passt nicht zu dem, was dieser Computer vorher gesehen hat. Es wird nichts gezeigt. Sagen Sie Ihrer IT Bescheid.
clinic-refused-no_card = Dieser Browser hat keinen Schlüssel einer Praxis, oder er ist abgelaufen. Scannen Sie den Code am Arbeitsplatz der Praxis. Für eine neue Freigabe erstellen Sie einen neuen Schlüssel.
clinic-refused-unreachable = Der Server ist nicht erreichbar. Versuchen Sie es noch einmal.
clinic-refused-check = Angehalten bei: { $check }
clinic-again = Anderen Code scannen

clinic-ended-title = Zugang beendet
clinic-ended-time = Die Zeit, die der Patient gewählt hat, ist um.
clinic-ended-stopped = Der Patient hat den Zugang beendet.
clinic-ended-closed = Sie haben die Akte geschlossen.
clinic-ended-idle = Die Seite wurde eine Weile nicht benutzt.
clinic-ended-gone = Die Akte ist von dieser Seite verschwunden.

clinic-sent = Von der App dieses Patienten gesendet, unverändert. Vielleicht unvollständig. Prüfen Sie Name und Geburtsdatum.
clinic-proved-signed = Von der App des Patienten unterschrieben
clinic-proved-allowed = Nicht beendet: Protokoll um { $time } gelesen
clinic-proved-whole = Nichts wurde verändert
clinic-sent-away = Das Protokoll war nicht erreichbar. Was dieser Computer davon weiß, ist { $age } alt.
clinic-sent-never = Das Protokoll war nicht erreichbar, und dieser Computer hat es noch nie gelesen.
clinic-clock = Die Uhr dieses Computers geht um { $time } falsch. Stellen Sie sie richtig.
clinic-sample = BEISPIEL: keine wirkliche Person
clinic-closes = Schließt sich um { $time } von selbst
clinic-warn-end = Der Zugang endet bald.
clinic-more-time = Um mehr Zeit bitten
clinic-more-time-asked = In der App des Patienten gefragt: { $time }.
clinic-more-time-how = Bitten Sie den Patienten, in Keepwell auf „Mehr Zeit geben“ zu drücken. Nur der Patient kann sie geben.
clinic-more-time-new = Dann hat er einen neuen Code zum Scannen. Diese Akte schließt sich in dem Moment.
clinic-more-time-behind = Die App des Patienten konnte noch nicht gefragt werden. Diese Seite versucht es von selbst noch einmal.
clinic-warn-idle = Noch da? Die Akte schließt sich in { $time }.
clinic-warn-idle-why = Die Seite wurde eine Weile nicht benutzt.
clinic-stay = Ich bin noch da
clinic-next = Ein anderer Code wurde gescannt
clinic-next-why = Diese Akte wird geschlossen, bevor sich die nächste öffnet.
clinic-next-open = Diese Akte schließen und die nächste öffnen
clinic-next-stay = Bei dieser Akte bleiben
clinic-ring = Zugang

clinic-save-note = Der Patient erfährt, was Sie speichern, kopieren oder drucken. Ihre Kopie bleibt bei Ihnen.
clinic-untold = Der Patient konnte noch nicht erfahren, was Sie getan haben. Diese Seite versucht es von selbst noch einmal.
clinic-made = Zusammengestellt am { $date }.
clinic-pdf = PDF
clinic-fhir = FHIR
clinic-print = Drucken
clinic-close = Akte schließen
clinic-copy-text = Als Text kopieren
clinic-copied = Kopiert
clinic-copy-failed = Dieser Browser hat das Kopieren nicht erlaubt
clinic-paper-copy = Dieses Papier ist eine Kopie.
clinic-paper = Gedruckt bei { $clinic }, { $time }. Der Patient hat es erfahren. Sie lässt sich nicht zurückholen, wenn der Patient den Zugang beendet.
clinic-no-person = Name nicht geteilt
clinic-born = geboren { $date }
clinic-no-birth = Geburtsdatum nicht geteilt
clinic-age = { $count ->
    [one] 1 Jahr alt
   *[other] { $count } Jahre alt
}
clinic-speaks = spricht { $languages }
clinic-gender-female = Weiblich
clinic-gender-male = Männlich
clinic-gender-other = Divers
clinic-gender-unknown = Geschlecht nicht bekannt
clinic-purpose = Zweck: { $purpose }

clinic-none = Keine Angabe: fragen Sie den Patienten
clinic-alerts = Warnhinweise
clinic-allergies = Allergien
clinic-medicines = Medikamente
clinic-problems = Erkrankungen
clinic-implants = Implantate und Geräte
clinic-results = Ergebnisse
clinic-immunizations = Impfungen
clinic-procedures = Eingriffe
clinic-documents = Dokumente
clinic-contacts = Kontakte
clinic-others = Andere Einträge
clinic-column-alert = Warnhinweis
clinic-column-allergy = Allergie
clinic-column-medicine = Medikament
clinic-column-dose = Dosis
clinic-column-problem = Problem
clinic-column-implant = Gerät
clinic-column-test = Test
clinic-column-course = Verlauf
clinic-column-latest = Zuletzt
clinic-column-value = Wert
clinic-column-vaccine = Impfstoff
clinic-column-procedure = Eingriff
clinic-column-document = Dokument
clinic-column-other = Eintrag
clinic-column-name = Name
clinic-column-phone = Telefon
clinic-column-from = Datum, Herkunft
clinic-range = Bereich:
clinic-course = { $what }: { $count } Werte, von { $first } ({ $since }) bis { $last }
clinic-values = { $count ->
    [one] 1 Wert
   *[other] Alle { $count } Werte
}
clinic-no-date = Ohne Datum
clinic-no-source = Herkunft nicht genannt
clinic-by-patient = Vom Patienten selbst geschrieben
clinic-recent = in den letzten 90 Tagen geändert
clinic-more = Mehr zeigen (noch { $count })
clinic-document-unnamed = Dokument ohne Namen
clinic-unreadable = Diese Akte kann hier nicht gezeigt werden. Speichern Sie die FHIR-Datei.
clinic-open-file = { $name } speichern

clinic-word-active = aktiv
clinic-word-inactive = inaktiv
clinic-word-resolved = behoben
clinic-word-remission = in Remission
clinic-word-recurrence = wieder aufgetreten
clinic-word-relapse = Rückfall
clinic-word-completed = abgeschlossen
clinic-word-stopped = abgesetzt
clinic-word-on-hold = pausiert
clinic-word-intended = geplant
clinic-word-not-done = nicht durchgeführt
clinic-word-not-taken = nicht genommen
clinic-word-cancelled = abgebrochen
clinic-word-entered-in-error = irrtümlich eingetragen
clinic-word-unknown = Status nicht bekannt
clinic-word-final = endgültig
clinic-word-current = aktuell
clinic-word-confirmed = bestätigt
clinic-word-unconfirmed = nicht bestätigt
clinic-word-provisional = vorläufig
clinic-word-differential = Differenzialdiagnose
clinic-word-presumed = vermutet
clinic-word-refuted = ausgeschlossen
clinic-word-mild = leicht
clinic-word-moderate = mittel
clinic-word-severe = schwer
clinic-word-criticality-high = Kritikalität: hoch
clinic-word-criticality-low = Kritikalität: niedrig
clinic-word-criticality-unable-to-assess = Kritikalität: nicht eingeschätzt
