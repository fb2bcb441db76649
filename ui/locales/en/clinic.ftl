# The clinic's page: the key, the code, the checks, the record, the end.

clinic-title = Record viewer
clinic-starting = One moment
clinic-broken-title = This page can’t reach its server
clinic-broken = Check the network, then try again. Your keys are still here.
clinic-key-ready = This computer’s key is ready
clinic-language = Language
clinic-server = The record is opened inside this browser. Our server can’t read it.

clinic-welcome-title = Set up this desk
clinic-welcome = Patients give access to your clinic’s key. It is made in this browser and stays here.
clinic-name = Name of the clinic
clinic-name-hint = Patients see this name.
clinic-country = Country
clinic-country-hint = Two letters: KE
clinic-contact = Telephone or room
clinic-make = Make the key
clinic-make-refused-name = Use a shorter name, in one line.
clinic-make-refused-country = Write two letters, for example KE.
clinic-make-refused-contact = Write less, in one line.
clinic-make-refused-failed = This browser can’t keep the key. Allow this page to store data, then try again.
clinic-have-file = I have a key file from another desk
clinic-file-passphrase = Passphrase of the file
clinic-file-open = Use this file
clinic-file-refused-passphrase = The file does not open. Check the passphrase and the file.
clinic-file-refused-damaged = This is not a clinic’s key file, or it is damaged.
clinic-file-refused-newer = The file is newer than this page. Load the page again.
clinic-file-refused-other = This file is of another clinic. This desk has a key already.
clinic-file-refused-withdrawn = This key was withdrawn. Make a new one.
clinic-file-refused-failed = The key could not be kept. Check the network, and allow this page to store data.
clinic-fresh-title = Save the key for your other desks
clinic-fresh = Only now can the key be saved. Other desks use this file. If this browser’s data is deleted, it brings the key back.
clinic-fresh-passphrase = Choose a passphrase for the file
clinic-fresh-save = Save the key file
clinic-fresh-skip = Go on without a file
clinic-fresh-failed = The file could not be made. Try again.

clinic-card-title = Your clinic’s code
clinic-card = Print it and put it on the desk. Patients scan it to give you access.
clinic-card-letters = Check letters
clinic-card-ends = This code is good until { $date }.
clinic-card-print = Print
clinic-card-paper = Scan this code with Keepwell to show us your record.
clinic-card-paper-letters = Compare these letters with those on your phone:
clinic-card-away = The code can’t be made now. The server can’t be reached.

clinic-move = This page has a new server
clinic-move-what = Your clinic’s code still leads to the old one. Move there, then print the code again. Records shared before open as they did.
clinic-move-do = Move to the new server
clinic-move-failed = The server can’t be reached. Nothing was moved.
clinic-moved = Print your clinic’s code again
clinic-moved-what = Your clinic has moved to a new server. Codes printed before lead to the old one.

clinic-withdraw = Withdraw this key
clinic-withdraw-title = Withdraw this clinic’s key?
clinic-withdraw-when = Do this when somebody else may have the key: a computer or a key file is gone.
clinic-withdraw-what = Patients’ phones refuse the key from then on. It can’t be undone.
clinic-withdraw-here = Your desks forget the key. Records shared with it can’t be opened there any more.
clinic-withdraw-type = To confirm, type the clinic’s name: { $name }
clinic-withdraw-yes = Withdraw for good
clinic-withdraw-failed = The log can’t be reached. Nothing was withdrawn.
clinic-withdrawn = The key of { $name } is withdrawn
clinic-withdrawn-elsewhere = The key of { $name } was withdrawn at another desk
clinic-withdrawn-partly = The key of { $name } is not withdrawn everywhere yet
clinic-withdrawn-left = { $count ->
    [one] One log could not be reached.
   *[other] { $count } logs could not be reached.
}
clinic-withdrawn-again = This page tries again by itself.
clinic-withdrawn-new = Make a new key here. Replace the printed code.

clinic-checks-title = Checking
clinic-check-card = This computer’s key
clinic-check-qr = The code is a patient’s code
clinic-check-relay = There is something for you
clinic-check-decrypt = It opens with your key
clinic-check-digest = It is what the code names
clinic-check-statement = Signed by the patient’s wallet
clinic-check-terms = Meant for your clinic
clinic-check-receipt = Written in the log
clinic-check-window = Within the time the patient chose
clinic-check-revocation = Not stopped by the patient
clinic-check-parts = Nothing was changed

clinic-refused-title = Not available
clinic-refused-not_available = This code is not available.
clinic-refused-expired = This code is not available.
clinic-refused-revoked = This code is not available.
clinic-refused-too_early = This code is not available.
clinic-refused-not_our_code = This is not a patient’s code from Keepwell.
clinic-refused-not_listed = This code is from another operator. Ask the patient for a SMART Health Link.
clinic-refused-not_for_us = This access was given to another clinic.
clinic-refused-altered = What arrived was changed on the way. Nothing is shown.
clinic-refused-not_recorded = The access is not in the log yet. Try again in a minute.
clinic-refused-not_witnessed = Too few independent witnesses have seen this state of the log. Nothing is shown. Try again in a minute.
clinic-refused-ledger_away = The log can’t be reached, and the patient did not allow opening without it.
clinic-refused-ledger_key = The log is signed with another key, and nothing proves that it is the log’s own. Nothing is shown. Tell your IT.
clinic-refused-ledger_lies = The log does not match what this computer saw before. Nothing is shown. Tell your IT.
clinic-refused-status_old = The log’s list of what was taken back is too old, and the patient did not allow opening without it. Try again in a minute.
clinic-refused-no_card = This browser has no clinic’s key, or it has ended. Scan the code at the clinic’s desk. For a new share, make a new key.
clinic-refused-unreachable = The server can’t be reached. Try again.
clinic-refused-check = Stopped at: { $check }
clinic-again = Scan another code

clinic-ended-title = Access ended
clinic-ended-time = The time the patient chose is over.
clinic-ended-stopped = The patient stopped the access.
clinic-ended-closed = You closed the record.
clinic-ended-idle = Nobody used the page for a while.
clinic-ended-gone = The record is gone from this page.

clinic-sent = Sent by this patient’s wallet, unchanged. May be incomplete. Check name and birth date.
clinic-proved-signed = Signed by the patient’s wallet
clinic-proved-allowed = Not stopped: log read at { $time }
clinic-proved-whole = Nothing was changed
clinic-sent-away = The log could not be reached. What this computer knows of it is { $age } old.
clinic-sent-never = The log could not be reached, and this computer has never read it.
clinic-status-old = The log’s list of what was taken back is { $age } old.
clinic-status-none = The log’s list of what was taken back could not be had.
clinic-status-unlisted = The access is not in the log yet.
clinic-clock = This computer’s clock is { $time } wrong. Set it right.
clinic-sample = SAMPLE: not about a real person
clinic-closes = Closes by itself at { $time }
clinic-warn-end = The access ends soon.
clinic-more-time = Ask for more time
clinic-more-time-asked = Asked in the patient’s wallet at { $time }.
clinic-more-time-how = Ask the patient to press “Give more time” in Keepwell. Only the patient can give it.
clinic-more-time-new = They then have a new code for you to scan. This record closes when they do.
clinic-more-time-behind = The patient’s wallet could not be asked yet. This page tries again by itself.
clinic-warn-idle = Still there? The record closes in { $time }.
clinic-warn-idle-why = Nobody has used the page for a while.
clinic-stay = I am still here
clinic-next = Another code was scanned
clinic-next-why = This record closes before the next one opens.
clinic-next-open = Close this record and open the next
clinic-next-stay = Stay with this record
clinic-ring = Access

clinic-save-note = Saving, copying or printing is told to the patient. Your copy stays with you.
clinic-untold = The patient could not be told yet what you did. This page tries again by itself.
clinic-made = Put together on { $date }.
clinic-pdf = PDF
clinic-fhir = FHIR
clinic-print = Print
clinic-close = Close record
clinic-copy-text = Copy as text
clinic-copied = Copied
clinic-copy-failed = This browser did not allow copying
clinic-paper-copy = This paper is a copy.
clinic-paper = Printed at { $clinic }, { $time }. The patient was told. It can’t be taken back when the patient stops the access.
clinic-no-person = Name not shared
clinic-born = born { $date }
clinic-no-birth = birth date not shared
clinic-age = { $count ->
    [one] 1 year old
   *[other] { $count } years old
}
clinic-speaks = speaks { $languages }
clinic-gender-female = Female
clinic-gender-male = Male
clinic-gender-other = Other
clinic-gender-unknown = Sex not known
clinic-purpose = For: { $purpose }

clinic-none = No information: ask the patient
clinic-alerts = Alerts
clinic-allergies = Allergies
clinic-medicines = Medicines
clinic-problems = Conditions
clinic-implants = Implants and devices
clinic-results = Results
clinic-immunizations = Vaccines
clinic-procedures = Procedures
clinic-documents = Documents
clinic-contacts = Contacts
clinic-others = Other records
clinic-column-alert = Alert
clinic-column-allergy = Allergy
clinic-column-medicine = Medicine
clinic-column-dose = Dose
clinic-column-problem = Problem
clinic-column-implant = Device
clinic-column-test = Test
clinic-column-course = Course
clinic-column-latest = Latest
clinic-column-value = Value
clinic-column-vaccine = Vaccine
clinic-column-procedure = Procedure
clinic-column-document = Document
clinic-column-other = Record
clinic-column-name = Name
clinic-column-phone = Phone
clinic-column-from = Date, where from
clinic-range = Range:
clinic-course = { $what }: { $count } values, from { $first } ({ $since }) to { $last }
clinic-values = { $count ->
    [one] 1 value
   *[other] All { $count } values
}
clinic-no-date = No date
clinic-no-source = Source not named
clinic-by-patient = Written by the patient
clinic-recent = changed in the last 90 days
clinic-more = Show more ({ $count } left)
clinic-document-unnamed = Document without a name
clinic-unreadable = This record can’t be shown here. Save the FHIR file.
clinic-open-file = Save { $name }

## FHIR's own words, which a source sends as codes.
clinic-word-active = active
clinic-word-inactive = inactive
clinic-word-resolved = resolved
clinic-word-remission = in remission
clinic-word-recurrence = came back
clinic-word-relapse = relapse
clinic-word-completed = completed
clinic-word-stopped = stopped
clinic-word-on-hold = on hold
clinic-word-intended = planned
clinic-word-not-done = not done
clinic-word-not-taken = not taken
clinic-word-cancelled = cancelled
clinic-word-entered-in-error = entered in error
clinic-word-unknown = status not known
clinic-word-final = final
clinic-word-current = current
clinic-word-confirmed = confirmed
clinic-word-unconfirmed = not confirmed
clinic-word-provisional = provisional
clinic-word-differential = differential diagnosis
clinic-word-presumed = presumed
clinic-word-refuted = refuted
clinic-word-mild = mild
clinic-word-moderate = moderate
clinic-word-severe = severe
clinic-word-criticality-high = criticality: high
clinic-word-criticality-low = criticality: low
clinic-word-criticality-unable-to-assess = criticality: not assessed

clinic-read-in = Read it in
clinic-read-original = Only as it was written
clinic-read-note = Terms come from a word list that no clinician has reviewed. The original stands above each. Free text is not translated.
clinic-read-missing = The word list is not here. Try again when there is internet.
