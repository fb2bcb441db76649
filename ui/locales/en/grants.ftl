# Who can see the record: now and before, one by one, and stopping.

grants-title = Who can see my record
grants-now = Now
grants-none = No one can see your record.
grants-none-fetch = No one can fetch your record now.
grants-share = Share with a clinic
grants-open = { $count ->
    [one] One clinic can see your record
   *[other] { $count } clinics can see your record
  }
grants-copies = { $count ->
    [0] No saved copy was reported.
    [one] They told us of 1 saved copy. We can’t delete it.
   *[other] They told us of { $count } saved copies. We can’t delete them.
  }
grants-offline = { $count ->
    [one] 1 share may be opened while the log cannot be reached.
   *[other] { $count } shares may be opened while the log cannot be reached.
  }
grants-links = { $count ->
    [one] 1 open link works for anyone who has it.
   *[other] { $count } open links work for anyone who has them.
  }
grants-review = Check one by one
grants-review-hint = See who has access. Keep it or stop it.
grants-stop-all = Stop everything
grants-past = Before
grants-past-none = You have not shared before.
grants-show-past = { $count ->
    [one] Show 1 more
   *[other] Show { $count } more
  }

## One share in a list

grants-state-stopping = Stop not sent yet
grants-opened = { $count ->
    [0] Not opened yet
    [one] Opened once
   *[other] Opened { $count } times
  }
grants-opened-past = { $count ->
    [0] No opening was reported
    [one] Opened once
   *[other] Opened { $count } times
  }
grants-stop-of = Stop access for { $clinic }
grants-see = See { $clinic }

## One share

grants-detail-until = Until: { $when }
grants-detail-made = Shared: { $when }
grants-detail-purpose = For: { $purpose }
grants-detail-sees = They see
grants-detail-saw = They could see
grants-detail-records = { $count ->
    [one] 1 record
   *[other] { $count } records
  }
grants-detail-code = Show the code
grants-detail-more-time = Give more time
grants-detail-again = Share with them again
grants-detail-pause = Pause
grants-detail-resume = Let it go on
grants-detail-pending = We send it as soon as there is internet. Until then nothing has changed for the clinic. Nothing is sent while Keepwell is closed or locked.
grants-detail-paused-note = They can’t open it while it is paused. Time runs on.
grants-detail-stop = Stop access
grants-detail-seen = What happened
grants-detail-nothing = Nothing yet. It shows here when they open it.
grants-detail-nothing-past = No opening was reported.
grants-detail-facts = Where it stands
grants-relay-waiting = Not all is sent to the server yet
grants-relay-open = The server passes it on
grants-relay-paused = The server holds it back
grants-relay-closed = The server has closed it
grants-log-waiting = Not written in your log yet
grants-log-granted = Your log says: shared
grants-log-stop_written = Your log says: stopped
grants-detail-offline = May be opened while the log cannot be reached.
grants-event-opened = They opened it
grants-event-refused = They tried to open it: blocked
grants-event-shown = They told us: it was on their screen
grants-event-saved = They told us: they saved a copy
grants-event-printed = They told us: they printed it
grants-event-closed = They told us: they closed it
grants-event-asked = They asked for more time
grants-event-verified = Proved: this clinic’s key
grants-event-said = Not proved

## Stopping

grants-stop-title-done = Access stopped
grants-stop-title-never = It was never sent
grants-stop-title-sending = Stopping…
grants-stop-title-unsent = Stop is not sent yet
grants-stop-title-closed = Closed, but not in your log yet
grants-stop-title-written = In your log, but not closed yet
grants-stop-sub-done = { $time } · written in your log
grants-stop-sub-unsent = We will send it at once.
grants-stop-sub-sending = We are sending the stop now.
grants-stop-sub-closed = We keep trying.
grants-stop-sub-written = We keep trying.
grants-stop-done = They can’t open it again.
grants-stop-done-more = The link and the code no longer work.
grants-stop-never = No one could open it.
grants-stop-never-more = It had not left your device.
grants-stop-sending = They can still open it until the stop has arrived.
grants-stop-sending-more = That takes a moment.
grants-stop-unsent = They can still open it until your device has internet.
grants-stop-unsent-more = Nothing is sent while Keepwell is closed.
grants-stop-closed = They can’t fetch it again.
grants-stop-closed-more = The server has closed it. The log will have it soon.
grants-stop-written = The log says stopped.
grants-stop-written-more = But the server has not closed it. A clinic that looks in the log will not open it.
grants-stop-unopened = No opening was reported.
grants-stop-seen = { $count ->
    [one] They opened it once.
   *[other] They opened it { $count } times.
  }
grants-stop-seen-more = They may remember what they saw.
grants-stop-saved = { $count ->
    [one] They told us: 1 copy saved at { $time }.
   *[other] They told us: { $count } copies saved, the last at { $time }.
  }
grants-stop-saved-untimed = { $count ->
    [one] They told us: 1 copy saved.
   *[other] They told us: { $count } copies saved.
  }
grants-stop-saved-more = { $count ->
    [one] We can’t delete it. There may be copies we can’t see.
   *[other] We can’t delete them. There may be copies we can’t see.
  }
grants-stop-printed = { $count ->
    [one] They told us: printed once.
   *[other] They told us: printed { $count } times.
  }
grants-stop-printed-more = We can’t take paper back.
grants-stop-no-copy = They told us of no copy.
grants-stop-no-copy-more = There may be copies we can’t see.
grants-stop-offline = A computer without internet may still open it.
grants-stop-offline-more = You allowed that. Latest end: { $when }.
grants-stop-law = A clinic may have to keep what it used for your care.
grants-stop-again = Share with them again

grants-stop-all-title = Stop everything?
grants-stop-all-note = { $count ->
    [one] 1 clinic has access. It will not be able to open your record again.
   *[other] { $count } clinics have access. They will not be able to open your record again.
}
grants-stop-all-yes = Yes, stop everything
grants-stop-all-no = Keep as it is
grants-stop-all-done = { $count ->
    [0] Everything is stopped
    [one] 1 stop is not sent yet
   *[other] { $count } stops are not sent yet
  }
grants-stop-all-done-note = No one can open your record now.
grants-stop-all-copies = Copies that were saved or printed stay with them.

## Give more time

grants-more-title = Give more time
grants-asked-title = { $clinic } asks for more time
grants-asked-note = Asked: { $when }. Nothing changes unless you give it.
grants-more-again-title = Share with them again
grants-more-note = { $clinic } gets a new code. The old one stops working as soon as the new one is made.
grants-more-again-note = { $clinic } gets a new code. They see the same as before.
grants-more-show = Show the new code

## Who can see me, one by one

grants-review-title = Keep or stop?
grants-review-keep = Keep
grants-review-stop = Stop
grants-review-done = You have seen everyone
grants-review-kept = { $count ->
    [0] No one can open your record now.
    [one] 1 clinic can still see your record.
   *[other] { $count } clinics can still see your record.
  }
grants-review-stopped = { $count ->
    [one] You stopped 1.
   *[other] You stopped { $count }.
  }
grants-review-unsent = { $count ->
    [one] 1 stop is not sent yet.
   *[other] { $count } stops are not sent yet.
  }
grants-review-others = Someone who can use your device, or has your words, can see it too.

## Access history

grants-history-title = Access over time
grants-history-label = { $count ->
    [one] 1 clinic since { $from }. The table below says the same.
   *[other] { $count } clinics since { $from }. The table below says the same.
  }
grants-history-bar = could open it
grants-history-dot = opened
grants-history-cross = stopped
grants-history-table = As a table
grants-history-clinic = Clinic
grants-history-from = From
grants-history-end = How it ended
grants-history-times = Opened

grants-history-now = Today
grants-history-open = Still open
