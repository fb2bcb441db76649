# Getting a patient's code in: camera, scanner, link, picture, or the patient scans the screen. Short words.

scan-title = Scan the patient’s code
scan-lead = Use any way that is at hand.

## Camera

scan-camera = Camera
scan-camera-start = Use the camera
scan-camera-hint = Hold the phone about 20 cm from the camera.
scan-camera-once = Next time it starts by itself.
scan-camera-starting = Starting the camera…
scan-camera-looking = Looking for a code…
scan-frames = { $have } of { $needed } parts read. Keep the phone there.
scan-camera-view = What the camera sees
scan-camera-stop = Turn the camera off
scan-camera-again = Try the camera again
scan-camera-insecure = The browser gives the camera only to pages with HTTPS. Tell your IT. The other ways work.
scan-camera-none = This computer has no camera.
scan-camera-denied = The camera is not allowed for this page. Allow it at the start of the browser’s address line, or use another way.
scan-camera-in-use = Another program uses the camera. Close it, then try again.
scan-camera-failed = The camera did not start. Try again, or use another way.

## Scanner

scan-usb = USB scanner
scan-usb-hint = Just scan. No need to click anything.
scan-usb-listening = Listening
scan-usb-deaf = Not listening, click here

## Link

scan-link = Paste a link
scan-link-hint = From a message or e-mail.
scan-link-label = The patient’s link
scan-link-open = Open

## Picture

scan-picture = Choose a picture
scan-picture-hint = A photo or screenshot of the code. You can drop it here.
scan-picture-looking = Looking at the picture…
scan-picture-nothing = There is no code in this picture. Choose one where the whole code is sharp.

## The other way round

scan-screen = Patient scans this screen
scan-screen-hint = The patient’s app reads a code from here.
scan-screen-show = Show the code
scan-screen-lead = No camera is needed here.

## What it was instead

scan-heard-clinic = This is a clinic’s code, not a patient’s. Ask the patient to show theirs.
scan-heard-damaged = A part of this code is missing. Scan it again, or copy the whole link.
scan-heard-newer = This code is newer than this page. Load the page again. If that does not help, tell your IT.
scan-heard-other = This is not a patient’s code from Keepwell.
scan-heard-unreadable = The scanner typed something that this page can’t read. Set the scanner to a US keyboard, or use another way.

## Words on both screens

scan-show-title = Ask the patient to scan this
scan-show-lead = In the patient’s app: Share, then Scan the clinic’s code.
scan-show-starting = Making a code…
scan-show-alt = Code for the patient’s app
scan-show-waiting = Waiting for the patient
scan-show-renews = { $seconds ->
    [one] A new code in { $seconds } second
   *[other] A new code in { $seconds } seconds
  }
scan-show-ring = Time until the next code
scan-show-new = There is a new code.
scan-show-session = The patient sees this screen as:
scan-session-name = This screen, not checked by anyone
scan-session-note = The key is made for this visit and is gone when you close the page.

scan-first-title = Asking the patient
scan-first-lead = Whoever scans first is asked for. Now the patient sees your clinic’s name.
scan-first-starting = Reaching the patient’s phone…

scan-words-title = Compare these three words
scan-words = Ask the patient to read theirs aloud. They must be the same.
scan-words-label = Three words
scan-words-same = The same: the patient says yes on their phone and chooses what you see.
scan-words-other = Not the same: stop. Somebody may have come in between.
scan-words-stop = They are not the same
scan-words-waiting = Waiting for the patient’s answer

scan-spoken-title = Type the six words
scan-spoken-lead = The patient’s phone shows six words. Ask for them, and type them here.
scan-spoken-label = Six words
scan-spoken-hint = Capitals and commas do not matter. The first four letters of each word are enough.
scan-spoken-open = Open
scan-spoken-wrong = These are not the words. Ask the patient to say them once more.
scan-spoken-unknown = Word { $place } is none of the words that a phone shows. Ask the patient to spell it.
scan-spoken-count = There are six words. You typed { $count }.
scan-spoken-long = This is too long. Type the six words alone.

scan-over-refused-title = The patient said no
scan-over-refused = Nothing was shared.
scan-over-mismatch-title = Stopped to be safe
scan-over-mismatch = What arrived did not fit this code. Somebody may have come in between. Nothing was shared. Use a new code.
scan-over-stopped-title = Stopped
scan-over-stopped = Nothing was shared. The code no longer works.
scan-over-gone-title = This code is used up
scan-over-gone = Someone else scanned it first, or its time is over. Ask for a new code.
scan-over-unreachable-title = The server can’t be reached
scan-over-unreachable = Check the network, then try again.
scan-over-unlisted-title = This code is from another operator
scan-over-unlisted = This page may not contact that server. Ask the patient for a SMART Health Link.
scan-over-again = Try again
scan-over-new = Make a new code
