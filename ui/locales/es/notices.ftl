# unreviewed

notices-opened-title = Se ha abierto lo que compartió
notices-opened-text = Alguien con quien compartió lo acaba de abrir. Abra Keepwell para ver quién.
notices-unlock = Desbloquee su historial
