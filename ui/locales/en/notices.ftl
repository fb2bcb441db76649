# What the system shows when a share is opened. A locked screen shows it too: it names nobody and nothing of health.

notices-opened-title = A share was opened
notices-opened-text = Somebody you shared with opened it just now. Open Keepwell to see who.
notices-unlock = Unlock your record
