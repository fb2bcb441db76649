# unreviewed

grants-title = Wer meine Akte sehen kann
grants-now = Jetzt
grants-none = Niemand kann Ihre Akte sehen.
grants-none-fetch = Niemand kann Ihre Akte jetzt abrufen.
grants-share = Mit einer Praxis teilen
grants-open = { $count ->
    [one] Eine Praxis kann Ihre Akte sehen
   *[other] { $count } Praxen können Ihre Akte sehen
}
grants-copies = { $count ->
    [0] Es wurde keine Kopie gemeldet.
    [one] Gemeldet: 1 gespeicherte Kopie. Wir können sie nicht löschen.
   *[other] Gemeldet: { $count } gespeicherte Kopien. Wir können sie nicht löschen.
}
grants-offline = { $count ->
    [one] 1 Freigabe lässt sich öffnen, solange das Protokoll nicht erreichbar ist.
   *[other] { $count } Freigaben lassen sich öffnen, solange das Protokoll nicht erreichbar ist.
}
grants-links = { $count ->
    [one] 1 offener Link gilt für jeden, der ihn hat.
   *[other] { $count } offene Links gelten für jeden, der sie hat.
}
grants-review = Einzeln durchgehen
grants-review-hint = Sehen, wer Zugang hat. Behalten oder stoppen.
grants-stop-all = Alles stoppen
grants-past = Früher
grants-past-none = Sie haben früher nichts geteilt.
grants-show-past = { $count ->
    [one] 1 weitere zeigen
   *[other] { $count } weitere zeigen
}
grants-state-stopping = Stopp noch nicht gesendet
grants-opened = { $count ->
    [0] Noch nicht geöffnet
    [one] Einmal geöffnet
   *[other] { $count }-mal geöffnet
}
grants-opened-past = { $count ->
    [0] Kein Öffnen gemeldet
    [one] Einmal geöffnet
   *[other] { $count }-mal geöffnet
}
grants-stop-of = Zugang von { $clinic } stoppen
grants-see = { $clinic } ansehen
grants-detail-until = Bis: { $when }
grants-detail-made = Geteilt: { $when }
grants-detail-purpose = Für: { $purpose }
grants-detail-sees = Sie sehen
grants-detail-saw = Sie konnten sehen
grants-detail-records = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
grants-detail-code = Code zeigen
grants-detail-more-time = Mehr Zeit geben
grants-detail-again = Noch einmal mit ihnen teilen
grants-detail-pause = Pause
grants-detail-resume = Weiter zulassen
grants-detail-pending = Wir senden, sobald es Internet gibt. Bis dahin ändert sich für die Praxis nichts. Ist Keepwell geschlossen oder gesperrt, wird nichts gesendet.
grants-detail-paused-note = In der Pause können sie nicht öffnen. Die Zeit läuft weiter.
grants-detail-stop = Zugang stoppen
grants-detail-seen = Was geschah
grants-detail-nothing = Noch nichts. Wenn sie öffnen, steht es hier.
grants-detail-nothing-past = Es wurde kein Öffnen gemeldet.
grants-detail-facts = Wie es steht
grants-relay-waiting = Noch nicht alles ist beim Server
grants-relay-open = Der Server reicht es weiter
grants-relay-paused = Der Server hält es zurück
grants-relay-closed = Der Server hat es geschlossen
grants-log-waiting = Noch nicht in Ihrem Protokoll
grants-log-granted = Ihr Protokoll sagt: geteilt
grants-log-stop_written = Ihr Protokoll sagt: gestoppt
grants-detail-offline = Darf geöffnet werden, wenn das Protokoll nicht erreichbar ist.
grants-event-opened = Sie haben geöffnet
grants-event-refused = Sie wollten öffnen: verwehrt
grants-event-shown = Gemeldet: auf dem Bildschirm
grants-event-saved = Gemeldet: Kopie gespeichert
grants-event-printed = Gemeldet: gedruckt
grants-event-closed = Gemeldet: geschlossen
grants-event-asked = Bat um mehr Zeit
grants-event-verified = Bewiesen: Schlüssel dieser Praxis
grants-event-said = Nicht bewiesen
grants-stop-title-done = Zugang gestoppt
grants-stop-title-never = Es wurde nie gesendet
grants-stop-title-sending = Wird gestoppt …
grants-stop-title-unsent = Der Stopp ist noch nicht gesendet
grants-stop-title-closed = Geschlossen, aber noch nicht im Protokoll
grants-stop-title-written = Im Protokoll, aber noch nicht geschlossen
grants-stop-sub-done = { $time } · im Protokoll
grants-stop-sub-unsent = Wir senden ihn sofort.
grants-stop-sub-sending = Wir senden den Stopp.
grants-stop-sub-closed = Wir versuchen es weiter.
grants-stop-sub-written = Wir versuchen es weiter.
grants-stop-done = Sie können sie nicht mehr öffnen.
grants-stop-done-more = Link und Code gelten nicht mehr.
grants-stop-never = Niemand konnte sie öffnen.
grants-stop-never-more = Sie hatte Ihr Gerät nicht verlassen.
grants-stop-sending = Bis der Stopp angekommen ist, können sie öffnen.
grants-stop-sending-more = Das dauert einen Moment.
grants-stop-unsent = Bis Ihr Gerät Internet hat, können sie öffnen.
grants-stop-unsent-more = Ist Keepwell geschlossen, wird nichts gesendet.
grants-stop-closed = Sie können sie nicht mehr holen.
grants-stop-closed-more = Der Server hat geschlossen. Bald steht es im Protokoll.
grants-stop-written = Das Protokoll sagt: gestoppt.
grants-stop-written-more = Aber der Server hat nicht geschlossen. Eine Praxis, die ins Protokoll sieht, öffnet sie nicht.
grants-stop-unopened = Es wurde kein Öffnen gemeldet.
grants-stop-seen = { $count ->
    [one] Sie haben sie einmal geöffnet.
   *[other] Sie haben sie { $count }-mal geöffnet.
}
grants-stop-seen-more = Was sie sahen, behalten sie vielleicht im Kopf.
grants-stop-saved = { $count ->
    [one] Gemeldet: 1 Kopie gespeichert um { $time }.
   *[other] Gemeldet: { $count } Kopien gespeichert, die letzte um { $time }.
}
grants-stop-saved-untimed = { $count ->
    [one] Gemeldet: 1 Kopie gespeichert.
   *[other] Gemeldet: { $count } Kopien gespeichert.
}
grants-stop-saved-more = { $count ->
    [one] Wir können sie nicht löschen. Es kann Kopien geben, die wir nicht sehen.
   *[other] Wir können sie nicht löschen. Es kann Kopien geben, die wir nicht sehen.
}
grants-stop-printed = { $count ->
    [one] Gemeldet: einmal gedruckt.
   *[other] Gemeldet: { $count }-mal gedruckt.
}
grants-stop-printed-more = Papier können wir nicht zurückholen.
grants-stop-no-copy = Es wurde keine Kopie gemeldet.
grants-stop-no-copy-more = Es kann Kopien geben, die wir nicht sehen.
grants-stop-offline = Ein Computer ohne Internet kann sie noch öffnen.
grants-stop-offline-more = Das haben Sie erlaubt. Es endet spätestens: { $when }.
grants-stop-law = Was Ihrer Behandlung diente, muss eine Praxis vielleicht aufbewahren.
grants-stop-again = Noch einmal mit ihnen teilen
grants-stop-all-title = Alles stoppen?
grants-stop-all-note = { $count ->
    [one] 1 Praxis hat Zugang. Sie wird Ihre Akte nicht mehr öffnen können.
   *[other] { $count } Praxen haben Zugang. Sie werden Ihre Akte nicht mehr öffnen können.
}
grants-stop-all-yes = Ja, alles stoppen
grants-stop-all-no = So lassen
grants-stop-all-done = { $count ->
    [0] Alles ist gestoppt
    [one] 1 Stopp ist noch nicht gesendet
   *[other] { $count } Stopps sind noch nicht gesendet
}
grants-stop-all-done-note = Niemand kann Ihre Akte jetzt öffnen.
grants-stop-all-copies = Gespeicherte oder gedruckte Kopien bleiben bei ihnen.
grants-more-title = Mehr Zeit geben
grants-asked-title = { $clinic } bittet um mehr Zeit
grants-asked-note = Gefragt: { $when }. Nichts ändert sich, wenn Sie keine geben.
grants-more-again-title = Noch einmal mit ihnen teilen
grants-more-note = { $clinic } bekommt einen neuen Code. Der alte gilt nicht mehr, sobald der neue da ist.
grants-more-again-note = { $clinic } bekommt einen neuen Code. Sie sehen dasselbe wie vorher.
grants-more-show = Neuen Code zeigen
grants-review-title = Behalten oder stoppen?
grants-review-keep = Behalten
grants-review-stop = Stoppen
grants-review-done = Sie haben alle durchgesehen
grants-review-kept = { $count ->
    [0] Niemand kann Ihre Akte jetzt öffnen.
    [one] 1 Praxis kann Ihre Akte noch sehen.
   *[other] { $count } Praxen können Ihre Akte noch sehen.
}
grants-review-stopped = { $count ->
    [one] Sie haben 1 gestoppt.
   *[other] Sie haben { $count } gestoppt.
}
grants-review-unsent = { $count ->
    [one] 1 Stopp ist noch nicht gesendet.
   *[other] { $count } Stopps sind noch nicht gesendet.
}
grants-review-others = Wer Ihr Gerät benutzen kann oder Ihre Wörter hat, kann sie auch sehen.
grants-history-title = Zugang im Lauf der Zeit
grants-history-label = { $count ->
    [one] 1 Praxis seit { $from }. Die Tabelle darunter sagt dasselbe.
   *[other] { $count } Praxen seit { $from }. Die Tabelle darunter sagt dasselbe.
}
grants-history-bar = konnte öffnen
grants-history-dot = geöffnet
grants-history-cross = gestoppt
grants-history-table = Als Tabelle
grants-history-clinic = Praxis
grants-history-from = Von
grants-history-end = Wie es endete
grants-history-times = Geöffnet
grants-history-now = Heute
grants-history-open = Noch offen
