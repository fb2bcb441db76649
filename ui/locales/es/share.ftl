# unreviewed

share-who-title = ¿Para quién es?
share-who-met = Clínicas que conoce
share-who-met-hint = { $what }, { $length }
share-who-again = Como la última vez: { $what }, { $length }
share-who-others = Otra persona
share-who-scan = Escanear el código de la clínica
share-who-scan-hint = Con la cámara, una imagen, un enlace o un archivo
share-who-first = Cualquiera que tenga el código
share-who-first-hint = El primero que lo escanee le pregunta. Usted dice sí o no.
share-who-spoken = La clínica no tiene código que escanear
share-who-spoken-hint = Un código animado y seis palabras que usted dice. Sin red.
share-who-riskier = Más riesgo
share-who-visit = ¿Para qué es?
share-who-visit-hint = Rellena las respuestas. Puede cambiarlas.
share-scan-title = Escanear el código de la clínica
share-scan-lead = Está en el mostrador de la clínica o en su pantalla.
share-scan-start = Usar la cámara
share-scan-stop = Apagar la cámara
share-scan-file = Elegir una imagen o un archivo
share-scan-looking = Buscando un código. Póngalo delante de la cámara.
share-scan-none = Aquí no se puede usar la cámara. Use otra de las formas.
share-scan-view = Lo que ve la cámara
share-scan-link = El enlace de la clínica
share-scan-look = Leer el enlace
share-scan-reading = Leyendo el código…
share-clinic-title = ¿Es esta la clínica?
share-clinic-check = Letras de control
share-clinic-check-hint = Deben ser las mismas que en la tarjeta de la clínica.
share-clinic-listed = En una lista de su confianza
share-clinic-met = La misma llave que la última vez
share-clinic-new = Nueva para usted
share-clinic-new-hint = No podemos saber quién hizo este código. Compare las letras antes de compartir.
share-clinic-yes = Sí, es esta clínica
share-clinic-no = No, escanear otra vez
share-key-title = La llave de esta clínica es distinta de la última vez
share-key-stopped = Hemos parado aquí. No se ha compartido nada.
share-key-why = Qué puede significar
share-key-new = La clínica tiene una llave nueva. Ocurre, pero no a menudo.
share-key-false = Alguien se hace pasar por esta clínica.
share-key-do = Qué puede hacer
share-key-call = Pregunte a la clínica en persona o a un teléfono que conozca.
share-key-forget = Si tiene una llave nueva: quite la antigua en Ajustes. Después escanee otra vez.
share-key-kept = Los demás accesos siguen como están.
share-key-leave = Salir
share-key-other = Escanear otro código

share-withdrawn-title = Esta clínica ya no usa este código
share-withdrawn-why = Qué significa
share-withdrawn-key = La clínica retiró este código. Otra persona puede tener su llave.
share-withdrawn-right = La clínica hizo bien. Usted no hizo nada mal.
share-withdrawn-ask = Pida a la clínica su código nuevo. Después escanéelo.
share-withdrawn-look = ¿Compartió con el código antiguo? Mírelo y párelo si no está seguro.
share-withdrawn-other = Escanear el código nuevo
share-what-title = ¿Qué pueden ver?
share-what-summary = Resumen
share-what-summary-hint = Alergias, medicamentos, enfermedades, vacunas y últimos resultados
share-what-everything = Todo
share-what-everything-hint = Todos los registros y documentos
share-what-chosen = Yo elijo
share-what-chosen-hint = Por sección o registro a registro
share-what-deidentified = Sin su nombre
share-what-deidentified-hint = Se quitan nombre, dirección, textos libres y documentos. Las fechas se hacen aproximadas.
share-what-claim = Solo lo que pide la reclamación
share-what-claim-hint = Usted elige los registros. No va nada más.
share-what-sections = Secciones
share-what-one = Elegir en { $section }
share-what-each = Uno por uno
share-what-pick = Elegir registros
share-what-picked = { $count ->
    [0] Aún no ha elegido ninguno
    [one] 1 registro elegido
   *[other] { $count } registros elegidos
}
share-what-picked-done = { $count ->
    [0] Listo
    [one] Listo: 1 registro
   *[other] Listo: { $count } registros
}
share-what-some = { $chosen } de { $count } elegidos
share-what-count = { $count ->
    [one] 1 registro
   *[other] { $count } registros
}
share-what-find = Buscar un registro
share-what-found = { $count ->
    [0] Ningún registro encontrado.
    [one] 1 registro encontrado.
   *[other] { $count } registros encontrados. Escriba más para ver menos.
}
share-what-nothing = Elija al menos un registro.
share-what-private = Temas privados
share-what-private-hint = Apagados hasta que los elija. A la clínica no se le dice que falta algo.
share-what-private-none = Buscamos 5 temas privados. No hay ninguno en lo que eligió.
share-what-private-miss = Se nos puede escapar alguno. Mire lo que verán antes de compartir.
share-what-shown = Se muestra
share-what-hidden = No se muestra
share-long-title = ¿Por cuánto tiempo?
share-long-other = Otro tiempo
share-long-other-hint = Hasta 30 días
share-long-number = Cuántos
share-long-unit = Horas o días
share-long-unit-hours = horas
share-long-unit-days = días
share-long-too = Elija entre 1 hora y 30 días.
share-long-ends-today = Termina hoy a las { $time }
share-long-ends-tomorrow = Termina mañana a las { $time }
share-long-ends-day = Termina el { $day } a las { $time }
share-long-more = Más opciones
share-long-openings = ¿Cuántas veces pueden abrirlo?
share-long-any = Las veces que quieran
share-long-times = { $count ->
    [one] Una vez
   *[other] { $count } veces
}
share-long-offline = Puede abrirse mientras no se alcance el registro
share-long-offline-hint = Bueno donde el internet es malo. Pero si lo detiene, pueden enterarse más tarde.
share-check-title = Compruebe y comparta
share-check-who = Quién puede mirar
share-check-first = Quien escanee primero el código
share-check-first-note = Le preguntan primero. No se comparte nada antes de que diga sí.
share-check-spoken-note = Sin las palabras nadie puede abrirlo.
share-check-what = Qué ven
share-check-hidden = No se muestra: { $groups }
share-check-let-in = Temas privados que se muestran: { $groups }
share-check-long = Por cuánto tiempo
share-check-times = { $count ->
    [one] Puede abrirse una vez
   *[other] Puede abrirse { $count } veces
}
share-check-offline = También mientras no se alcance el registro
share-check-change-who = Cambiar quién puede mirar
share-check-change-what = Cambiar qué ven
share-check-change-long = Cambiar por cuánto tiempo
share-note = Puede detenerlo cuando quiera. Si guardan o imprimen una copia mientras está abierto, no podemos recuperar esa copia.
share-check-log = Esto se escribirá en su registro.
share-check-code = Mostrar el código
share-check-send = Compartir ahora
share-preview-title = Lo que verán
share-preview-open = Ver exactamente lo que verán
share-preview-pdf = Lo mismo en PDF, para leer o imprimir
share-preview-changes = Cambiado para que no le señale a usted
share-preview-empty = No se compartiría nada. Cambie lo que ven.
share-preview-all = Mostrar los { $count }
share-change-names = Se quitan nombres y números que le señalan.
share-change-addresses = Se quitan las direcciones.
share-change-dates = Las fechas se hacen aproximadas.
share-change-text = Se quitan los textos libres.
share-change-documents = Se quitan los documentos.
share-change-other = Algunos detalles se quitan o se hacen aproximados.
share-code-title = Su código
share-code-show = Deje que la clínica escanee este código.
share-code-alt = El código para { $clinic }
share-code-small = El código no sirve a nadie más que a esta clínica.
share-moving = ¿Allí no hay red? Muestre un código animado
share-moving-title = Un código animado
share-moving-show = Póngalo ante la cámara de la clínica unos { $seconds } segundos, hasta que su pantalla lo tenga. Nadie necesita red.
share-moving-pause = Detener
share-moving-go = Continuar
share-spoken-name = Quien oiga las seis palabras
share-spoken-show = Póngalo ante la cámara de la clínica unos { $seconds } segundos, hasta que su pantalla pida palabras.
share-spoken-alt = El código animado
share-spoken-say = Después diga estas seis palabras
share-spoken-label = Seis palabras
share-spoken-note = Quien haya filmado el código y oiga las palabras puede abrirlo. Dígalas solo en la clínica.
share-phase-sending = Enviando…
share-phase-sending-note = En un momento la clínica podrá abrirlo.
share-phase-unsent = Aún sin enviar
share-phase-unsent-note = No hay internet. Lo enviamos en cuanto haya. No se envía nada mientras Keepwell está cerrado o bloqueado.
share-phase-waiting = Esperando a la clínica
share-phase-waiting-note = Esta página cambia sola cuando lo abran.
share-phase-scanned = El código se ha escaneado
share-phase-scanned-note = { $clinic } ha recogido su historial. Aún no nos han dicho que esté en su pantalla.
share-phase-open = Lo tienen abierto
share-phase-open-note = { $clinic } abrió su historial a las { $time }.
share-phase-left = Lo cerraron
share-phase-left-note = { $clinic } abrió su historial a las { $time }. Pueden abrirlo otra vez.
share-phase-paused = En pausa
share-phase-paused-note = No pueden abrirlo hasta que usted lo deje seguir.
share-phase-stopping = La parada aún no se ha enviado
share-phase-stopping-note = Pueden abrirlo hasta que su dispositivo tenga internet. La enviaremos enseguida.
share-phase-stopped = Detenido
share-phase-stopped-note = No pueden abrirlo otra vez.
share-phase-ended = Terminado
share-phase-ended-note = Han pasado { $length }. No pueden abrirlo otra vez.
share-phase-used = Agotado
share-phase-used-note = Lo abrieron tantas veces como usted permitió.
share-fact-scanned = Código escaneado
share-fact-key = La llave de la clínica coincide
share-fact-shown = Nos dijeron: está en su pantalla
share-fact-log = Escrito en su registro
share-code-link = Copiar el enlace
share-code-leave = Listo, dejarlo abierto
share-code-copied = El enlace está copiado. Péguelo en 60 segundos; después lo borramos.
share-code-delivered = Va de camino a la pantalla de la clínica.
share-first-title = Muestre este código
share-first-lead = El primero que lo escanee le pregunta. No se comparte nada antes de que diga sí.
share-first-alt = El código para quien lo escanee primero
share-first-ring = Código nuevo
share-first-waiting = Esperando a que alguien escanee
share-first-renews = { $seconds ->
    [one] Código nuevo en 1 segundo, para que nadie use una foto de este.
   *[other] Código nuevo en { $seconds } segundos, para que nadie use una foto de este.
}
share-first-new = Aquí hay un código nuevo.
share-words-title = ¿Están estas palabras en la pantalla de la clínica?
share-words-who = { $clinic } pide ver su historial.
share-words-yes = Sí, las mismas palabras
share-words-note = Si una palabra es distinta, diga No. Entonces no se comparte nada.
share-words-nothing = Aún no se ha compartido nada.
share-refused-title = No se compartió nada
share-refused-note = Usted dijo no. El código ya no sirve.
share-failed-title = No ha funcionado
share-failed-note = No se compartió nada.
share-failed-again = Hacer un código nuevo
share-failed-leave = Salir

share-who-link = La clínica no tiene Keepwell
share-who-link-hint = Cree un enlace. Quien lo tenga puede abrir su resumen.
