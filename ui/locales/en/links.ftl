# Links for whoever has them: in place of a share with a clinic.

links-title = Links
links-lead = For a clinic that has no Keepwell.
links-row-note = For clinics that have no Keepwell, and for a trip
links-weaker = Weaker than a share with a clinic
links-weaker-note = Whoever has the link can open your summary. Nobody proves who opened it. Stopping it takes back nothing that was read.
links-none = You have no link
links-open = Open now
links-past = Before
links-make = Make a link
links-shape-travel = For a trip
links-shape-travel-note = A summary that readers all over the world know. It can have a passcode.
links-shape-clinic_us = For a clinic in the USA
links-shape-clinic_us-note = One file with its PDF, as clinics there take it. It has no passcode: keep it short.

## Making one

links-make-shape = What is it for?
links-make-trip = For your trip: { $from } to { $until }
links-passcode = Passcode
links-passcode-hint = 4 to 64 characters. You tell it by voice or on another paper, never with the link.
links-passcode-suggest = Suggest one
links-passcode-missing = Without a passcode the link alone opens your summary.
links-label = What the link says it is
links-label-usual = Patient summary
links-make-private = Private topics are left out.

## One link

links-code = The code of the link
links-code-note = Any phone’s camera opens it in a browser. It works while your phone is off.
links-once = Passcode: { $passcode }
links-once-note = You see it only now. Write it down apart from the link.
links-has-passcode = It asks for a passcode
links-no-passcode = It has no passcode
links-tries = { $count ->
    [0] The passcode was wrong too often. The link opens no more.
    [one] The passcode may be wrong 1 more time.
   *[other] The passcode may be wrong { $count } more times.
  }
links-tries-note = Tries never come back. For new ones, make a new link.
links-limit = { $count ->
    [one] It may be opened once in all.
   *[other] It may be opened { $count } times in all.
  }
links-from = Opens from: { $when }
links-unsent = The server does not have it yet. It is sent as soon as there is internet.
links-elsewhere = Another device made it. Its code is there.
links-update = Put today’s record behind it
links-updated = It has the summary of today.
links-rearm = Give it a new end
links-rearm-note = The code stays, also on paper. Openings are counted anew, and today’s record is put behind it.
links-opened = Who opened it
links-opened-note = Whoever opens a link says who they are. Nobody checks it.
links-opened-none = Nobody opened it.
links-visit-opened = Opened it
links-visit-refused = Wrong passcode
links-stop = Stop this link
links-text = The link as text
