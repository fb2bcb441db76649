# unreviewed

activity-title = Quién miró
activity-show = Mostrar
activity-all = Todo
activity-opened-only = Abierto
activity-saved-only = Guardó una copia
activity-none-title = Aún no hay nada
activity-none = Cuando una clínica abra su historial, aparecerá aquí.
activity-today = Hoy
activity-yesterday = Ayer
activity-what-opened = Abrió su historial
activity-what-refused = Intentó abrirlo: bloqueado
activity-what-shown = Miró su historial
activity-what-saved = Guardó una copia
activity-what-printed = Imprimió una copia
activity-what-closed = Cerró su historial
activity-what-asked = Pidió más tiempo
activity-what-shared = Usted dio acceso
activity-what-stopped = Usted detuvo el acceso
activity-what-paused = Usted puso el acceso en pausa
activity-what-resumed = Usted volvió a dar paso
activity-what-ended = El acceso terminó
activity-what-imported = Usted añadió registros
activity-times = { $what }, { $times } veces
activity-by = { $clinic } · { $time }
activity-by-me = { $time }
activity-proved = Probado
activity-waiting = En espera
activity-wrong = No coincide
activity-proved-clinic-means = La clínica lo firmó con la llave que su dispositivo hizo para esto.
activity-proved-own-means = Está en su registro. Su dispositivo lo ha comprobado.
activity-waiting-means = El registro aún no lo ha confirmado.
activity-wrong-clinic-means = Esto no coincide con lo firmado. No se fíe.
activity-wrong-own-means = El registro dice otra cosa que lo que anotó su dispositivo. No se fíe.
activity-own-means = Lo anotó este dispositivo.
activity-sentence-opened = { $clinic } abrió su historial: { $time }.
activity-sentence-refused = { $clinic } intentó abrir su historial y fue rechazada: { $time }.
activity-sentence-shown = { $clinic } tuvo su historial en pantalla: { $time }.
activity-sentence-saved = { $clinic } nos dijo que guardó una copia: { $time }. No podemos recuperar esa copia.
activity-sentence-printed = { $clinic } nos dijo que imprimió una copia: { $time }. No podemos recuperar esa copia.
activity-sentence-closed = { $clinic } cerró su historial: { $time }.
activity-sentence-asked = { $clinic } pidió más tiempo: { $time }.
activity-sentence-shared = Usted dio acceso a { $clinic }: { $time }.
activity-sentence-stopped = Usted detuvo el acceso de { $clinic }: { $time }.
activity-sentence-paused = Usted puso en pausa el acceso de { $clinic }: { $time }.
activity-sentence-resumed = Usted volvió a dar paso a { $clinic }: { $time }.
activity-sentence-ended = El acceso de { $clinic } terminó: { $time }.
activity-sentence-imported = Usted añadió registros: { $time }.
activity-someone = Alguien
activity-folded = { $times ->
    [one] Ocurrió una vez.
   *[other] Ocurrió { $times } veces en un cuarto de hora.
}
activity-to-grant = Ver este acceso
activity-proof = Prueba
activity-proof-of = El acceso al que pertenece
activity-proof-entry = Entrada en el registro
activity-proof-size = Entradas cuando se comprobó
activity-proof-words = Palabras del registro
activity-proof-words-note = Quien compruebe el registro ahora obtiene las mismas cinco palabras.
activity-proof-checked = Comprobado
activity-proof-log = Registro
activity-proof-save = Guardar la prueba como archivo
activity-saved-file = Guardado como { $file }.
activity-save = Guardar esta lista como archivo
activity-log-good = Registro comprobado: { $when }.
activity-log-good-note = { $entries ->
    [one] 1 entrada, ni falta ni ha cambiado.
   *[other] { $entries } entradas, ninguna falta ni ha cambiado.
}
activity-log-never = El registro aún no se ha comprobado.
activity-log-how = Cómo funciona
activity-log-how-text = Cada acceso que usted da o detiene se escribe en un registro público. No contiene nombres ni nada sobre usted. Su dispositivo comprueba que nada se cambió ni se quitó.
activity-log-bad = El registro no coincide con lo que vio su dispositivo
activity-log-bad-text = Alguien puede haberlo cambiado. Detenga todos los accesos y avísenos.
activity-alert-foreign_revocation = El registro dice que un acceso se paró, pero este dispositivo no lo paró.
activity-alert-omitted_revocation = El registro no dice a las clínicas que un acceso se paró. Una clínica quizá aún pueda abrir lo que tiene.
activity-alert-false_list = El registro dice a las clínicas que un acceso se paró, pero nadie lo paró.
activity-alert-forked = El registro mostró dos historias distintas.
activity-alert-rewritten = El registro cambió o quitó entradas que tenía antes.
activity-alert-shrunk = El registro muestra menos entradas que antes. También puede hacerlo alguien entre usted y el registro. Pruebe otra red.
activity-alert-lost_event = El servidor ya no muestra algo que pasó con un acceso.
activity-alert-wrong_index = El registro dio una prueba de un lugar donde tiene otra cosa.
activity-log-evidence = Lo que vio su dispositivo se guarda en { $file }.
activity-log-stop = Detener todos los accesos
activity-log-stopped = Se está deteniendo todo.
