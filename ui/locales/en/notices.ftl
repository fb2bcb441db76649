# What the system shows when a share is opened or more time is asked for. A locked screen shows it too: it names nobody and nothing of health.

notices-opened-title = A share was opened
notices-opened-text = Somebody you shared with opened it just now. Open Keepwell to see who.
notices-asked-title = Somebody asks for more time
notices-asked-text = Somebody you shared with asks you for more time. Open Keepwell to see who.
notices-unlock = Unlock your record
