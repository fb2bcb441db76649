# Settings, the backup, and the More tab.

settings-title = Settings
settings-you = How it looks
settings-safe = Safety
settings-sharing = Sharing
settings-data = Your data

settings-language = Language
settings-language-system = Like this device
settings-language-note = Some translations were not yet checked by a clinician.
settings-look = Text size and colours
settings-text = Text size
settings-text-100 = Normal
settings-text-125 = Large
settings-text-150 = Larger
settings-text-200 = Largest
settings-text-example = Metformin 1000 mg, 2 times a day
settings-theme = Colours
settings-theme-system = Like this device
settings-theme-light = Light
settings-theme-dark = Dark

settings-lock = Lock by itself
settings-lock-after = Lock after no one was here for
settings-lock-now = Lock now
settings-lock-note = { $minutes ->
    [one] After 1 minute
   *[other] After { $minutes } minutes
}
settings-lock-more = It also locks when the device goes to sleep.
settings-notify = Tell me when a clinic opens my record or asks for more time
settings-notify-note = The message does not name the clinic. Only while Keepwell is open and unlocked.

settings-passphrase = Change passphrase
settings-passphrase-old = Passphrase now
settings-passphrase-new = New passphrase
settings-passphrase-again = The new one again
settings-passphrase-done = Your passphrase is changed.
settings-store = Unlock with this device
settings-store-on = Your fingerprint, your face or your login here opens the wallet too.
settings-store-off = Only the passphrase opens the wallet.
settings-store-none = Keepwell can’t unlock with this device.
settings-store-silent = Unlocking with this device does not work right now. You can turn it off.

settings-backup = Backup
settings-backup-lead = To get your record back on another device you need both: your words and a new backup file.
settings-backup-good = Words and file are ready
settings-backup-words = Recovery words
settings-backup-words-checked = Checked on { $date }
settings-backup-words-due = Check again that you still have them
settings-backup-words-never = Not checked yet
settings-backup-words-show = Show my words
settings-backup-words-check = Check my words
settings-backup-words-why = Your passphrase, so that no one else sees the words
settings-backup-file = Backup file
settings-backup-file-saved = Saved on { $date }
settings-backup-file-old = Saved on { $date }, before you added records
settings-backup-file-never = Not saved yet
settings-backup-file-button = Save a backup file
settings-backup-file-note = Keep it off this device: on a USB stick, or in storage you trust. Without your words no one can read it.
settings-backup-done = Your words are checked.
settings-saved = Saved: { $file }, { $size }.

settings-servers = Servers
settings-servers-lead = What you share passes through here, locked. These servers can't read it.
settings-servers-server = Server
settings-servers-details = For experts
settings-servers-relay = Passes on what you share
settings-servers-ledger = Keeps the log
settings-servers-key = Key of the log
settings-servers-witnesses = Witnesses of the log
settings-servers-nobody = nobody is asked
settings-servers-change = What you share from now on passes through the new server. What you shared before stays where it is.
settings-servers-other = Use another server
settings-servers-address = Address of the server
settings-servers-policy = Witnesses
settings-servers-policy-hint = If you were given a file that says whose word on the log to ask for, paste its text here.
settings-servers-use = Use this server
settings-servers-changed = This wallet uses the new server now

settings-clinics = Clinics you know
settings-clinics-none = You have not shared with a clinic yet
settings-clinics-none-note = A clinic you share with is kept here with its check letters.
settings-clinics-check = Check letters { $check }
settings-clinics-forget = Remove { $clinic }
settings-clinics-forget-title = Remove this clinic?
settings-clinics-forget-note = Next time it counts as new. Open access does not stop.
settings-clinics-forget-yes = Remove it

settings-export = Export everything
settings-export-lead = One ZIP file: your whole record, your documents and the list of what happened. Other apps can read it. Keepwell can read the record back.
settings-export-warning = This file is not locked. Anyone who has it can read it.
settings-export-back = It does not bring back open access. For a lost device you need a backup file.
settings-export-button = Save the file

settings-erase = Erase everything
settings-erase-lead = Deletes your record, your key and your activity from this device.
settings-erase-access = Access that is open now is not stopped by this. Stop it first.
settings-erase-back = Only your words and your backup file can bring it back.
settings-erase-not-backed-up = You are not backed up. What you erase now is gone.
settings-erase-sure = I understand that this can't be undone
settings-erase-button = Erase everything

settings-about = About
settings-about-version = Version { $version }
settings-about-lead = Keepwell is free software. You may use, read and change it.
settings-about-honest = Keepwell is no medical device and gives no advice. It shows what your sources wrote.
settings-about-access = Made to be usable by everyone
settings-about-access-note = We aim at WCAG 2.2 AA: keyboard, screen readers, large text, strong contrast. Tell us where it fails.
settings-about-licences = Software and fonts inside
settings-about-licences-note = { $count } parts made by others, and their licences
settings-about-search = Search

settings-more = More
settings-more-access = Who can see me
settings-more-access-note = Open and past access, saved copies
settings-more-emergency-note = Allergies, medicines and conditions on one page
settings-more-travel-note = What a doctor abroad needs, without internet
settings-more-settings-note = Language, text size, lock, clinics, export
settings-more-lock-note = Closes your record on this device

settings-invitation = Use an invitation
settings-invitation-note = Some servers take new shares only from people who were invited. The server does not learn which share is yours.
settings-invitation-field = Invitation
settings-invitation-hint = 24 letters and digits. Whoever runs the server gives it to you.
settings-invitation-use = Use this invitation
settings-invitation-came = { $count ->
    [one] 1 token came. Each share takes two.
   *[other] { $count } tokens came. Each share takes two.
  }
