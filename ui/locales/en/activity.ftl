# Who looked, and what I did.

activity-title = Who looked
activity-show = Show
activity-all = All
activity-opened-only = Opened
activity-saved-only = Saved a copy
activity-none-title = Nothing here yet
activity-none = When a clinic opens your record, it stands here.
activity-today = Today
activity-yesterday = Yesterday

activity-what-opened = Opened your record
activity-what-refused = Tried to open: blocked
activity-what-shown = Looked at your record
activity-what-saved = Saved a copy
activity-what-printed = Printed a copy
activity-what-closed = Closed your record
activity-what-asked = Asked for more time
activity-what-shared = You gave access
activity-what-handed_over = You handed the record over by moving code
activity-what-stopped = You stopped access
activity-what-paused = You paused access
activity-what-resumed = You let them in again
activity-what-ended = Access ended
activity-what-imported = You added records
activity-times = { $what }, { $times } times
activity-by = { $clinic } · { $time }
activity-by-me = { $time }

activity-proved = Proved
activity-waiting = Waiting
activity-wrong = Does not match
activity-proved-clinic-means = The clinic signed it with the key your device made for it.
activity-proved-own-means = It stands in your log. Your device checked that.
activity-waiting-means = The log has not confirmed it yet.
activity-wrong-clinic-means = This does not match what was signed. Do not trust it.
activity-wrong-own-means = The log says something else than your device wrote down. Do not trust it.
activity-own-means = This device wrote it down.

activity-sentence-opened = { $clinic } opened your record on { $time }.
activity-sentence-refused = { $clinic } tried to open your record on { $time } and was refused.
activity-sentence-shown = { $clinic } had your record on the screen on { $time }.
activity-sentence-saved = { $clinic } told us on { $time } that it saved a copy. We can’t take that copy back.
activity-sentence-printed = { $clinic } told us on { $time } that it printed a copy. We can’t take that copy back.
activity-sentence-closed = { $clinic } closed your record on { $time }.
activity-sentence-asked = { $clinic } asked for more time on { $time }.
activity-sentence-shared = You gave { $clinic } access on { $time }.
activity-sentence-handed_over = You handed the record over to { $clinic } by moving code on { $time }.
activity-sentence-stopped = You stopped the access of { $clinic } on { $time }.
activity-sentence-paused = You paused the access of { $clinic } on { $time }.
activity-sentence-resumed = You let { $clinic } in again on { $time }.
activity-sentence-ended = The access of { $clinic } ended on { $time }.
activity-sentence-imported = You added records on { $time }.
activity-someone = Someone
activity-folded =
    { $times ->
        [one] It happened once.
       *[other] It happened { $times } times within a quarter of an hour.
    }
activity-to-grant = See this access
activity-proof = Proof
activity-proof-of = The access this belongs to
activity-proof-entry = Entry in the log
activity-proof-size = Entries when it was checked
activity-proof-words = Words of the log
activity-proof-words-note = Anyone who checks the log now gets the same five words.
activity-proof-checked = Checked
activity-proof-log = Log
activity-proof-save = Save the proof as a file
activity-saved-file = Saved as { $file }.
activity-save = Save this list as a file

activity-log-good = Log checked: { $when }.
activity-log-good-note =
    { $entries ->
        [one] 1 entry, not missing or changed.
       *[other] { $entries } entries, none missing or changed.
    }
activity-log-never = The log was not checked yet.
activity-log-how = How this works
activity-log-how-text = Every access you give or stop is written in a public log. It holds no names and nothing about you. Your device checks that nothing in it was changed or taken out.
activity-log-bad = The log does not match what your device saw
activity-log-bad-text = Someone may have changed it. Stop all access and tell us.
activity-alert-foreign_revocation = The log says that a share was stopped, but this device did not stop it.
activity-alert-omitted_revocation = The log does not tell clinics that a share was stopped. A clinic may still open what it holds.
activity-alert-false_list = The log tells clinics that a share was stopped, but nobody stopped it.
activity-alert-forked = The log showed two different histories.
activity-alert-rewritten = The log changed or dropped entries that it had before.
activity-alert-shrunk = The log shows fewer entries than before. Someone between you and the log could also do this. Try another network.
activity-alert-lost_event = The server no longer shows something that happened to a share.
activity-alert-altered_event = The server tells something about a share differently from what it had fixed in the log.
activity-alert-missing_root = The server does not fix in the log, minute by minute, what happens to shares. It could change that unnoticed.
activity-alert-wrong_index = The log gave a proof for a place where it has something else.
activity-log-evidence = What your device saw is kept in { $file }.
activity-log-stop = Stop all access
activity-log-stopped = Everything is being stopped.
