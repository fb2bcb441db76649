# unreviewed

record-title = Meine Akte
record-search = Überall suchen
record-search-hint = Allergien, Medikamente, Befunde, Briefe …
record-found = { $count ->
    [0] Nichts gefunden
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
record-view = Ordnung
record-view-sections = Nach Art
record-view-timeline = Nach Datum
record-origin = Zeigen
record-origin-all = Alle
record-origin-imported = Aus Dateien
record-origin-added_by_me = Von mir
record-add = Neu
record-empty-title = Noch nichts hier
record-empty = Fügen Sie eine Datei oder ein Foto hinzu oder tippen Sie etwas ein.
record-nothing-title = Nichts gefunden
record-nothing = Versuchen Sie ein anderes Wort oder sehen Sie alles an.
record-no-date = Ohne Datum
record-list = Einträge { $from } bis { $to }
record-severe = Schwer
record-clinical-name = Fachname
record-code = Ein Link oder Code einer Klinik
record-source = Woher
record-date = Datum
record-imported = Hinzugefügt am
record-file = Datei
record-details = Einzelheiten
record-raw = Die Daten, wie sie kamen
record-raw-note = Das hat die Quelle geschickt, unverändert.
record-course = Im Lauf der Zeit
record-course-label = { $title }: { $count } Werte, der letzte vom { $date }
record-shared = Wer das gesehen hat
record-shared-none = Niemand. Sie haben es nicht geteilt.
record-shared-opened = Geöffnet. Gegeben am { $date }.
record-shared-unopened = Nicht geöffnet. Gegeben am { $date }.
record-sensitive = Wird nur geteilt, wenn Sie es wählen: { $group }
record-remove = Aus dieser Akte entfernen
record-remove-title = Das entfernen?
record-remove-note = Es verschwindet von diesem Gerät. Geteilte Kopien bleiben bei den Praxen.
record-removed = Entfernt.
record-document = Dokument
record-document-save = Datei speichern
record-document-saved = Gespeichert als { $file }.
record-document-none = Diese Art Datei lässt sich hier nicht zeigen.
record-document-page = Seite { $page } von { $pages }
record-document-before = Seite davor
record-document-after = Nächste Seite
record-document-alt = Seite { $page } von { $name }
record-fact-status = Stand
record-fact-verification = Wie sicher
record-fact-type = Art
record-fact-criticality = Wie gefährlich
record-fact-reaction = Reaktion
record-fact-severity = Wie schwer
record-fact-onset = Beginn
record-fact-last_reaction = Letzte Reaktion
record-fact-dose = Dosis
record-fact-route = Wie einnehmen
record-fact-as_needed = Nur bei Bedarf
record-fact-since = Seit
record-fact-until = Bis
record-fact-reason = Grund
record-fact-stopped_because = Beendet, weil
record-fact-quantity = Menge
record-fact-stage = Stadium
record-fact-body_site = Körperstelle
record-fact-ended = Ende
record-fact-protects_from = Schützt vor
record-fact-dose_number = Dosis Nummer
record-fact-lot = Chargennummer
record-fact-range = Normalbereich
record-fact-interpretation = Das Labor sagt
record-fact-conclusion = Schluss
record-fact-method = Verfahren
record-fact-outcome = Ergebnis
record-fact-complication = Komplikation
record-fact-description = Beschreibung
record-fact-birth_date = Geboren
record-fact-gender = Geschlecht
record-fact-phone = Telefon
record-fact-address = Adresse
record-fact-value = Messwert
record-fact-component = Teil
record-fact-note = Notiz
record-fact-recorded = Aufgeschrieben
record-add-title = Zur Akte hinzufügen
record-add-file = Datei wählen
record-add-file-hint = Eine Akte als Datei von einer Klinik, ein ZIP, ein PDF, ein Foto oder ein Text. Oder hierher ziehen oder einfügen.
record-add-reading = { $file } wird gelesen
record-add-sample = Mit einem Beispiel umsehen
record-add-sample-note = Erfundene Daten, überall als BEISPIEL markiert.
record-add-by-hand = Eintippen
record-add-by-hand-note = Es wird als „Von mir eingetragen“ markiert.
record-kind = Was ist es?
record-kind-allergy = Eine Allergie
record-kind-medicine = Ein Medikament
record-name-allergy = Wogegen sind Sie allergisch?
record-name-medicine = Welches Medikament?
record-detail-allergy = Was geschieht dann?
record-detail-medicine = Wie viel und wie oft?
record-since = Seit wann?
record-since-hint = Das Jahr genügt: 2019
record-severe-ask = Es war schwer
record-severe-note = Atemnot, Schwellung oder Krankenhaus.
record-hand-save = Speichern
record-hand-saved = { $name } steht in Ihrer Akte.
record-report-added = { $count ->
    [0] Nichts Neues in { $file }
    [one] 1 Eintrag aus { $file } hinzugefügt
   *[other] { $count } Einträge aus { $file } hinzugefügt
}
record-report-unread = { $file } konnte nicht gelesen werden
record-report-known = { $count ->
    [one] 1 war schon da.
   *[other] { $count } waren schon da.
}
record-report-problems = { $count ->
    [one] 1 Stück konnte nicht gelesen werden
   *[other] { $count } Stücke konnten nicht gelesen werden
}
record-report-see = Akte ansehen
record-other-title = Geht es hier um Sie?
record-other-note = Diese Datei handelt von { $file }. Ihre Akte handelt von { $here }.
record-other-same = Ja, das bin ich: hinzufügen
record-other-other = Nein: getrennt aufbewahren
record-other-other-note = Getrenntes steht nie in Ihrer Übersicht.
record-other-cancel = Nicht hinzufügen

record-sample-title = Erst das Beispiel entfernen?
record-sample-note = Das erfundene Beispiel ist noch in dieser Akte. Ihre eigene Akte soll für sich stehen.
record-sample-again = Was Sie selbst eingetippt haben, bleibt.
record-sample-remove = Beispiel entfernen und hinzufügen

## Over time

record-medicines-title = Medikamente im Lauf der Zeit
record-medicines-label =
    { $count ->
        [one] 1 Medikament seit { $from }. Die Tabelle darunter sagt dasselbe.
       *[other] { $count } Medikamente seit { $from }. Die Tabelle darunter sagt dasselbe.
    }
record-medicines-now = Heute
record-medicines-more =
    { $count ->
        [one] 1 weiteres steht in der Tabelle.
       *[other] { $count } weitere stehen in der Tabelle.
    }
record-medicines-unknown = Ein Punkt allein: Niemand hat das Ende notiert.
record-medicines-table = Als Tabelle
record-medicines-medicine = Medikament
record-medicines-from = Seit
record-medicines-until = Bis
record-medicines-taking = Wird noch genommen
record-medicines-no-end = Nicht notiert
record-vaccines-title = Impfungen nach Krankheit
record-vaccines-disease = Gegen
record-vaccines-given = Gegeben
record-vaccines-number = Dosis { $number }

record-code-hint = SMART Health Link oder Card, oder ein Gesundheitszertifikat
record-code-take = Aufnehmen
record-code-asks = Erst dann wird der Server hinter dem Link gefragt.
record-passcode = Dieser Link hat ein Kennwort
record-passcode-note = Fragen Sie, wer Ihnen den Link gab.
record-passcode-wrong = Dieses Kennwort ist falsch.
record-passcode-left = { $count ->
    [one] Falsch. 1 Versuch bleibt.
   *[other] Falsch. { $count } Versuche bleiben.
  }
record-passcode-give = Öffnen
record-follows = Wir behalten diesen Link, damit Sie ihn aktualisieren können.
record-followed = Links, die Sie aktualisieren können
record-followed-note = Was dahinter ist, kann sich ändern. Niemand wird gefragt, bis Sie Jetzt aktualisieren drücken.
record-followed-none = Keinem Link wird gefolgt
record-followed-asked = Zuletzt gefragt: { $when }
record-followed-update = Jetzt aktualisieren
record-followed-stop = Nicht mehr folgen
record-followed-stays = Was daraus kam, bleibt in Ihrer Akte.
record-signed = Wer hat es unterschrieben?
record-signed-note = Zwei verschiedene Fragen: von wem es zu sein sagt, und ob das stimmt. Der Aussteller wird nur auf Knopfdruck nach seinen Schlüsseln gefragt.
record-signed-check = Unterschrift prüfen
record-signed-issuer = Es sagt, es sei von
record-signed-nobody = niemand ist genannt
record-signed-right = Stimmt die Unterschrift?
record-signed-valid = Ja. Es wurde nicht verändert.
record-signed-wrong = Nein. Es wurde verändert, oder jemand anderes hat es unterschrieben.
record-signed-unknown_key = Nicht bekannt. Sein Schlüssel ist nicht veröffentlicht.
record-signed-not_checked = Nicht geprüft.
record-signed-now = Gilt es jetzt?
record-signed-holds = Ja
record-signed-too_early = Noch nicht
record-signed-expired = Nein, es ist abgelaufen
record-signed-revoked = Nein, der Aussteller hat es zurückgenommen
record-signed-back = Wurde es zurückgenommen?
record-signed-back-none = Der Aussteller veröffentlicht keine Liste.
record-signed-back-checked = Nein. In der Liste des Ausstellers wurde nachgesehen.
record-signed-back-not_checked = Nicht bekannt. Die Liste war nicht zu bekommen.
record-signed-vouched = Bürgt jemand für den Aussteller?
record-signed-vouched-nobody = Niemand wurde gefragt.
record-signed-vouched-yes = Ja, eine Liste, die Sie gewählt haben.
record-signed-vouched-no = Keine Liste, die Sie gewählt haben, hat ihn.
record-code-field = Link oder Code
