# Before a trip: what is ready and what is not.

trip-title = Before the trip
trip-row-note = Card, summary and link made ready, and tested
trip-ready = Everything is ready
trip-left = { $count ->
    [one] 1 step is left
   *[other] { $count } steps are left
  }
trip-state-open = Open
trip-state-again = Once more
trip-state-done = Done
trip-record = Your record is up to date
trip-record-open = There is no record yet.
trip-record-done = Last added: { $when }
trip-record-again = Nothing was added for long. Ask your clinic for newer records.
trip-record-do = Add records
trip-trip = Dates and language
trip-trip-open = When is the trip, and what is spoken there?
trip-trip-done = { $from } to { $until }, { $language }
trip-from = First day
trip-until = Last day
trip-language = What is spoken there?
trip-save = Save the trip
trip-change = Change the trip
trip-forget = Forget this trip
trip-card = The emergency card, to print
trip-summary = The summary, to print
trip-paper-open = Save it, then print it.
trip-paper-done = Saved: { $when }
trip-paper-again = Your record or the language changed since.
trip-card-do = Save the card
trip-summary-do = Save the summary
trip-link = A link for the trip
trip-link-open = Its code opens your summary in any clinic, also while your phone is off. Print it too.
trip-link-done = Sent. It opens until: { $when }
trip-link-again = It is not sent yet, lacks your newest record, or does not fit the dates.
trip-link-long = Your trip is longer than a link lasts. Give it a new end on the way: the code stays.
trip-link-see = See the link
trip-test = Tested without internet
trip-test-open = Turn on flight mode. Then press Test.
trip-test-done = Tested: { $when }
trip-test-do = Test
trip-test-running = Looking whether a server answers…
trip-test-good = It all works without internet
trip-test-made = No server answered. This device made the summary with { $records } records, { $terms } names in that language, the emergency card, the PDF and a moving code. You can turn flight mode off.
