# The record: sections, search, one item, adding.

record-title = My record
record-search = Search in everything
record-search-hint = Allergies, medicines, results, letters …
record-found =
    { $count ->
        [0] Nothing found
        [one] 1 record
       *[other] { $count } records
    }
record-view = Order
record-view-sections = By kind
record-view-timeline = By date
record-origin = Show
record-origin-all = All
record-origin-imported = From files
record-origin-added_by_me = Added by me
record-add = Add
record-empty-title = Nothing here yet
record-empty = Add a file, a photo of a letter, or type something in.
record-nothing-title = Nothing found
record-nothing = Try another word, or look at all records.
record-no-date = No date
record-list = Records { $from } to { $to }
record-severe = Severe

record-clinical-name = Clinical name
record-code = A link or code of a clinic
record-source = Where from
record-date = Date
record-imported = Added on
record-file = File
record-details = Details
record-raw = The data as it came
record-raw-note = This is what the source sent, unchanged.
record-course = Over time
record-course-label = { $title }: { $count } values, the last on { $date }
record-shared = Who has seen this
record-shared-none = Nobody. You have not shared it.
record-shared-opened = Opened. You gave it on { $date }.
record-shared-unopened = Not opened. You gave it on { $date }.
record-sensitive = Kept back when you share, unless you choose it: { $group }
record-remove = Remove from this wallet
record-remove-title = Remove this?
record-remove-note = It goes from this device. Copies you shared stay with the clinics.
record-removed = Removed.

record-document = Document
record-document-save = Save the file
record-document-saved = Saved as { $file }.
record-document-none = This kind of file can’t be shown here.
record-document-page = Page { $page } of { $pages }
record-document-before = Page before
record-document-after = Next page
record-document-alt = Page { $page } of { $name }

record-fact-status = Status
record-fact-verification = How sure
record-fact-type = Kind
record-fact-criticality = How dangerous
record-fact-reaction = Reaction
record-fact-severity = How bad
record-fact-onset = Began
record-fact-last_reaction = Last reaction
record-fact-dose = Dose
record-fact-route = How taken
record-fact-as_needed = Only when needed
record-fact-since = Since
record-fact-until = Until
record-fact-reason = Reason
record-fact-stopped_because = Stopped because
record-fact-quantity = Amount
record-fact-stage = Stage
record-fact-body_site = Where on the body
record-fact-ended = Ended
record-fact-protects_from = Protects from
record-fact-dose_number = Dose number
record-fact-lot = Lot number
record-fact-range = Normal range
record-fact-interpretation = The laboratory says
record-fact-conclusion = Conclusion
record-fact-method = Method
record-fact-outcome = Outcome
record-fact-complication = Complication
record-fact-description = Description
record-fact-birth_date = Born
record-fact-gender = Sex
record-fact-phone = Phone
record-fact-address = Address
record-fact-value = Result
record-fact-component = Part
record-fact-note = Note
record-fact-recorded = Written down

record-add-title = Add to your record
record-add-file = Choose a file
record-add-file-hint = A record file from a hospital, a ZIP, a PDF, a photo or a text. Or drop it here, or paste it.
record-add-reading = Reading { $file }
record-add-sample = Look around with a sample
record-add-sample-note = Made-up data, marked SAMPLE everywhere.
record-add-by-hand = Type it in
record-add-by-hand-note = It is marked “Added by me”.
record-kind = What is it?
record-kind-allergy = An allergy
record-kind-medicine = A medicine
record-name-allergy = What are you allergic to?
record-name-medicine = Which medicine?
record-detail-allergy = What happens?
record-detail-medicine = How much, and how often?
record-since = Since when?
record-since-hint = A year is enough: 2019
record-severe-ask = It was severe
record-severe-note = Trouble breathing, swelling, or hospital.
record-hand-save = Save
record-hand-saved = { $name } is in your record.

record-report-added =
    { $count ->
        [0] Nothing new in { $file }
        [one] 1 record added from { $file }
       *[other] { $count } records added from { $file }
    }
record-report-unread = { $file } could not be read
record-report-known =
    { $count ->
        [one] 1 was there already.
       *[other] { $count } were there already.
    }
record-report-problems =
    { $count ->
        [one] 1 thing could not be read
       *[other] { $count } things could not be read
    }
record-report-see = See your record
record-other-title = Is this about you?
record-other-note = This file is about { $file }. Your record is about { $here }.
record-other-same = Yes, it is me: add it
record-other-other = No: keep it apart
record-other-other-note = Records kept apart are never in your summary.
record-other-cancel = Don’t add it

record-sample-title = Remove the sample first?
record-sample-note = The made-up sample is still in this record. Your own record should stand alone.
record-sample-again = What you typed in yourself stays.
record-sample-remove = Remove the sample and add

## Over time

record-medicines-title = Medicines over time
record-medicines-label =
    { $count ->
        [one] 1 medicine since { $from }. The table below says the same.
       *[other] { $count } medicines since { $from }. The table below says the same.
    }
record-medicines-now = Today
record-medicines-more =
    { $count ->
        [one] 1 more stands in the table.
       *[other] { $count } more stand in the table.
    }
record-medicines-unknown = A dot alone: nobody wrote down when it ended.
record-medicines-table = As a table
record-medicines-medicine = Medicine
record-medicines-from = From
record-medicines-until = Until
record-medicines-taking = Still taking
record-medicines-no-end = Not written down
record-vaccines-title = Vaccinations by disease
record-vaccines-disease = Against
record-vaccines-given = Given
record-vaccines-number = Dose { $number }

record-code-hint = SMART Health Link or Card, or a health certificate
record-code-take = Take it in
record-code-asks = Only then is the server behind the link asked.
record-passcode = This link has a passcode
record-passcode-note = Ask whoever gave you the link.
record-passcode-wrong = That passcode is wrong.
record-passcode-left = { $count ->
    [one] Wrong. 1 try is left.
   *[other] Wrong. { $count } tries are left.
  }
record-passcode-give = Open it
record-follows = We keep this link, so that you can update it.
record-followed = Links you can update
record-followed-note = What is behind them may change. Nobody is asked until you press Update now.
record-followed-none = No link is followed
record-followed-asked = Last asked: { $when }
record-followed-update = Update now
record-followed-stop = Stop following
record-followed-stays = What came from it stays in your record.
record-signed = Who signed it?
record-signed-note = Two different questions: who it says it is from, and whether that is true. Its issuer is asked for its keys only when you press.
record-signed-check = Check the signature
record-signed-issuer = It says it is from
record-signed-nobody = nobody is named
record-signed-right = Is the signature right?
record-signed-valid = Yes. It was not changed.
record-signed-wrong = No. It was changed, or someone else signed it.
record-signed-unknown_key = Not known. Its key is not published.
record-signed-not_checked = Not checked.
record-signed-now = Does it hold now?
record-signed-holds = Yes
record-signed-too_early = Not yet
record-signed-expired = No, it has expired
record-signed-revoked = No, its issuer took it back
record-signed-back = Was it taken back?
record-signed-back-none = Its issuer publishes no list.
record-signed-back-checked = No. Its issuer’s list was looked at.
record-signed-back-not_checked = Not known. The list could not be had.
record-signed-vouched = Does someone vouch for the issuer?
record-signed-vouched-nobody = Nobody was asked.
record-signed-vouched-yes = Yes, a list you chose.
record-signed-vouched-no = No list you chose has it.
record-code-field = Link or code
