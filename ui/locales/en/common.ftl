# Words that stand on many screens.

common-app = Keepwell
common-tagline = Your medical record in your own hands.

common-back = Back
common-close = Close
common-cancel = Cancel
common-done = Done
common-next = Next
common-save = Save
common-stop = Stop
common-change = Change
common-see-all = See all
common-try-again = Try again
common-show = Show
common-remove = Remove
common-copy = Copy
common-copied = Copied. It leaves the clipboard after 1 minute.
common-yes = Yes
common-no = No
common-share = Share
common-more = More
common-skip-link = Go to the content
common-loading = Loading
common-failed = That did not work.
common-optional = optional
common-step = Step { $step } of { $of }
common-menu = Main menu

common-nav-home = Home
common-nav-record = Record
common-nav-share = Share
common-nav-activity = Activity
common-nav-more = More
common-nav-emergency = Emergency card
common-nav-travel = Travel mode
common-nav-settings = Settings
common-lock = Lock

common-backed-up = Backed up
common-not-backed-up = Not backed up
common-words-checked-on = Recovery words checked { $date }

common-sample = SAMPLE
common-sample-note = This is made-up data to look around with.

common-source-imported = From a file
common-source-added_by_me = Added by me
common-source-sample = Sample

common-category-allergies = Allergies
common-category-medicines = Medicines
common-category-problems = Conditions
common-category-immunizations = Vaccines
common-category-results = Results
common-category-procedures = Procedures
common-category-documents = Documents
common-category-other = Other

common-sensitive-mental = Mental health
common-sensitive-sexual = Sexual health and pregnancy
common-sensitive-genetic = Genetic tests
common-sensitive-substance = Alcohol and drugs
common-sensitive-violence = Violence and abuse

common-preset-gp_visit = Visit to a doctor
common-preset-emergency = Emergency
common-preset-dentist = Dentist
common-preset-pharmacy = Pharmacy
common-preset-second_opinion = Second opinion
common-preset-insurance_claim = Insurance claim
common-preset-research = Research
common-preset-public_health = Public health

common-purpose-TREAT = Care
common-purpose-ETREAT = Emergency care
common-purpose-HPAYMT = Payment
common-purpose-HRESCH = Research
common-purpose-PUBHLTH = Public health
common-purpose-FAMRQT = Family

common-grant-pending = Not sent yet
common-grant-active = Open
common-grant-paused = Paused
common-grant-expired = Ended
common-grant-revoked = Stopped
common-grant-used_up = Used up

common-flag-normal = normal
common-flag-high = high
common-flag-low = low

common-span-day = { $count ->
    [one] 1 day
   *[other] { $count } days
}
common-span-hour = { $count } h
common-span-minute = { $count } min
common-span-second = { $count } s

common-time-left = { $time } left
common-time-ends = Ends in { $time }
common-time-ended = Ended
common-time-today = Today, { $time }
common-time-yesterday = Yesterday, { $time }
common-time-said = { $what }: { $time } left
common-time-over = { $what }: ended

common-files-drop = Or drop a file here.
common-files-paste = Paste text
common-files-choose = Choose a file

common-chart-date = Date
common-chart-value = Value
common-chart-flag = Compared with the normal range
common-chart-range = Normal range: { $low } to { $high } { $unit }
common-chart-range-below = Normal range: up to { $high } { $unit }
common-chart-range-above = Normal range: from { $low } { $unit }

common-words-label = Three words
common-busy = Working
