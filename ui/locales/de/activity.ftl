# unreviewed

activity-title = Wer geschaut hat
activity-show = Zeigen
activity-all = Alles
activity-opened-only = Geöffnet
activity-saved-only = Kopie gespeichert
activity-none-title = Noch nichts hier
activity-none = Wenn eine Praxis Ihre Akte öffnet, steht es hier.
activity-today = Heute
activity-yesterday = Gestern
activity-what-opened = Hat Ihre Akte geöffnet
activity-what-refused = Wollte öffnen: verwehrt
activity-what-shown = Hat Ihre Akte angesehen
activity-what-saved = Hat eine Kopie gespeichert
activity-what-printed = Hat eine Kopie gedruckt
activity-what-closed = Hat Ihre Akte geschlossen
activity-what-asked = Hat um mehr Zeit gebeten
activity-what-shared = Sie gaben Zugang
activity-what-stopped = Sie stoppten den Zugang
activity-what-paused = Sie hielten den Zugang an
activity-what-resumed = Sie ließen wieder hinein
activity-what-ended = Zugang beendet
activity-what-imported = Sie fügten Einträge hinzu
activity-times = { $what }, { $times }-mal
activity-by = { $clinic } · { $time }
activity-by-me = { $time }
activity-proved = Bewiesen
activity-waiting = Wartet
activity-wrong = Passt nicht
activity-proved-clinic-means = Die Praxis hat es mit dem Schlüssel unterschrieben, den Ihr Gerät dafür gemacht hat.
activity-proved-own-means = Es steht in Ihrem Protokoll. Ihr Gerät hat das geprüft.
activity-waiting-means = Das Protokoll hat es noch nicht bestätigt.
activity-wrong-clinic-means = Das passt nicht zur Unterschrift. Trauen Sie dem nicht.
activity-wrong-own-means = Das Protokoll sagt etwas anderes, als Ihr Gerät aufgeschrieben hat. Trauen Sie dem nicht.
activity-own-means = Dieses Gerät hat es aufgeschrieben.
activity-sentence-opened = { $clinic } hat Ihre Akte geöffnet: { $time }.
activity-sentence-refused = { $clinic } wollte Ihre Akte öffnen und durfte nicht: { $time }.
activity-sentence-shown = { $clinic } hatte Ihre Akte auf dem Bildschirm: { $time }.
activity-sentence-saved = { $clinic } meldete eine gespeicherte Kopie: { $time }. Wir können sie nicht zurückholen.
activity-sentence-printed = { $clinic } meldete eine gedruckte Kopie: { $time }. Wir können sie nicht zurückholen.
activity-sentence-closed = { $clinic } hat Ihre Akte geschlossen: { $time }.
activity-sentence-asked = { $clinic } hat um mehr Zeit gebeten: { $time }.
activity-sentence-shared = Sie gaben { $clinic } Zugang: { $time }.
activity-sentence-stopped = Sie stoppten den Zugang von { $clinic }: { $time }.
activity-sentence-paused = Sie hielten den Zugang von { $clinic } an: { $time }.
activity-sentence-resumed = Sie ließen { $clinic } wieder hinein: { $time }.
activity-sentence-ended = Der Zugang von { $clinic } endete: { $time }.
activity-sentence-imported = Sie fügten Einträge hinzu: { $time }.
activity-someone = Jemand
activity-folded = { $times ->
    [one] Es geschah einmal.
   *[other] Es geschah { $times }-mal in einer Viertelstunde.
}
activity-to-grant = Diesen Zugang ansehen
activity-proof = Beweis
activity-proof-of = Der Zugang, zu dem das gehört
activity-proof-entry = Eintrag im Protokoll
activity-proof-size = Einträge bei der Prüfung
activity-proof-words = Wörter des Protokolls
activity-proof-words-note = Wer das Protokoll jetzt prüft, bekommt dieselben fünf Wörter.
activity-proof-checked = Geprüft
activity-proof-log = Protokoll
activity-proof-save = Beweis als Datei speichern
activity-saved-file = Gespeichert als { $file }.
activity-save = Diese Liste als Datei speichern
activity-log-good = Protokoll geprüft: { $when }.
activity-log-good-note = { $entries ->
    [one] 1 Eintrag, er fehlt nicht und ist unverändert.
   *[other] { $entries } Einträge, keiner fehlt, keiner ist verändert.
}
activity-log-never = Das Protokoll wurde noch nicht geprüft.
activity-log-how = Wie das geht
activity-log-how-text = Jeder Zugang, den Sie geben oder stoppen, steht in einem öffentlichen Protokoll. Darin sind keine Namen und nichts über Sie. Ihr Gerät prüft, dass nichts verändert oder entfernt wurde.
activity-log-bad = Das Protokoll passt nicht zu dem, was Ihr Gerät sah
activity-log-bad-text = Jemand hat es vielleicht verändert. Stoppen Sie allen Zugang und sagen Sie es uns.
activity-alert-foreign_revocation = Das Protokoll sagt, eine Freigabe sei gestoppt, aber dieses Gerät hat sie nicht gestoppt.
activity-alert-omitted_revocation = Das Protokoll sagt den Kliniken nicht, dass eine Freigabe gestoppt wurde. Eine Klinik kann vielleicht noch öffnen, was sie hat.
activity-alert-false_list = Das Protokoll sagt den Kliniken, eine Freigabe sei gestoppt, aber niemand hat sie gestoppt.
activity-alert-forked = Das Protokoll hat zwei verschiedene Verläufe gezeigt.
activity-alert-rewritten = Das Protokoll hat Einträge geändert oder weggelassen, die es vorher hatte.
activity-alert-shrunk = Das Protokoll zeigt weniger Einträge als vorher. Das kann auch jemand zwischen Ihnen und dem Protokoll tun. Versuchen Sie ein anderes Netz.
activity-alert-lost_event = Der Server zeigt etwas nicht mehr, das mit einer Freigabe geschehen ist.
activity-alert-wrong_index = Das Protokoll gab einen Beleg für eine Stelle, an der etwas anderes steht.
activity-log-evidence = Was Ihr Gerät sah, liegt in { $file }.
activity-log-stop = Allen Zugang stoppen
activity-log-stopped = Alles wird gestoppt.
