# unreviewed

notices-opened-title = Eine Freigabe wurde geöffnet
notices-opened-text = Jemand, mit dem Sie teilen, hat sie gerade geöffnet. Öffnen Sie Keepwell, um zu sehen, wer.
notices-asked-title = Jemand bittet um mehr Zeit
notices-asked-text = Jemand, mit dem Sie teilen, bittet um mehr Zeit. Öffnen Sie Keepwell, um zu sehen, wer.
notices-unlock = Entsperren Sie Ihre Akte
