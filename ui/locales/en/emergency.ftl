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
emergency-travel-lead = Show this page to a doctor. It is your record as your clinics wrote it.
emergency-travel-language = Written as in your record
emergency-travel-language-note = Keepwell does not translate free text by machine. A wrong word could harm you.
emergency-travel-show = Show the code to a clinic
