# unreviewed

home-hello = Hola, { $name }
home-hello-nobody = Hola
home-emergency = Emergencia
home-travel = Viaje
home-share = Compartir con una clínica
home-open = { $count ->
    [one] Una clínica puede ver su historial
   *[other] { $count } clínicas pueden ver su historial
}
home-open-none = Nadie puede abrir su historial ahora
home-none-fetch = Nadie puede descargar su historial ahora
home-open-no-one-else = Nadie más puede abrirlo.
home-open-all = Ver los { $count }
home-opened = { $count ->
    [0] Aún sin abrir
    [one] Abierto 1 vez
   *[other] Abierto { $count } veces
}
home-paused = En pausa: ahora no pueden abrirlo
home-not-sent = Aún sin enviar. Se enviará cuando haya internet.
home-stopping = La parada aún no se ha enviado. Pueden abrirlo hasta que su dispositivo tenga internet.
home-starts = Empieza: { $when }
home-ring = Tiempo que queda para { $clinic }
home-review = Quién puede verme
home-left-copies = { $count ->
    [one] Las clínicas nos informaron de 1 copia guardada.
   *[other] Las clínicas nos informaron de { $count } copias guardadas.
}
home-left-offline = { $count ->
    [one] 1 acceso detenido aún puede abrirse en un ordenador sin internet. Fin a más tardar: { $until }.
   *[other] { $count } accesos detenidos aún pueden abrirse en ordenadores sin internet. Fin a más tardar: { $until }.
}
home-left-links = { $count ->
    [one] 1 enlace aún sirve a cualquiera que lo tenga.
   *[other] { $count } enlaces aún sirven a cualquiera que los tenga.
}
home-log-bad = El registro no coincide con lo que vio su dispositivo
home-log-look = Ver qué hacer
home-backup-title = Sin copia de seguridad
home-backup-words = Compruebe sus 12 palabras; si pierde el dispositivo, pierde su historial.
home-backup-file = Guarde una copia de seguridad; si pierde el dispositivo, pierde su historial.
home-backup-do = Hacer la copia ahora
home-words-due = Comprobó sus palabras por última vez el { $date }
home-words-due-note = ¿Aún tiene el papel? Compruébelo otra vez.
home-sample = Hay datos inventados en este historial.
home-sample-remove = Quitar el ejemplo
home-sample-removed = El ejemplo se ha quitado.
home-allergy = { $name }
home-allergy-severe = { $name }: grave
home-no-known-allergies = Sin alergias conocidas
home-no-known-allergies-note = Lo dice un registro: { $source }
home-allergies-none = No hay alergias en su historial
home-allergies-none-note = Eso no significa que no tenga ninguna.
home-some = { $first }, { $count } más
home-latest = Último: { $what }, { $date }
home-latest-undated = Último: { $what }
home-result = { $value } { $unit }
home-result-flag = { $value } { $unit }: { $flag }
home-first-title = Añada su primer registro
home-first-file = Un archivo o una foto
home-first-file-note = De su clínica, de una aplicación de salud o una carta que fotografíe
home-first-hand = Escribirlo
home-first-hand-note = Una alergia o un medicamento
home-happened = Qué ha pasado
home-happened-none = Aún no ha pasado nada.
