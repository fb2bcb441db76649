# Sharing: who, what, how long, check; then the code. Short words, one idea a sentence.

## Who

share-who-title = Who is it for?
share-who-met = Clinics you know
share-who-met-hint = { $what }, { $length }
share-who-again = Same as last time: { $what }, { $length }
share-who-others = Someone else
share-who-scan = Scan the clinic’s code
share-who-scan-hint = With the camera, a picture, a link or a file
share-who-first = Anyone with the code
share-who-first-hint = The first one who scans it asks you. You say yes or no.
share-who-spoken = The desk has no code to scan
share-who-spoken-hint = A moving code, and six words that you say. No network needed.
share-who-riskier = Riskier
share-who-visit = What is it for?
share-who-visit-hint = Fills in the answers. You can change them.

## The clinic's code

share-scan-title = Scan the clinic’s code
share-scan-lead = It is on the clinic’s desk or on its screen.
share-scan-start = Use the camera
share-scan-stop = Turn the camera off
share-scan-file = Choose a picture or file
share-scan-looking = Looking for a code. Hold it in front of the camera.
share-scan-none = The camera can’t be used here. Use one of the other ways.
share-scan-view = What the camera sees
share-scan-link = The clinic’s link
share-scan-look = Read the link
share-scan-reading = Reading the code…

share-clinic-title = Is this the clinic?
share-clinic-check = Check letters
share-clinic-check-hint = They must be the same as on the clinic’s card.
share-clinic-listed = On a list you trust
share-clinic-met = Same key as last time
share-clinic-new = New to you
share-clinic-new-hint = We can’t tell who made this code. Compare the letters before you share.
share-clinic-yes = Yes, this is the clinic
share-clinic-no = No, scan again

share-key-title = This clinic’s key is different from last time
share-key-stopped = We stopped here. Nothing was shared.
share-key-why = What it can mean
share-key-new = The clinic has a new key. That happens, but not often.
share-key-false = Someone pretends to be this clinic.
share-key-do = What you can do
share-key-call = Ask the clinic, face to face or by a phone number you know.
share-key-forget = If it has a new key: forget the old one in Settings. Then scan again.
share-key-kept = Your other shares stay as they are.
share-key-leave = Leave
share-key-other = Scan another code

share-withdrawn-title = This clinic no longer uses this code
share-withdrawn-why = What it means
share-withdrawn-key = The clinic withdrew this code. Someone else may have its key.
share-withdrawn-right = That was right of the clinic. You did nothing wrong.
share-withdrawn-ask = Ask the clinic for its new code. Then scan that one.
share-withdrawn-look = Did you share with the old code? Look at it, and stop it if you are not sure.
share-withdrawn-other = Scan the new code

## What

share-what-title = What can they see?
share-what-summary = Summary
share-what-summary-hint = Allergies, medicines, conditions, vaccines and the last results
share-what-everything = Everything
share-what-everything-hint = All records and all documents
share-what-chosen = I choose
share-what-chosen-hint = By section, or record by record
share-what-deidentified = Without your name
share-what-deidentified-hint = Name, address, free text and documents are left out. Dates are made rough.
share-what-claim = Only what the claim needs
share-what-claim-hint = You choose the records. Nothing else goes.
share-what-sections = Sections
share-what-one = Choose in { $section }
share-what-each = One by one
share-what-pick = Choose records
share-what-picked = { $count ->
    [0] No record chosen yet
    [one] 1 record chosen
   *[other] { $count } records chosen
  }
share-what-picked-done = { $count ->
    [0] Done
    [one] Done: 1 record
   *[other] Done: { $count } records
  }
share-what-some = { $chosen } of { $count } chosen
share-what-count = { $count ->
    [one] 1 record
   *[other] { $count } records
  }
share-what-find = Find a record
share-what-found = { $count ->
    [0] No record found.
    [one] 1 record found.
   *[other] { $count } records found. Type more to see fewer.
  }
share-what-nothing = Choose at least one record.
share-what-private = Private topics
share-what-private-hint = Off until you choose. The clinic is not told that something was left out.
share-what-private-none = We look for 5 private topics. We found none in what you chose.
share-what-private-miss = We can miss some. Look at what they will see before you share.
share-what-shown = Shown
share-what-hidden = Not shown

## How long

share-long-title = For how long?
share-long-other = Another time
share-long-other-hint = Up to 30 days
share-long-number = How many
share-long-unit = Hours or days
share-long-unit-hours = hours
share-long-unit-days = days
share-long-too = Choose from 1 hour to 30 days.
share-long-ends-today = Ends today at { $time }
share-long-ends-tomorrow = Ends tomorrow at { $time }
share-long-ends-day = Ends { $day } at { $time }
share-long-more = More choices
share-long-openings = How often may they open it?
share-long-any = As often as they like
share-long-times = { $count ->
    [one] Once
   *[other] { $count } times
  }
share-long-offline = May be opened while the log cannot be reached
share-long-offline-hint = Good where the internet is poor. But if you stop it, they may learn of it later.

## Check

share-check-title = Check, then share
share-check-who = Who can look
share-check-first = Whoever scans the code first
share-check-first-note = They ask you first. Nothing is shared before you say yes.
share-check-spoken-note = Nobody can open it without the words.
share-check-what = What they see
share-check-hidden = Not shown: { $groups }
share-check-let-in = Private topics shown: { $groups }
share-check-long = For how long
share-check-times = { $count ->
    [one] May be opened once
   *[other] May be opened { $count } times
  }
share-check-offline = Also while the log cannot be reached
share-check-change-who = Change who can look
share-check-change-what = Change what they see
share-check-change-long = Change for how long
share-note = You can stop it any time. If they save or print a copy while it is open, we can’t take that copy back.
share-check-log = This will be written in your log.
share-check-code = Show the code
share-check-send = Share now

share-preview-title = What they will see
share-preview-open = See exactly what they will see
share-preview-pdf = The same as a PDF, to read or print
share-preview-changes = Changed, so that it does not point to you
share-preview-empty = Nothing would be shared. Change what they see.
share-preview-all = Show all { $count }
share-change-names = Names and numbers that point to you are left out.
share-change-addresses = Addresses are left out.
share-change-dates = Dates are made rough.
share-change-text = Free text is left out.
share-change-documents = Documents are left out.
share-change-other = Some details are left out or made rough.

## The code

share-code-title = Your code
share-code-show = Let the clinic scan this code.
share-code-alt = The code for { $clinic }
share-code-small = The code does not work for anyone but this clinic.
share-moving = No network there? Show a moving code
share-moving-title = A code that moves
share-moving-show = Hold this before the clinic’s camera for about { $seconds } seconds, until their screen has it. Nobody needs a network.
share-moving-pause = Hold it still
share-moving-go = Let it move
share-spoken-name = Whoever is told the six words
share-spoken-show = Hold this before the desk’s camera for about { $seconds } seconds, until their screen asks for words.
share-spoken-alt = The moving code
share-spoken-say = Then say these six words
share-spoken-label = Six words
share-spoken-note = Whoever has filmed the code and hears the words can open it. Say them only at the desk.
share-phase-sending = Sending…
share-phase-sending-note = In a moment the clinic can open it.
share-phase-unsent = Not sent yet
share-phase-unsent-note = There is no internet. We send it as soon as there is. Nothing is sent while Keepwell is closed or locked.
share-phase-waiting = Waiting for the clinic
share-phase-waiting-note = This page changes by itself when they open it.
share-phase-scanned = The code was scanned
share-phase-scanned-note = { $clinic } has fetched your record. They have not told us yet that it is on their screen.
share-phase-open = They have it open
share-phase-open-note = { $clinic } opened your record at { $time }.
share-phase-left = They closed it
share-phase-left-note = { $clinic } opened your record at { $time }. They can open it again.
share-phase-paused = Paused
share-phase-paused-note = They can’t open it until you let it go on.
share-phase-stopping = Stop is not sent yet
share-phase-stopping-note = They can still open it until your device has internet. We will send it at once.
share-phase-stopped = Stopped
share-phase-stopped-note = They can’t open it again.
share-phase-ended = Ended
share-phase-ended-note = { $length } are over. They can’t open it again.
share-phase-used = Used up
share-phase-used-note = They opened it as often as you allowed.

share-fact-scanned = Code scanned
share-fact-key = The clinic’s key matched
share-fact-shown = They told us: it is on their screen
share-fact-log = Written in your log

share-code-link = Copy link
share-code-leave = Done, leave it open
share-code-copied = The link is copied. Paste it within 60 seconds, then we clear it.
share-code-delivered = It is on its way to the clinic’s screen.

## Whoever scans first

share-first-title = Show this code
share-first-lead = The first one who scans it asks you. Nothing is shared before you say yes.
share-first-alt = The code for whoever scans it first
share-first-ring = New code
share-first-waiting = Waiting for someone to scan
share-first-renews = { $seconds ->
    [one] New code in 1 second, so no one can use a photo of this one.
   *[other] New code in { $seconds } seconds, so no one can use a photo of this one.
  }
share-first-new = Here is a new code.
share-words-title = Do these words stand on the clinic’s screen?
share-words-who = { $clinic } asks to see your record.
share-words-yes = Yes, the same words
share-words-note = If one word is different, say No. Then nothing is shared.
share-words-nothing = Nothing is shared yet.
share-refused-title = Nothing was shared
share-refused-note = You said no. The code no longer works.
share-failed-title = That did not work
share-failed-note = Nothing was shared.
share-failed-again = Make a new code
share-failed-leave = Leave

share-who-link = The clinic has no Keepwell
share-who-link-hint = Make a link. Whoever has it can open your summary.
