# The emergency card and travel mode.

emergency-title = Emergency card
emergency-born = Born { $date } ({ $age })
emergency-no-name = Name not in the record
emergency-name-add = Type in name and birth date
emergency-name = Your whole name
emergency-birth = When were you born?
emergency-birth-hint = As 1971-03-14. A year is enough.
emergency-name-saved = The name is in your record.
emergency-name-change = Correct the name
emergency-allergies = Allergies
emergency-severe = { $name }: severe
emergency-no-known = No known allergies
emergency-no-known-note = A record says so.
emergency-not-recorded = No allergies are recorded
emergency-not-recorded-note = That does not mean there are none. Ask.
emergency-medicines = Medicines
emergency-conditions = Conditions
emergency-none = Nothing recorded
emergency-seen = Anyone holding this device can see this page.
emergency-own = This is the person's own record. It may miss things. Ask the person.
emergency-sensitive = Private topics are left out.
emergency-empty = Nothing to show yet
emergency-empty-note = Add a record first. Then this page shows what helps in an emergency.

emergency-travel-title = Travel mode
emergency-travel-offline = Works without internet
emergency-travel-lead = Show this page to a doctor. Below each word stands what your record says.
emergency-travel-language = Free text is not translated
emergency-travel-language-note = Keepwell does not translate free text by machine. A wrong word could harm you.
emergency-travel-show = Show the code to a clinic

emergency-card-open = Show as a code
emergency-card-title = Card to hand over
emergency-card-lead = Any scanner shows these lines. It needs no internet and no app.
emergency-card-code = Code of the emergency card
emergency-card-text = What the code says
emergency-card-language = Language of the reader
emergency-card-lines = What is on the card?
emergency-card-name = Name and birth date
emergency-card-implants = Implants
emergency-card-blood = Blood group
emergency-card-blood-note = Only from a laboratory. Hospitals test it again.
emergency-card-contacts = Whom to call
emergency-card-keyboard = Plain letters
emergency-card-keyboard-note = In English, for scanners that type what they read.
emergency-card-part = { $shown } of { $all } lines fit. Choose fewer.
emergency-card-unreviewed = No doctor has checked these words
emergency-card-unreviewed-note = They come from a word list. What your record says stands beside them.
emergency-card-wallet = Save to print, for your wallet
emergency-card-page = Save to print, a whole page
emergency-card-saved = Saved as { $file }.
emergency-card-seen = Anyone who gets the code can read these lines. It cannot be stopped later.

emergency-travel-written = As written, in { $language }
emergency-travel-untranslated = As written, not translated
