# unreviewed

clinic-title = Visor de historiales
clinic-starting = Un momento
clinic-broken-title = Esta página no puede conectar con su servidor
clinic-broken = Compruebe la red e inténtelo de nuevo. Sus claves siguen aquí.
clinic-key-ready = La clave de este ordenador está lista
clinic-language = Idioma
clinic-server = El historial se abre dentro de este navegador. Nuestro servidor no puede leerlo.

clinic-welcome-title = Prepare este puesto
clinic-welcome = Los pacientes dan acceso a la clave de su clínica. Se crea en este navegador y se queda aquí.
clinic-name = Nombre de la clínica
clinic-name-hint = Los pacientes ven este nombre.
clinic-country = País
clinic-country-hint = Dos letras: KE
clinic-contact = Teléfono o sala
clinic-make = Crear la clave
clinic-have-file = Tengo un archivo de claves de otro puesto
clinic-file-passphrase = Contraseña del archivo
clinic-file-open = Usar este archivo
clinic-file-withdrawn = Esta clave fue retirada. Cree una nueva.
clinic-fresh-title = Guarde la clave para sus otros puestos
clinic-fresh = Solo ahora se puede guardar la clave. Otros puestos usan este archivo. Si se borran los datos de este navegador, el archivo recupera la clave.
clinic-fresh-passphrase = Elija una contraseña para el archivo
clinic-fresh-save = Guardar el archivo de claves
clinic-fresh-skip = Seguir sin archivo

clinic-card-title = El código de su clínica
clinic-card = Imprímalo y póngalo en el mostrador. Los pacientes lo escanean para darle acceso.
clinic-card-letters = Letras de control
clinic-card-ends = Este código vale hasta { $date }.
clinic-card-print = Imprimir
clinic-card-paper = Escanee este código con Keepwell para mostrarnos su historial.
clinic-card-paper-letters = Compare estas letras con las de su teléfono:
clinic-card-away = Ahora no se puede crear el código. No se puede conectar con el servidor.

clinic-withdraw = Retirar esta clave
clinic-withdraw-title = ¿Retirar la clave de esta clínica?
clinic-withdraw-when = Hágalo si otra persona puede tener la clave: falta un ordenador o un archivo de claves.
clinic-withdraw-what = Desde ese momento, los teléfonos de los pacientes rechazan la clave. No se puede deshacer.
clinic-withdraw-here = Sus puestos olvidan la clave. Los historiales compartidos con ella ya no se pueden abrir allí.
clinic-withdraw-type = Para confirmar, escriba el nombre de la clínica: { $name }
clinic-withdraw-yes = Retirar para siempre
clinic-withdraw-failed = No se puede conectar con el registro. No se ha retirado nada.
clinic-withdrawn = La clave de { $name } está retirada
clinic-withdrawn-elsewhere = La clave de { $name } se retiró en otro puesto
clinic-withdrawn-partly = La clave de { $name } aún no está retirada en todas partes
clinic-withdrawn-left = { $count ->
    [one] No se pudo conectar con un registro.
   *[other] No se pudo conectar con { $count } registros.
}
clinic-withdrawn-again = Esta página lo intenta de nuevo sola.
clinic-withdrawn-new = Cree aquí una clave nueva. Sustituya el código impreso.

clinic-checks-title = Comprobando
clinic-check-card = La clave de este ordenador
clinic-check-qr = El código es de un paciente
clinic-check-relay = Hay algo para usted
clinic-check-decrypt = Se abre con su clave
clinic-check-digest = Es lo que nombra el código
clinic-check-statement = Firmado por la cartera del paciente
clinic-check-terms = Destinado a su clínica
clinic-check-receipt = Escrito en el registro
clinic-check-window = Dentro del tiempo que eligió el paciente
clinic-check-revocation = No detenido por el paciente
clinic-check-parts = Nada ha cambiado

clinic-refused-title = No disponible
clinic-refused-not_available = Este código no está disponible.
clinic-refused-expired = Este código no está disponible.
clinic-refused-revoked = Este código no está disponible.
clinic-refused-too_early = Este código no está disponible.
clinic-refused-not_our_code = Esto no es un código de paciente de Keepwell.
clinic-refused-not_listed = Este código es de otro operador. Pida al paciente un SMART Health Link.
clinic-refused-not_for_us = Este acceso se dio a otra clínica.
clinic-refused-altered = Lo que llegó fue cambiado por el camino. No se muestra nada.
clinic-refused-not_recorded = El acceso aún no está en el registro. Inténtelo de nuevo en un minuto.
clinic-refused-ledger_away = No se puede llegar al registro, y el paciente no permitió abrir sin él.
clinic-refused-ledger_lies = El registro no coincide con lo que este ordenador vio antes. No se muestra nada. Avise a su departamento de informática.
clinic-refused-no_card = Este navegador no tiene la clave de una clínica, o la clave ha caducado. Escanee el código en el puesto de la clínica. Para un nuevo acceso, cree una clave nueva.
clinic-refused-unreachable = No se puede llegar al servidor. Inténtelo de nuevo.
clinic-refused-check = Detenido en: { $check }
clinic-again = Escanear otro código

clinic-ended-title = Acceso terminado
clinic-ended-time = Ha pasado el tiempo que eligió el paciente.
clinic-ended-stopped = El paciente detuvo el acceso.
clinic-ended-closed = Usted cerró el historial.
clinic-ended-idle = Nadie usó la página durante un rato.
clinic-ended-gone = El historial ya no está en esta página.

clinic-sent = Enviado por la cartera de este paciente, sin cambios. Puede estar incompleto. Compruebe nombre y fecha de nacimiento.
clinic-proved-signed = Firmado por la cartera del paciente
clinic-proved-allowed = No detenido: registro leído a las { $time }
clinic-proved-whole = Nada ha cambiado
clinic-sent-away = No se pudo llegar al registro. Lo que este ordenador sabe de él tiene { $age }.
clinic-sent-never = No se pudo llegar al registro, y este ordenador nunca lo ha leído.
clinic-clock = El reloj de este ordenador está mal por { $time }. Póngalo en hora.
clinic-sample = MUESTRA: no trata de una persona real
clinic-closes = Se cierra por sí solo a las { $time }
clinic-warn-end = El acceso termina pronto.
clinic-more-time = Pedir más tiempo
clinic-more-time-asked = Solicitado en la cartera del paciente a las { $time }.
clinic-more-time-how = Pida al paciente que pulse «Dar más tiempo» en Keepwell. Solo el paciente puede darlo.
clinic-more-time-new = Entonces tendrá un código nuevo para escanear. Este historial se cierra cuando lo haga.
clinic-more-time-behind = Aún no se pudo preguntar a la cartera del paciente. Esta página lo intenta de nuevo sola.
clinic-warn-idle = ¿Sigue ahí? El historial se cierra en { $time }.
clinic-warn-idle-why = Nadie ha usado la página durante un rato.
clinic-stay = Sigo aquí
clinic-next = Se ha escaneado otro código
clinic-next-why = Este historial se cierra antes de abrir el siguiente.
clinic-next-open = Cerrar este historial y abrir el siguiente
clinic-next-stay = Seguir con este historial
clinic-ring = Acceso

clinic-save-note = Se informa al paciente de lo que guarda, copia o imprime. Su copia se queda con usted.
clinic-untold = Aún no se pudo informar al paciente de lo que hizo. Esta página lo intenta de nuevo sola.
clinic-made = Reunido el { $date }.
clinic-pdf = PDF
clinic-fhir = FHIR
clinic-print = Imprimir
clinic-close = Cerrar el historial
clinic-copy-text = Copiar como texto
clinic-copied = Copiado
clinic-copy-failed = Este navegador no permitió copiar
clinic-paper-copy = Este papel es una copia.
clinic-paper = Impreso en { $clinic }, { $time }. Se informó al paciente. No se puede recuperar cuando el paciente detiene el acceso.
clinic-no-person = Nombre no compartido
clinic-born = nacimiento: { $date }
clinic-no-birth = fecha de nacimiento no compartida
clinic-age = { $count ->
    [one] 1 año
   *[other] { $count } años
}
clinic-speaks = habla { $languages }
clinic-gender-female = Mujer
clinic-gender-male = Hombre
clinic-gender-other = Otro
clinic-gender-unknown = Sexo no conocido
clinic-purpose = Para: { $purpose }

clinic-none = Sin información: pregunte al paciente
clinic-alerts = Alertas
clinic-allergies = Alergias
clinic-medicines = Medicamentos
clinic-problems = Enfermedades
clinic-implants = Implantes y dispositivos
clinic-results = Resultados
clinic-immunizations = Vacunas
clinic-procedures = Intervenciones
clinic-documents = Documentos
clinic-contacts = Contactos
clinic-others = Otros registros
clinic-column-alert = Alerta
clinic-column-allergy = Alergia
clinic-column-medicine = Medicamento
clinic-column-dose = Dosis
clinic-column-problem = Problema
clinic-column-implant = Dispositivo
clinic-column-test = Prueba
clinic-column-course = Evolución
clinic-column-latest = Último
clinic-column-value = Valor
clinic-column-vaccine = Vacuna
clinic-column-procedure = Intervención
clinic-column-document = Documento
clinic-column-other = Registro
clinic-column-name = Nombre
clinic-column-phone = Teléfono
clinic-column-from = Fecha, origen
clinic-range = Rango:
clinic-course = { $what }: { $count } valores, de { $first } ({ $since }) a { $last }
clinic-values = { $count ->
    [one] 1 valor
   *[other] Los { $count } valores
}
clinic-no-date = Sin fecha
clinic-no-source = Origen no indicado
clinic-by-patient = Escrito por el paciente
clinic-recent = cambió en los últimos 90 días
clinic-more = Mostrar más (quedan { $count })
clinic-document-unnamed = Documento sin nombre
clinic-unreadable = Este historial no se puede mostrar aquí. Guarde el archivo FHIR.
clinic-open-file = Guardar { $name }

clinic-word-active = activo
clinic-word-inactive = inactivo
clinic-word-resolved = resuelto
clinic-word-remission = en remisión
clinic-word-recurrence = reapareció
clinic-word-relapse = recaída
clinic-word-completed = completado
clinic-word-stopped = detenido
clinic-word-on-hold = en pausa
clinic-word-intended = previsto
clinic-word-not-done = no realizado
clinic-word-not-taken = no tomado
clinic-word-cancelled = cancelado
clinic-word-entered-in-error = introducido por error
clinic-word-unknown = estado no conocido
clinic-word-final = definitivo
clinic-word-current = actual
clinic-word-confirmed = confirmado
clinic-word-unconfirmed = sin confirmar
clinic-word-provisional = provisional
clinic-word-differential = diagnóstico diferencial
clinic-word-presumed = supuesto
clinic-word-refuted = descartado
clinic-word-mild = leve
clinic-word-moderate = moderado
clinic-word-severe = grave
clinic-word-criticality-high = criticidad: alta
clinic-word-criticality-low = criticidad: baja
clinic-word-criticality-unable-to-assess = criticidad: no evaluada
