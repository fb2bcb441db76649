# unreviewed
# Before a trip: what is ready and what is not.

trip-title = Antes del viaje
trip-row-note = Tarjeta, resumen y enlace listos y probados
trip-ready = Todo está listo
trip-left = { $count ->
    [one] Falta 1 paso
   *[other] Faltan { $count } pasos
  }
trip-state-open = Pendiente
trip-state-again = Otra vez
trip-state-done = Hecho
trip-record = Su historial está al día
trip-record-open = Todavía no hay historial.
trip-record-done = Última vez que añadió algo: { $when }
trip-record-again = Hace mucho que no se añade nada. Pida a su clínica documentos más recientes.
trip-record-do = Añadir historial
trip-trip = Fechas e idioma
trip-trip-open = ¿Cuándo es el viaje y qué idioma se habla allí?
trip-trip-done = Del { $from } al { $until }, { $language }
trip-from = Primer día
trip-until = Último día
trip-language = ¿Qué idioma se habla allí?
trip-save = Guardar el viaje
trip-change = Cambiar el viaje
trip-forget = Olvidar este viaje
trip-card = La tarjeta de emergencia, para imprimir
trip-summary = El resumen, para imprimir
trip-paper-open = Guárdelo y luego imprímalo.
trip-paper-done = Guardado: { $when }
trip-paper-again = Desde entonces cambió su historial o el idioma.
trip-card-do = Guardar la tarjeta
trip-summary-do = Guardar el resumen
trip-link = Un enlace para el viaje
trip-link-open = Su código abre su resumen en cualquier clínica, también con su teléfono apagado. Imprímalo también.
trip-link-done = Enviado. Se abre hasta: { $when }
trip-link-again = Aún no se envió, le falta lo más nuevo de su historial o no encaja con las fechas.
trip-link-long = Su viaje dura más que un enlace. Déle otro final durante el viaje: el código sigue igual.
trip-link-see = Ver el enlace
trip-test = Probado sin internet
trip-test-open = Active el modo avión. Luego pulse Probar.
trip-test-done = Probado: { $when }
trip-test-do = Probar
trip-test-running = Mirando si responde un servidor…
trip-test-good = Todo funciona sin internet
trip-test-made = Ningún servidor respondió. Este dispositivo creó el resumen con { $records } registros, { $terms } nombres en ese idioma, la tarjeta de emergencia, el PDF y un código móvil. Puede quitar el modo avión.
