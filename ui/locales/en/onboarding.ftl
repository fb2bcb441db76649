# Making a wallet, getting one back, unlocking, and the recovery words.

onboarding-welcome-title = Your medical record, in your own hands
onboarding-welcome-own = You keep it
onboarding-welcome-own-note = Your record is on this device, locked with a key only you have.
onboarding-welcome-share = You share it
onboarding-welcome-share-note = Show a code to a clinic. They see what you chose, for as long as you chose.
onboarding-welcome-stop = You stop it
onboarding-welcome-stop-note = See who looked. Stop any time with one tap.
onboarding-welcome-make = Make my wallet
onboarding-welcome-restore = I have recovery words
onboarding-language = Language

onboarding-key-title = Make your key
onboarding-key-lead = Choose a passphrase. It unlocks your record on this device.
onboarding-key-passphrase = Passphrase
onboarding-key-passphrase-hint = Four or more words that only you put together. No one can send it to you again.
onboarding-key-again = The same again
onboarding-key-different = The two passphrases are not the same.
onboarding-key-short = Use at least 8 characters. Four words are better.
onboarding-key-store = Unlock with this device too
onboarding-key-store-note = Your fingerprint, your face or your login here opens the wallet too.
onboarding-key-server = Server
onboarding-key-server-title = Server: { $server }
onboarding-key-server-note = It passes on what you share, locked. It cannot read it. You can use another one.
onboarding-key-button = Make my key

onboarding-words-title = Write these words on paper
onboarding-words-lead = Words { $from } to { $to } of { $all }. Write the number and the word.
onboarding-words-only = Only you have these words.
onboarding-words-only-note = We can't see them and can't make new ones. If you lose the device and the words, the record is gone.
onboarding-words-list = Words { $from } to { $to }
onboarding-words-next = I wrote them down
onboarding-words-later = Do this later

onboarding-check-title = Which is word number { $number }?
onboarding-check-lead = Look at the paper where you wrote your words. This checks that you can get your record back if you lose this device.
onboarding-check-chosen = { $done } of { $all } words chosen
onboarding-check-again = Show me the words again
onboarding-check-wrong = Not all three words were right. Look at your paper and try again.
onboarding-check-choose = Choose a word first.

onboarding-skip-title = Go on without a check?
onboarding-skip-note = If you lose this device now, your record is gone. No one can get it back for you.
onboarding-skip-mark = "Not backed up" stays on your home screen until you do it.
onboarding-skip-yes = Go on, not backed up
onboarding-skip-no = Back to the words

onboarding-first-title = Add your first record
onboarding-first-lead = A file from your clinic, hospital or health app.
onboarding-first-later = I will do this later
onboarding-first-go = Go to my record


onboarding-restore-title = Get your record back
onboarding-restore-lead = You need the paper with your words. The backup file brings your records.
onboarding-restore-words = Recovery words
onboarding-restore-words-hint = All of them, in order, with spaces between.
onboarding-restore-file = Choose your backup file
onboarding-restore-file-hint = Without it, your key comes back but your records do not.
onboarding-restore-file-chosen = { $file } is chosen
onboarding-restore-button = Get it back
onboarding-restore-done = Your record is back
onboarding-restore-records = { $count ->
    [0] There were no records to bring back.
    [one] 1 record is back.
   *[other] { $count } records are back.
}
onboarding-restore-grants = { $count ->
    [0] No clinic can open your record now.
    [one] 1 clinic can open your record now.
   *[other] { $count } clinics can open your record now.
}

onboarding-unlock-title = Unlock
onboarding-unlock-lead = Your record is locked on this device.
onboarding-unlock-passphrase = Passphrase
onboarding-unlock-button = Unlock
onboarding-unlock-store = Unlock with this device
onboarding-unlock-forgot = I forgot my passphrase
onboarding-unlock-forgot-note = Nobody can send it to you again, but your words open this wallet. Type them from your paper and choose a new passphrase. Your record stays as it is.
onboarding-unlock-forgot-words = No paper any more? Then nobody can open this record.
