# Words that stand on many screens.

app-app = Keepwell
app-tagline = Your medical record in your own hands.

app-back = Back
app-close = Close
app-cancel = Cancel
app-done = Done
app-next = Next
app-save = Save
app-stop = Stop
app-change = Change
app-see-all = See all
app-try-again = Try again
app-show = Show
app-remove = Remove
app-copy = Copy
app-copied = Copied. It leaves the clipboard after 1 minute.
app-yes = Yes
app-no = No
app-share = Share
app-more = More
app-skip-link = Go to the content
app-loading = Loading
app-failed = That did not work.
app-optional = optional
app-step = Step { $step } of { $of }
app-menu = Main menu

app-nav-home = Home
app-nav-record = Record
app-nav-share = Share
app-nav-activity = Activity
app-nav-more = More
app-nav-emergency = Emergency card
app-nav-travel = Travel mode
app-nav-settings = Settings
app-lock = Lock

app-locking-title = Keepwell locks soon
app-locking-note = Nobody has touched it for a while. What you typed and did not save would be lost.
app-locking-left = { $count ->
    [one] 1 second left
   *[other] { $count } seconds left
}
app-locking-last = Keepwell locks in a few seconds
app-locking-stay = Stay unlocked
app-locking-now = Lock now

app-backed-up = Backed up
app-not-backed-up = Not backed up
app-words-checked-on = Recovery words checked { $date }

app-sample = SAMPLE
app-sample-note = This is made-up data to look around with.

app-source-imported = From a file
app-source-added_by_me = Added by me
app-source-sample = Sample

app-category-allergies = Allergies
app-category-medicines = Medicines
app-category-problems = Conditions
app-category-immunizations = Vaccines
app-category-results = Results
app-category-procedures = Procedures
app-category-documents = Documents
app-category-other = Other

app-sensitive-mental = Mental health
app-sensitive-sexual = Sexual health and pregnancy
app-sensitive-genetic = Genetic tests
app-sensitive-substance = Alcohol and drugs
app-sensitive-violence = Violence and abuse

app-preset-gp_visit = Visit to a doctor
app-preset-emergency = Emergency
app-preset-dentist = Dentist
app-preset-pharmacy = Pharmacy
app-preset-second_opinion = Second opinion
app-preset-insurance_claim = Insurance claim
app-preset-research = Research
app-preset-public_health = Public health

app-purpose-TREAT = Care
app-purpose-ETREAT = Emergency care
app-purpose-HPAYMT = Payment
app-purpose-HRESCH = Research
app-purpose-PUBHLTH = Public health
app-purpose-FAMRQT = Family

app-grant-pending = Not sent yet
app-grant-active = Open
app-grant-paused = Paused
app-grant-expired = Ended
app-grant-revoked = Stopped
app-grant-used_up = Used up

app-flag-normal = normal
app-flag-high = high
app-flag-low = low

app-span-day = { $count ->
    [one] 1 day
   *[other] { $count } days
}
app-span-hour = { $count } h
app-span-minute = { $count } min
app-span-second = { $count } s

app-time-left = { $time } left
app-time-ends = Ends in { $time }
app-time-ended = Ended
app-time-today = Today, { $time }
app-time-yesterday = Yesterday, { $time }
app-time-said = { $what }: { $time } left
app-time-over = { $what }: ended

app-files-drop = Or drop a file here.
app-files-paste = Paste text
app-files-choose = Choose a file

app-chart-date = Date
app-chart-value = Value
app-chart-flag = Compared with the normal range
app-chart-range = Normal range: { $low } to { $high } { $unit }
app-chart-range-below = Normal range: up to { $high } { $unit }
app-chart-range-above = Normal range: from { $low } { $unit }

app-words-label = Three words
app-busy = Working
