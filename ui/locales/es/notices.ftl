# unreviewed

notices-opened-title = Se ha abierto lo que compartió
notices-opened-text = Alguien con quien compartió lo acaba de abrir. Abra Keepwell para ver quién.
notices-asked-title = Alguien pide más tiempo
notices-asked-text = Alguien con quien compartió le pide más tiempo. Abra Keepwell para ver quién.
notices-unlock = Desbloquee su historial
