# unreviewed
# Before a trip: what is ready and what is not.

trip-title = Vor der Reise
trip-row-note = Karte, Übersicht und Link bereit und geprüft
trip-ready = Alles ist bereit
trip-left = { $count ->
    [one] 1 Schritt fehlt noch
   *[other] { $count } Schritte fehlen noch
  }
trip-state-open = Offen
trip-state-again = Noch einmal
trip-state-done = Fertig
trip-record = Ihre Akte ist auf dem neuesten Stand
trip-record-open = Es gibt noch keine Akte.
trip-record-done = Zuletzt hinzugefügt: { $when }
trip-record-again = Lange kam nichts dazu. Bitten Sie Ihre Klinik um neuere Unterlagen.
trip-record-do = Unterlagen hinzufügen
trip-trip = Daten und Sprache
trip-trip-open = Wann ist die Reise, und was wird dort gesprochen?
trip-trip-done = { $from } bis { $until }, { $language }
trip-from = Erster Tag
trip-until = Letzter Tag
trip-language = Was wird dort gesprochen?
trip-save = Reise speichern
trip-change = Reise ändern
trip-forget = Diese Reise vergessen
trip-card = Die Notfallkarte zum Drucken
trip-summary = Die Übersicht zum Drucken
trip-paper-open = Speichern, dann drucken.
trip-paper-done = Gespeichert: { $when }
trip-paper-again = Seitdem hat sich Ihre Akte oder die Sprache geändert.
trip-card-do = Karte speichern
trip-summary-do = Übersicht speichern
trip-link = Ein Link für die Reise
trip-link-open = Sein Code öffnet Ihre Übersicht in jeder Klinik, auch wenn Ihr Telefon aus ist. Drucken Sie ihn auch.
trip-link-done = Gesendet. Er öffnet bis: { $when }
trip-link-again = Er ist noch nicht gesendet, ihm fehlt das Neueste der Akte, oder er passt nicht zu den Daten.
trip-link-long = Ihre Reise ist länger, als ein Link hält. Geben Sie ihm unterwegs ein neues Ende: Der Code bleibt.
trip-link-see = Link ansehen
trip-test = Ohne Internet geprüft
trip-test-open = Schalten Sie den Flugmodus ein. Dann drücken Sie Prüfen.
trip-test-done = Geprüft: { $when }
trip-test-do = Prüfen
trip-test-running = Wir sehen nach, ob ein Server antwortet…
trip-test-good = Alles geht ohne Internet
trip-test-made = Kein Server hat geantwortet. Dieses Gerät hat die Übersicht mit { $records } Einträgen, { $terms } Namen in dieser Sprache, die Notfallkarte, das PDF und einen bewegten Code gemacht. Sie können den Flugmodus ausschalten.
