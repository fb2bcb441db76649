# unreviewed

notices-opened-title = Uma partilha foi aberta
notices-opened-text = Alguém com quem partilhou acabou de a abrir. Abra o Keepwell para ver quem.
notices-asked-title = Alguém pede mais tempo
notices-asked-text = Alguém com quem partilhou pede mais tempo. Abra o Keepwell para ver quem.
notices-unlock = Desbloqueie o seu registo
