# unreviewed

scan-title = Code des Patienten scannen
scan-lead = Nehmen Sie den Weg, der gerade passt.

scan-camera = Kamera
scan-camera-start = Kamera benutzen
scan-camera-hint = Halten Sie das Telefon etwa 20 cm vor die Kamera.
scan-camera-once = Das nächste Mal geht sie von selbst an.
scan-camera-starting = Die Kamera geht an …
scan-camera-looking = Es wird ein Code gesucht …
scan-frames = { $have } von { $needed } Teilen gelesen. Lassen Sie das Telefon dort.
scan-camera-view = Was die Kamera sieht
scan-camera-stop = Kamera ausschalten
scan-camera-again = Kamera noch einmal versuchen
scan-camera-insecure = Der Browser gibt die Kamera nur Seiten mit HTTPS. Sagen Sie Ihrer IT Bescheid. Die anderen Wege gehen.
scan-camera-none = Dieser Computer hat keine Kamera.
scan-camera-denied = Die Kamera ist für diese Seite nicht erlaubt. Erlauben Sie sie am Anfang der Adresszeile, oder nehmen Sie einen anderen Weg.
scan-camera-in-use = Ein anderes Programm benutzt die Kamera. Schließen Sie es, dann versuchen Sie es noch einmal.
scan-camera-failed = Die Kamera ging nicht an. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.

scan-usb = USB-Scanner
scan-usb-hint = Einfach scannen. Sie müssen nichts anklicken.
scan-usb-listening = Hört zu
scan-usb-deaf = Hört nicht zu, hier klicken

scan-link = Link einfügen
scan-link-hint = Aus einer Nachricht oder E-Mail.
scan-link-label = Der Link des Patienten
scan-link-open = Öffnen

scan-picture = Bild wählen
scan-picture-hint = Ein Foto oder Bildschirmfoto des Codes. Sie können es hier ablegen.
scan-picture-looking = Das Bild wird angesehen …
scan-picture-nothing = In diesem Bild ist kein Code. Wählen Sie eines, auf dem der ganze Code scharf ist.

scan-screen = Der Patient scannt diesen Bildschirm
scan-screen-hint = Die App des Patienten liest hier einen Code ab.
scan-screen-show = Code zeigen
scan-screen-lead = Hier braucht es keine Kamera.

scan-heard-clinic = Das ist der Code einer Praxis, nicht der eines Patienten. Bitten Sie den Patienten, seinen zu zeigen.
scan-heard-damaged = Ein Teil dieses Codes fehlt. Scannen Sie ihn noch einmal, oder kopieren Sie den ganzen Link.
scan-heard-newer = Dieser Code ist neuer als diese Seite. Laden Sie die Seite neu. Hilft das nicht, sagen Sie Ihrer IT Bescheid.
scan-heard-other = Das ist kein Patientencode von Keepwell.
scan-heard-unreadable = Der Scanner hat etwas getippt, das diese Seite nicht lesen kann. Stellen Sie ihn auf eine US-Tastatur, oder nehmen Sie einen anderen Weg.

scan-show-title = Bitten Sie den Patienten, dies zu scannen
scan-show-lead = In der App des Patienten: Teilen, dann Code der Praxis scannen.
scan-show-starting = Der Code entsteht …
scan-show-alt = Code für die App des Patienten
scan-show-waiting = Warten auf den Patienten
scan-show-renews = { $seconds ->
    [one] Neuer Code in { $seconds } Sekunde
   *[other] Neuer Code in { $seconds } Sekunden
}
scan-show-ring = Zeit bis zum nächsten Code
scan-show-new = Es gibt einen neuen Code.
scan-show-session = Der Patient sieht diesen Bildschirm als:
scan-session-name = Dieser Bildschirm, von niemandem geprüft
scan-session-note = Der Schlüssel entsteht für diesen Besuch und ist weg, wenn Sie die Seite schließen.

scan-first-title = Der Patient wird gefragt
scan-first-lead = Gefragt wird für den, der zuerst scannt. Der Patient sieht jetzt den Namen Ihrer Praxis.
scan-first-starting = Das Telefon des Patienten wird gesucht …

scan-words-title = Vergleichen Sie diese drei Wörter
scan-words = Bitten Sie den Patienten, seine vorzulesen. Sie müssen dieselben sein.
scan-words-label = Drei Wörter
scan-words-same = Dieselben: Der Patient sagt auf seinem Telefon Ja und wählt, was Sie sehen.
scan-words-other = Nicht dieselben: Halt. Vielleicht ist jemand dazwischen.
scan-words-stop = Es sind nicht dieselben
scan-words-waiting = Warten auf die Antwort des Patienten

scan-spoken-title = Die sechs Wörter eingeben
scan-spoken-lead = Das Telefon des Patienten zeigt sechs Wörter. Fragen Sie danach, und geben Sie sie hier ein.
scan-spoken-label = Sechs Wörter
scan-spoken-hint = Großbuchstaben und Kommas spielen keine Rolle. Die ersten vier Buchstaben jedes Wortes genügen.
scan-spoken-open = Öffnen
scan-spoken-wrong = Das sind nicht die Wörter. Bitten Sie den Patienten, sie noch einmal zu sagen.
scan-spoken-unknown = Wort { $place } ist keines der Wörter, die ein Telefon zeigt. Bitten Sie den Patienten, es zu buchstabieren.
scan-spoken-count = Es sind sechs Wörter. Eingegeben haben Sie { $count }.
scan-spoken-long = Das ist zu lang. Geben Sie nur die sechs Wörter ein.

scan-over-refused-title = Der Patient hat Nein gesagt
scan-over-refused = Nichts wurde geteilt.
scan-over-mismatch-title = Zur Sicherheit angehalten
scan-over-mismatch = Was ankam, passte nicht zu diesem Code. Vielleicht ist jemand dazwischen. Nichts wurde geteilt. Nehmen Sie einen neuen Code.
scan-over-stopped-title = Beendet
scan-over-stopped = Nichts wurde geteilt. Der Code gilt nicht mehr.
scan-over-gone-title = Dieser Code ist verbraucht
scan-over-gone = Jemand anderes hat ihn zuerst gescannt, oder seine Zeit ist um. Bitten Sie um einen neuen Code.
scan-over-unreachable-title = Der Server ist nicht erreichbar
scan-over-unreachable = Prüfen Sie das Netz, dann versuchen Sie es noch einmal.
scan-over-unlisted-title = Dieser Code ist von einem anderen Betreiber
scan-over-unlisted = Diese Seite darf diesen Server nicht ansprechen. Bitten Sie den Patienten um einen SMART Health Link.
scan-over-again = Noch einmal versuchen
scan-over-new = Neuen Code machen
