# unreviewed

record-title = Mi historial
record-search = Buscar en todo
record-search-hint = Alergias, medicamentos, resultados, cartas…
record-found = { $count ->
    [0] No se encontró nada
    [one] 1 registro
   *[other] { $count } registros
}
record-view = Orden
record-view-sections = Por tipo
record-view-timeline = Por fecha
record-origin = Mostrar
record-origin-all = Todo
record-origin-imported = De archivos
record-origin-added_by_me = Añadido por mí
record-add = Añadir
record-empty-title = Aún no hay nada
record-empty = Añada un archivo, una foto de una carta o escriba algo.
record-nothing-title = No se encontró nada
record-nothing = Pruebe otra palabra o mire todos los registros.
record-no-date = Sin fecha
record-list = Registros { $from } a { $to }
record-severe = Grave
record-clinical-name = Nombre clínico
record-code = Un enlace o código de una clínica
record-source = De dónde
record-date = Fecha
record-imported = Añadido el
record-file = Archivo
record-details = Detalles
record-raw = Los datos tal como llegaron
record-raw-note = Es lo que envió la fuente, sin cambios.
record-course = Con el tiempo
record-course-label = { $title }: { $count } valores, el último el { $date }
record-shared = Quién lo ha visto
record-shared-none = Nadie. No lo ha compartido.
record-shared-opened = Abierto. Usted lo dio el { $date }.
record-shared-unopened = Sin abrir. Usted lo dio el { $date }.
record-sensitive = No se comparte, a menos que usted lo elija: { $group }
record-remove = Quitar de esta cartera
record-remove-title = ¿Quitar esto?
record-remove-note = Desaparece de este dispositivo. Las copias compartidas se quedan en las clínicas.
record-removed = Quitado.
record-document = Documento
record-document-save = Guardar el archivo
record-document-saved = Guardado como { $file }.
record-document-none = Este tipo de archivo no se puede mostrar aquí.
record-document-page = Página { $page } de { $pages }
record-document-before = Página anterior
record-document-after = Página siguiente
record-document-alt = Página { $page } de { $name }
record-fact-status = Estado
record-fact-verification = Certeza
record-fact-type = Tipo
record-fact-criticality = Peligro
record-fact-reaction = Reacción
record-fact-severity = Gravedad
record-fact-onset = Comienzo
record-fact-last_reaction = Última reacción
record-fact-dose = Dosis
record-fact-route = Cómo se toma
record-fact-as_needed = Solo si hace falta
record-fact-since = Desde
record-fact-until = Hasta
record-fact-reason = Motivo
record-fact-stopped_because = Se dejó porque
record-fact-quantity = Cantidad
record-fact-stage = Estadio
record-fact-body_site = Parte del cuerpo
record-fact-ended = Terminó
record-fact-protects_from = Protege contra
record-fact-dose_number = Número de dosis
record-fact-lot = Número de lote
record-fact-range = Valores normales
record-fact-interpretation = El laboratorio dice
record-fact-conclusion = Conclusión
record-fact-method = Método
record-fact-outcome = Resultado final
record-fact-complication = Complicación
record-fact-description = Descripción
record-fact-birth_date = Nacimiento
record-fact-gender = Sexo
record-fact-phone = Teléfono
record-fact-address = Dirección
record-fact-value = Resultado
record-fact-component = Parte
record-fact-note = Nota
record-fact-recorded = Anotado
record-add-title = Añadir a su historial
record-add-file = Elegir un archivo
record-add-file-hint = Un archivo con su historial de un hospital, un ZIP, un PDF, una foto o un texto. O suéltelo aquí, o péguelo.
record-add-reading = Leyendo { $file }
record-add-sample = Probar con un ejemplo
record-add-sample-note = Datos inventados, marcados con EJEMPLO en todas partes.
record-add-by-hand = Escribirlo
record-add-by-hand-note = Se marca como «Añadido por mí».
record-kind = ¿Qué es?
record-kind-allergy = Una alergia
record-kind-medicine = Un medicamento
record-name-allergy = ¿A qué tiene alergia?
record-name-medicine = ¿Qué medicamento?
record-detail-allergy = ¿Qué ocurre?
record-detail-medicine = ¿Cuánto y cada cuánto?
record-since = ¿Desde cuándo?
record-since-hint = Basta con el año: 2019
record-severe-ask = Fue grave
record-severe-note = Dificultad para respirar, hinchazón u hospital.
record-hand-save = Guardar
record-hand-saved = { $name } está en su historial.
record-report-added = { $count ->
    [0] Nada nuevo en { $file }
    [one] 1 registro añadido de { $file }
   *[other] { $count } registros añadidos de { $file }
}
record-report-unread = No se pudo leer { $file }
record-report-known = { $count ->
    [one] 1 ya estaba.
   *[other] { $count } ya estaban.
}
record-report-problems = { $count ->
    [one] No se pudo leer 1 cosa
   *[other] No se pudieron leer { $count } cosas
}
record-report-see = Ver su historial
record-other-title = ¿Es sobre usted?
record-other-note = Este archivo es de { $file }. Su historial es de { $here }.
record-other-same = Sí, soy yo: añadirlo
record-other-other = No: guardarlo aparte
record-other-other-note = Los registros guardados aparte nunca están en su resumen.
record-other-cancel = No añadirlo

record-sample-title = ¿Quitar antes el ejemplo?
record-sample-note = El ejemplo inventado sigue en este historial. Su propio historial debe estar solo.
record-sample-again = Lo que usted escribió se queda.
record-sample-remove = Quitar el ejemplo y añadir

## Over time

record-medicines-title = Medicamentos en el tiempo
record-medicines-label =
    { $count ->
        [one] 1 medicamento desde { $from }. La tabla de abajo dice lo mismo.
       *[other] { $count } medicamentos desde { $from }. La tabla de abajo dice lo mismo.
    }
record-medicines-now = Hoy
record-medicines-more =
    { $count ->
        [one] 1 más está en la tabla.
       *[other] { $count } más están en la tabla.
    }
record-medicines-unknown = Un punto solo: nadie anotó cuándo terminó.
record-medicines-table = Como tabla
record-medicines-medicine = Medicamento
record-medicines-from = Desde
record-medicines-until = Hasta
record-medicines-taking = Sigue tomándolo
record-medicines-no-end = Sin anotar
record-vaccines-title = Vacunas por enfermedad
record-vaccines-disease = Contra
record-vaccines-given = Puestas
record-vaccines-number = Dosis { $number }

record-code-hint = SMART Health Link o Card, o un certificado de salud
record-code-take = Incorporarlo
record-code-asks = Solo entonces se pregunta al servidor del enlace.
record-passcode = Este enlace tiene un código de acceso
record-passcode-note = Pregunte a quien le dio el enlace.
record-passcode-wrong = Ese código no es correcto.
record-passcode-left = { $count ->
    [one] Incorrecto. Queda 1 intento.
   *[other] Incorrecto. Quedan { $count } intentos.
  }
record-passcode-give = Abrirlo
record-follows = Guardamos este enlace para que pueda actualizarlo.
record-followed = Enlaces que puede actualizar
record-followed-note = Lo que hay detrás puede cambiar. No se pregunta a nadie hasta que pulse Actualizar ahora.
record-followed-none = No se sigue ningún enlace
record-followed-asked = Última consulta: { $when }
record-followed-update = Actualizar ahora
record-followed-stop = Dejar de seguir
record-followed-stays = Lo que vino de él queda en su historial.
record-signed = ¿Quién lo firmó?
record-signed-note = Dos preguntas distintas: de quién dice ser y si es verdad. Solo se piden las claves al emisor cuando usted pulsa.
record-signed-check = Comprobar la firma
record-signed-issuer = Dice ser de
record-signed-nobody = no se nombra a nadie
record-signed-right = ¿Es correcta la firma?
record-signed-valid = Sí. No se modificó.
record-signed-wrong = No. Se modificó, o lo firmó otra persona.
record-signed-unknown_key = No se sabe. Su clave no está publicada.
record-signed-not_checked = No se comprobó.
record-signed-now = ¿Vale ahora?
record-signed-holds = Sí
record-signed-too_early = Todavía no
record-signed-expired = No, ha caducado
record-signed-revoked = No, su emisor lo retiró
record-signed-back = ¿Se retiró?
record-signed-back-none = Su emisor no publica ninguna lista.
record-signed-back-checked = No. Se miró la lista de su emisor.
record-signed-back-not_checked = No se sabe. No se pudo obtener la lista.
record-signed-vouched = ¿Alguien responde por el emisor?
record-signed-vouched-nobody = No se preguntó a nadie.
record-signed-vouched-yes = Sí, una lista que usted eligió.
record-signed-vouched-no = Ninguna lista que eligió lo tiene.
record-code-field = Enlace o código
