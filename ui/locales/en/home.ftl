# The first screen: who can see me, what is dangerous, what there is.

home-hello = Hello, { $name }
home-hello-nobody = Hello
home-emergency = Emergency
home-travel = Travel
home-share = Share with a clinic

home-open =
    { $count ->
        [one] One clinic can see your record
       *[other] { $count } clinics can see your record
    }
home-open-none = No one can open your record now
home-none-fetch = No one can fetch your record now
home-open-no-one-else = No one else can open it.
home-open-all = See all { $count }
home-opened =
    { $count ->
        [0] Not opened yet
        [one] Opened 1 time
       *[other] Opened { $count } times
    }
home-paused = Paused: they can’t open it now
home-not-sent = Not sent yet. It goes out when there is internet.
home-stopping = Stop is not sent yet. They can still open it until your device has internet.
home-starts = Starts: { $when }
home-ring = Time left for { $clinic }
home-review = Who can see me
home-left-copies =
    { $count ->
        [one] Clinics told us of 1 saved copy.
       *[other] Clinics told us of { $count } saved copies.
    }
home-left-offline = { $count ->
    [one] 1 stopped share may still be opened on a computer without internet. Latest end: { $until }.
   *[other] { $count } stopped shares may still be opened on computers without internet. Latest end: { $until }.
}
home-left-links =
    { $count ->
        [one] 1 link still works for anyone who has it.
       *[other] { $count } links still work for anyone who has them.
    }

home-log-bad = The log does not match what your device saw
home-log-look = See what to do
home-backup-title = Not backed up
home-backup-words = Check your 12 words, or a lost device loses your record.
home-backup-file = Save a backup file, or a lost device loses your record.
home-backup-do = Back it up now
home-words-due = You last checked your words on { $date }
home-words-due-note = Do you still have the paper? Check it again.

home-sample = There is made-up data in this record.
home-sample-remove = Remove the sample
home-sample-removed = The sample is removed.
home-allergy = { $name }
home-allergy-severe = { $name }: severe
home-no-known-allergies = No known allergies
home-no-known-allergies-note = A record says so: { $source }
home-allergies-none = No allergies in your record
home-allergies-none-note = That does not mean you have none.

home-some = { $first }, { $count } more
home-latest = Last: { $what }, { $date }
home-latest-undated = Last: { $what }
home-result = { $value } { $unit }
home-result-flag = { $value } { $unit }: { $flag }

home-first-title = Add your first record
home-first-file = A file or a photo
home-first-file-note = From your clinic, a health app, or a letter you photograph
home-first-hand = Type it in
home-first-hand-note = An allergy or a medicine

home-happened = What happened
home-happened-none = Nothing has happened yet.
