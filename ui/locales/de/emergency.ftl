# unreviewed

emergency-title = Notfallkarte
emergency-born = Geboren { $date } ({ $age })
emergency-allergies = Allergien
emergency-severe = { $name }: schwer
emergency-no-known = Keine Allergien bekannt
emergency-no-known-note = Das sagt ein Eintrag.
emergency-not-recorded = Keine Allergien eingetragen
emergency-not-recorded-note = Das heißt nicht, dass es keine gibt. Fragen Sie.
emergency-medicines = Medikamente
emergency-conditions = Krankheiten
emergency-none = Nichts eingetragen
emergency-seen = Wer dieses Gerät in der Hand hat, kann diese Seite sehen.
emergency-own = Das ist die eigene Akte der Person. Es kann etwas fehlen. Fragen Sie nach.
emergency-sensitive = Private Themen fehlen hier.
emergency-empty = Noch nichts zu zeigen
emergency-empty-note = Fügen Sie zuerst einen Eintrag hinzu. Dann zeigt diese Seite, was im Notfall hilft.
emergency-travel-title = Reisemodus
emergency-travel-offline = Geht ohne Internet
emergency-travel-lead = Zeigen Sie diese Seite einem Arzt. Es ist Ihre Akte, wie Ihre Praxen sie geschrieben haben.
emergency-travel-language = Geschrieben wie in Ihrer Akte
emergency-travel-language-note = Keepwell übersetzt freien Text nicht maschinell. Ein falsches Wort könnte Ihnen schaden.
emergency-travel-show = Einer Praxis den Code zeigen
