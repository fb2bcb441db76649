# unreviewed

share-who-title = Für wen ist es?
share-who-met = Bekannte Praxen
share-who-met-hint = { $what }, { $length }
share-who-again = Wie beim letzten Mal: { $what }, { $length }
share-who-others = Jemand anderes
share-who-scan = Code der Praxis scannen
share-who-scan-hint = Mit Kamera, Bild, Link oder Datei
share-who-first = Wer den Code hat
share-who-first-hint = Wer ihn zuerst scannt, fragt Sie. Sie sagen Ja oder Nein.
share-who-spoken = Die Praxis hat keinen Code
share-who-spoken-hint = Ein bewegter Code und sechs Wörter, die Sie sagen. Ohne Netz.
share-who-riskier = Mehr Risiko
share-who-visit = Wofür ist es?
share-who-visit-hint = Füllt die Antworten aus. Sie können sie ändern.
share-scan-title = Code der Praxis scannen
share-scan-lead = Er liegt am Empfang oder steht auf dem Bildschirm.
share-scan-start = Kamera benutzen
share-scan-stop = Kamera ausschalten
share-scan-file = Bild oder Datei wählen
share-scan-looking = Es wird ein Code gesucht. Halten Sie ihn vor die Kamera.
share-scan-none = Die Kamera geht hier nicht. Nehmen Sie einen anderen Weg.
share-scan-view = Was die Kamera sieht
share-scan-link = Der Link der Praxis
share-scan-look = Link lesen
share-scan-reading = Der Code wird gelesen …
share-clinic-title = Ist das die Praxis?
share-clinic-check = Prüfbuchstaben
share-clinic-check-hint = Sie müssen gleich sein wie auf der Karte der Praxis.
share-clinic-listed = Auf einer Liste, der Sie trauen
share-clinic-met = Derselbe Schlüssel wie beim letzten Mal
share-clinic-new = Neu für Sie
share-clinic-new-hint = Wir wissen nicht, wer diesen Code gemacht hat. Vergleichen Sie die Buchstaben, bevor Sie teilen.
share-clinic-yes = Ja, das ist die Praxis
share-clinic-no = Nein, noch einmal scannen
share-key-title = Der Schlüssel dieser Praxis ist anders als beim letzten Mal
share-key-stopped = Wir haben hier angehalten. Nichts wurde geteilt.
share-key-why = Was das heißen kann
share-key-new = Die Praxis hat einen neuen Schlüssel. Das kommt vor, aber selten.
share-key-false = Jemand gibt sich als diese Praxis aus.
share-key-do = Was Sie tun können
share-key-call = Fragen Sie die Praxis, dort oder unter einer Nummer, die Sie kennen.
share-key-forget = Hat sie einen neuen: Entfernen Sie den alten in den Einstellungen. Dann scannen Sie noch einmal.
share-key-kept = Ihre anderen Freigaben bleiben, wie sie sind.
share-key-leave = Verlassen
share-key-other = Anderen Code scannen

share-withdrawn-title = Diese Praxis benutzt diesen Code nicht mehr
share-withdrawn-why = Was das heißt
share-withdrawn-key = Die Praxis hat diesen Code zurückgezogen. Jemand anderes hat vielleicht ihren Schlüssel.
share-withdrawn-right = Das war richtig von der Praxis. Sie haben nichts falsch gemacht.
share-withdrawn-ask = Fragen Sie die Praxis nach ihrem neuen Code. Dann scannen Sie den.
share-withdrawn-look = Haben Sie mit dem alten Code geteilt? Sehen Sie nach, und stoppen Sie es, wenn Sie nicht sicher sind.
share-withdrawn-other = Neuen Code scannen
share-what-title = Was dürfen sie sehen?
share-what-summary = Übersicht
share-what-summary-hint = Allergien, Medikamente, Krankheiten, Impfungen und letzte Befunde
share-what-everything = Alles
share-what-everything-hint = Alle Einträge und alle Dokumente
share-what-chosen = Ich wähle
share-what-chosen-hint = Nach Bereich oder Eintrag für Eintrag
share-what-deidentified = Ohne Ihren Namen
share-what-deidentified-hint = Name, Adresse, freier Text und Dokumente fehlen. Daten werden ungenau.
share-what-claim = Nur was der Versicherungsfall braucht
share-what-claim-hint = Sie wählen die Einträge. Sonst geht nichts mit.
share-what-sections = Bereiche
share-what-one = Wählen in { $section }
share-what-each = Einzeln
share-what-pick = Einträge wählen
share-what-picked = { $count ->
    [0] Noch kein Eintrag gewählt
    [one] 1 Eintrag gewählt
   *[other] { $count } Einträge gewählt
}
share-what-picked-done = { $count ->
    [0] Fertig
    [one] Fertig: 1 Eintrag
   *[other] Fertig: { $count } Einträge
}
share-what-some = { $chosen } von { $count } gewählt
share-what-count = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
share-what-find = Eintrag suchen
share-what-found = { $count ->
    [0] Kein Eintrag gefunden.
    [one] 1 Eintrag gefunden.
   *[other] { $count } Einträge gefunden. Tippen Sie mehr, um weniger zu sehen.
}
share-what-nothing = Wählen Sie mindestens einen Eintrag.
share-what-private = Private Themen
share-what-private-hint = Aus, bis Sie sie wählen. Die Praxis erfährt nicht, dass etwas fehlt.
share-what-private-none = Wir suchen nach 5 privaten Themen. In Ihrer Auswahl ist keines.
share-what-private-miss = Wir können welche übersehen. Sehen Sie vor dem Teilen an, was sie sehen werden.
share-what-shown = Wird gezeigt
share-what-hidden = Wird nicht gezeigt
share-long-title = Wie lange?
share-long-other = Andere Dauer
share-long-other-hint = Bis zu 30 Tage
share-long-number = Wie viele
share-long-unit = Stunden oder Tage
share-long-unit-hours = Stunden
share-long-unit-days = Tage
share-long-too = Wählen Sie 1 Stunde bis 30 Tage.
share-long-ends-today = Endet heute um { $time }
share-long-ends-tomorrow = Endet morgen um { $time }
share-long-ends-day = Endet am { $day } um { $time }
share-long-more = Mehr Auswahl
share-long-openings = Wie oft dürfen sie öffnen?
share-long-any = So oft sie wollen
share-long-times = { $count ->
    [one] Einmal
   *[other] { $count }-mal
}
share-long-offline = Darf geöffnet werden, wenn das Protokoll nicht erreichbar ist
share-long-offline-hint = Gut bei schlechtem Internet. Aber einen Stopp erfahren sie vielleicht erst später.
share-check-title = Prüfen, dann teilen
share-check-who = Wer schauen darf
share-check-first = Wer den Code zuerst scannt
share-check-first-note = Sie werden zuerst gefragt. Vor Ihrem Ja wird nichts geteilt.
share-check-spoken-note = Ohne die Wörter kann niemand es öffnen.
share-check-what = Was sie sehen
share-check-hidden = Nicht gezeigt: { $groups }
share-check-let-in = Gezeigte private Themen: { $groups }
share-check-long = Wie lange
share-check-times = { $count ->
    [one] Darf einmal geöffnet werden
   *[other] Darf { $count }-mal geöffnet werden
}
share-check-offline = Auch wenn das Protokoll nicht erreichbar ist
share-check-change-who = Ändern, wer schauen darf
share-check-change-what = Ändern, was sie sehen
share-check-change-long = Dauer ändern
share-note = Sie können es jederzeit stoppen. Speichern oder drucken sie in der Zeit eine Kopie, können wir die nicht zurückholen.
share-check-log = Das kommt in Ihr Protokoll.
share-check-code = Code zeigen
share-check-send = Jetzt teilen
share-preview-title = Was sie sehen werden
share-preview-open = Genau ansehen, was sie sehen werden
share-preview-pdf = Dasselbe als PDF, zum Lesen oder Drucken
share-preview-changes = Verändert, damit es nicht auf Sie zeigt
share-preview-empty = Es würde nichts geteilt. Ändern Sie, was sie sehen.
share-preview-all = Alle { $count } zeigen
share-change-names = Namen und Nummern, die auf Sie zeigen, fehlen.
share-change-addresses = Adressen fehlen.
share-change-dates = Daten werden ungenau.
share-change-text = Freier Text fehlt.
share-change-documents = Dokumente fehlen.
share-change-other = Manches fehlt oder ist ungenau.
share-code-title = Ihr Code
share-code-show = Lassen Sie die Praxis diesen Code scannen.
share-code-alt = Der Code für { $clinic }
share-code-small = Der Code gilt für niemanden außer dieser Praxis.
share-moving = Kein Netz dort? Einen bewegten Code zeigen
share-moving-title = Ein bewegter Code
share-moving-show = Halten Sie ihn etwa { $seconds } Sekunden vor die Kamera der Praxis, bis ihr Bildschirm ihn hat. Niemand braucht ein Netz.
share-moving-pause = Anhalten
share-moving-go = Weiter
share-spoken-name = Wem Sie die sechs Wörter sagen
share-spoken-show = Halten Sie ihn etwa { $seconds } Sekunden vor die Kamera der Praxis, bis ihr Bildschirm nach Wörtern fragt.
share-spoken-alt = Der bewegte Code
share-spoken-say = Dann sagen Sie diese sechs Wörter
share-spoken-label = Sechs Wörter
share-spoken-note = Wer den Code gefilmt hat und die Wörter hört, kann es öffnen. Sagen Sie sie nur in der Praxis.
share-phase-sending = Wird gesendet …
share-phase-sending-note = Gleich kann die Praxis ihn öffnen.
share-phase-unsent = Noch nicht gesendet
share-phase-unsent-note = Es gibt kein Internet. Wir senden, sobald es da ist. Ist Keepwell geschlossen oder gesperrt, wird nichts gesendet.
share-phase-waiting = Warten auf die Praxis
share-phase-waiting-note = Diese Seite ändert sich von selbst, wenn sie öffnen.
share-phase-scanned = Der Code wurde gescannt
share-phase-scanned-note = { $clinic } hat Ihre Akte geholt. Dass sie auf dem Bildschirm ist, wurde noch nicht gemeldet.
share-phase-open = Sie haben die Akte offen
share-phase-open-note = { $clinic } hat Ihre Akte um { $time } geöffnet.
share-phase-left = Sie haben sie geschlossen
share-phase-left-note = { $clinic } hat Ihre Akte um { $time } geöffnet. Sie können sie wieder öffnen.
share-phase-paused = Pause
share-phase-paused-note = Sie können sie nicht öffnen, bis Sie es weitergehen lassen.
share-phase-stopping = Der Stopp ist noch nicht gesendet
share-phase-stopping-note = Bis Ihr Gerät Internet hat, können sie die Akte öffnen. Wir senden dann sofort.
share-phase-stopped = Gestoppt
share-phase-stopped-note = Sie können sie nicht mehr öffnen.
share-phase-ended = Beendet
share-phase-ended-note = { $length } sind vorbei. Sie können sie nicht mehr öffnen.
share-phase-used = Aufgebraucht
share-phase-used-note = Sie haben sie so oft geöffnet, wie erlaubt war.
share-fact-scanned = Code gescannt
share-fact-key = Der Schlüssel der Praxis passt
share-fact-shown = Gemeldet: auf dem Bildschirm
share-fact-log = Im Protokoll
share-code-link = Link kopieren
share-code-leave = Fertig, offen lassen
share-code-copied = Der Link ist kopiert. Fügen Sie ihn binnen 60 Sekunden ein, dann löschen wir ihn.
share-code-delivered = Unterwegs zum Bildschirm der Praxis.
share-first-title = Zeigen Sie diesen Code
share-first-lead = Wer ihn zuerst scannt, fragt Sie. Vor Ihrem Ja wird nichts geteilt.
share-first-alt = Der Code für den, der ihn zuerst scannt
share-first-ring = Neuer Code
share-first-waiting = Warten, dass jemand scannt
share-first-renews = { $seconds ->
    [one] Neuer Code in 1 Sekunde, damit niemand ein Foto von diesem nutzt.
   *[other] Neuer Code in { $seconds } Sekunden, damit niemand ein Foto von diesem nutzt.
}
share-first-new = Hier ist ein neuer Code.
share-words-title = Stehen diese Wörter auf dem Bildschirm der Praxis?
share-words-who = { $clinic } möchte Ihre Akte sehen.
share-words-yes = Ja, dieselben Wörter
share-words-note = Ist ein Wort anders, sagen Sie Nein. Dann wird nichts geteilt.
share-words-nothing = Noch ist nichts geteilt.
share-refused-title = Nichts wurde geteilt
share-refused-note = Sie haben Nein gesagt. Der Code gilt nicht mehr.
share-failed-title = Das hat nicht geklappt
share-failed-note = Nichts wurde geteilt.
share-failed-again = Neuen Code machen
share-failed-leave = Verlassen

share-who-link = Die Klinik hat kein Keepwell
share-who-link-hint = Machen Sie einen Link. Wer ihn hat, kann Ihre Übersicht öffnen.
