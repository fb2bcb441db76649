# unreviewed

grants-title = Quién puede ver mi historial
grants-now = Ahora
grants-none = Nadie puede ver su historial.
grants-none-fetch = Nadie puede descargar su historial ahora.
grants-share = Compartir con una clínica
grants-open = { $count ->
    [one] Una clínica puede ver su historial
   *[other] { $count } clínicas pueden ver su historial
}
grants-copies = { $count ->
    [0] No se informó de ninguna copia guardada.
    [one] Nos informaron de 1 copia guardada. No podemos borrarla.
   *[other] Nos informaron de { $count } copias guardadas. No podemos borrarlas.
}
grants-offline = { $count ->
    [one] 1 acceso puede abrirse mientras no se alcance el registro.
   *[other] { $count } accesos pueden abrirse mientras no se alcance el registro.
}
grants-links = { $count ->
    [one] 1 enlace abierto sirve a cualquiera que lo tenga.
   *[other] { $count } enlaces abiertos sirven a cualquiera que los tenga.
}
grants-review = Revisar uno por uno
grants-review-hint = Vea quién tiene acceso. Manténgalo o deténgalo.
grants-stop-all = Detener todo
grants-past = Antes
grants-past-none = No ha compartido antes.
grants-show-past = { $count ->
    [one] Mostrar 1 más
   *[other] Mostrar { $count } más
}
grants-state-stopping = Parada aún sin enviar
grants-opened = { $count ->
    [0] Aún sin abrir
    [one] Abierto una vez
   *[other] Abierto { $count } veces
}
grants-opened-past = { $count ->
    [0] No se informó de ninguna apertura
    [one] Abierto una vez
   *[other] Abierto { $count } veces
}
grants-stop-of = Detener el acceso de { $clinic }
grants-see = Ver { $clinic }
grants-detail-until = Hasta: { $when }
grants-detail-made = Compartido: { $when }
grants-detail-purpose = Para: { $purpose }
grants-detail-sees = Ven
grants-detail-saw = Podían ver
grants-detail-records = { $count ->
    [one] 1 registro
   *[other] { $count } registros
}
grants-detail-code = Mostrar el código
grants-detail-more-time = Dar más tiempo
grants-detail-again = Compartir de nuevo con ellos
grants-detail-pause = Pausa
grants-detail-resume = Dejar que siga
grants-detail-pending = Lo enviamos en cuanto haya internet. Hasta entonces nada cambia para la clínica. No se envía nada mientras Keepwell está cerrado o bloqueado.
grants-detail-paused-note = No pueden abrirlo durante la pausa. El tiempo sigue corriendo.
grants-detail-stop = Detener el acceso
grants-detail-seen = Qué ha pasado
grants-detail-nothing = Nada todavía. Aparece aquí cuando lo abran.
grants-detail-nothing-past = No se informó de ninguna apertura.
grants-detail-facts = Cómo está
grants-relay-waiting = Aún no se ha enviado todo al servidor
grants-relay-open = El servidor lo transmite
grants-relay-paused = El servidor lo retiene
grants-relay-closed = El servidor lo ha cerrado
grants-log-waiting = Aún no está en su registro
grants-log-granted = Su registro dice: compartido
grants-log-stop_written = Su registro dice: detenido
grants-detail-offline = Puede abrirse mientras no se alcance el registro.
grants-event-opened = Lo abrieron
grants-event-refused = Intentaron abrirlo: bloqueado
grants-event-shown = Nos dijeron: estuvo en su pantalla
grants-event-saved = Nos dijeron: guardaron una copia
grants-event-printed = Nos dijeron: lo imprimieron
grants-event-closed = Nos dijeron: lo cerraron
grants-event-asked = Pidieron más tiempo
grants-event-verified = Probado: la llave de esta clínica
grants-event-said = Sin probar
grants-stop-title-done = Acceso detenido
grants-stop-title-never = Nunca se envió
grants-stop-title-sending = Deteniendo…
grants-stop-title-unsent = La parada aún no se ha enviado
grants-stop-title-closed = Cerrado, pero aún no en su registro
grants-stop-title-written = En su registro, pero aún sin cerrar
grants-stop-sub-done = { $time } · escrito en su registro
grants-stop-sub-unsent = La enviaremos enseguida.
grants-stop-sub-sending = Estamos enviando la parada.
grants-stop-sub-closed = Seguimos intentándolo.
grants-stop-sub-written = Seguimos intentándolo.
grants-stop-done = No pueden abrirlo otra vez.
grants-stop-done-more = El enlace y el código ya no sirven.
grants-stop-never = Nadie pudo abrirlo.
grants-stop-never-more = No había salido de su dispositivo.
grants-stop-sending = Pueden abrirlo hasta que llegue la parada.
grants-stop-sending-more = Tarda un momento.
grants-stop-unsent = Pueden abrirlo hasta que su dispositivo tenga internet.
grants-stop-unsent-more = No se envía nada mientras Keepwell está cerrado.
grants-stop-closed = No pueden recogerlo otra vez.
grants-stop-closed-more = El servidor lo ha cerrado. El registro lo tendrá pronto.
grants-stop-written = El registro dice detenido.
grants-stop-written-more = Pero el servidor no lo ha cerrado. Una clínica que mire el registro no lo abrirá.
grants-stop-unopened = No se informó de ninguna apertura.
grants-stop-seen = { $count ->
    [one] Lo abrieron una vez.
   *[other] Lo abrieron { $count } veces.
}
grants-stop-seen-more = Pueden recordar lo que vieron.
grants-stop-saved = { $count ->
    [one] Nos dijeron: 1 copia guardada a las { $time }.
   *[other] Nos dijeron: { $count } copias guardadas, la última a las { $time }.
}
grants-stop-saved-untimed = { $count ->
    [one] Nos dijeron: 1 copia guardada.
   *[other] Nos dijeron: { $count } copias guardadas.
}
grants-stop-saved-more = { $count ->
    [one] No podemos borrarla. Puede haber copias que no vemos.
   *[other] No podemos borrarlas. Puede haber copias que no vemos.
}
grants-stop-printed = { $count ->
    [one] Nos dijeron: impreso una vez.
   *[other] Nos dijeron: impreso { $count } veces.
}
grants-stop-printed-more = No podemos recuperar el papel.
grants-stop-no-copy = No nos informaron de ninguna copia.
grants-stop-no-copy-more = Puede haber copias que no vemos.
grants-stop-offline = Un ordenador sin internet aún puede abrirlo.
grants-stop-offline-more = Usted lo permitió. Termina como tarde: { $when }.
grants-stop-law = Una clínica puede tener que conservar lo que usó para atenderle.
grants-stop-again = Compartir de nuevo con ellos
grants-stop-all-title = ¿Detener todo?
grants-stop-all-note = { $count ->
    [one] 1 clínica tiene acceso. No podrá volver a abrir su historial.
   *[other] { $count } clínicas tienen acceso. No podrán volver a abrir su historial.
}
grants-stop-all-yes = Sí, detener todo
grants-stop-all-no = Dejarlo como está
grants-stop-all-done = { $count ->
    [0] Todo está detenido
    [one] 1 parada aún sin enviar
   *[other] { $count } paradas aún sin enviar
}
grants-stop-all-done-note = Nadie puede abrir su historial ahora.
grants-stop-all-copies = Las copias guardadas o impresas se quedan con ellos.
grants-more-title = Dar más tiempo
grants-asked-title = { $clinic } pide más tiempo
grants-asked-note = Lo pidió: { $when }. Nada cambia si usted no lo da.
grants-more-again-title = Compartir de nuevo con ellos
grants-more-note = { $clinic } recibe un código nuevo. El antiguo deja de servir en cuanto se haga el nuevo.
grants-more-again-note = { $clinic } recibe un código nuevo. Ven lo mismo que antes.
grants-more-show = Mostrar el código nuevo
grants-review-title = ¿Mantener o detener?
grants-review-keep = Mantener
grants-review-stop = Detener
grants-review-done = Ya los ha visto todos
grants-review-kept = { $count ->
    [0] Nadie puede abrir su historial ahora.
    [one] 1 clínica aún puede ver su historial.
   *[other] { $count } clínicas aún pueden ver su historial.
}
grants-review-stopped = { $count ->
    [one] Detuvo 1.
   *[other] Detuvo { $count }.
}
grants-review-unsent = { $count ->
    [one] 1 parada aún sin enviar.
   *[other] { $count } paradas aún sin enviar.
}
grants-review-others = Quien pueda usar su dispositivo o tenga sus palabras también puede verlo.
grants-history-title = Accesos en el tiempo
grants-history-label = { $count ->
    [one] 1 clínica desde { $from }. La tabla de abajo dice lo mismo.
   *[other] { $count } clínicas desde { $from }. La tabla de abajo dice lo mismo.
}
grants-history-bar = podía abrirlo
grants-history-dot = abierto
grants-history-cross = detenido
grants-history-table = Como tabla
grants-history-clinic = Clínica
grants-history-from = Desde
grants-history-end = Cómo terminó
grants-history-times = Abierto
grants-history-now = Hoy
grants-history-open = Aún abierto
