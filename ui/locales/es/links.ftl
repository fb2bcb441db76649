# unreviewed
# Links for whoever has them: in place of a share with a clinic.

links-title = Enlaces
links-lead = Para una clínica que no tiene Keepwell.
links-row-note = Para clínicas que no tienen Keepwell, y para un viaje
links-weaker = Menos seguro que compartir con una clínica
links-weaker-note = Quien tenga el enlace puede abrir su resumen. Nadie demuestra quién lo abrió. Al detenerlo no se recupera lo que ya se leyó.
links-none = No tiene ningún enlace
links-open = Abiertos ahora
links-past = Antes
links-make = Crear un enlace
links-shape-travel = Para un viaje
links-shape-travel-note = Un resumen que conocen los lectores de todo el mundo. Puede tener un código de acceso.
links-shape-clinic_us = Para una clínica en EE. UU.
links-shape-clinic_us-note = Un archivo con su PDF, como lo aceptan allí las clínicas. No tiene código de acceso: que dure poco.

## Making one

links-make-shape = ¿Para qué es?
links-make-trip = Para su viaje: del { $from } al { $until }
links-passcode = Código de acceso
links-passcode-hint = De 4 a 64 caracteres. Dígalo de viva voz o en otro papel, nunca junto con el enlace.
links-passcode-suggest = Proponer uno
links-passcode-missing = Sin código de acceso, el enlace solo ya abre su resumen.
links-label = Qué dice ser el enlace
links-label-usual = Resumen del paciente
links-make-private = Los temas privados quedan fuera.

## One link

links-code = El código del enlace
links-code-note = Lo abre la cámara de cualquier teléfono en un navegador. Funciona con su teléfono apagado.
links-once = Código de acceso: { $passcode }
links-once-note = Solo lo ve ahora. Anótelo aparte del enlace.
links-has-passcode = Pide un código de acceso
links-no-passcode = No tiene código de acceso
links-tries = { $count ->
    [0] El código falló demasiadas veces. El enlace ya no se abre.
    [one] El código puede fallar 1 vez más.
   *[other] El código puede fallar { $count } veces más.
  }
links-tries-note = Los intentos no vuelven. Para tener nuevos, cree otro enlace.
links-limit = { $count ->
    [one] Puede abrirse una vez en total.
   *[other] Puede abrirse { $count } veces en total.
  }
links-from = Se abre desde: { $when }
links-unsent = El servidor aún no lo tiene. Se envía en cuanto haya internet.
links-elsewhere = Lo creó otro dispositivo. Su código está allí.
links-update = Poner detrás el historial de hoy
links-updated = Tiene el resumen de hoy.
links-rearm = Darle otro final
links-rearm-note = El código sigue igual, también en papel. Las aperturas se cuentan de nuevo y detrás queda el historial de hoy.
links-opened = Quién lo abrió
links-opened-note = Quien abre un enlace dice quién es. Nadie lo comprueba.
links-opened-none = Nadie lo abrió.
links-visit-opened = Lo abrió
links-visit-refused = Código equivocado
links-stop = Detener este enlace
links-text = El enlace como texto
