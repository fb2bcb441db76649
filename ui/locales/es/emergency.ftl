# unreviewed

emergency-title = Tarjeta de emergencia
emergency-born = Nacimiento: { $date } ({ $age })
emergency-allergies = Alergias
emergency-severe = { $name }: grave
emergency-no-known = Sin alergias conocidas
emergency-no-known-note = Lo dice un registro.
emergency-not-recorded = No hay alergias registradas
emergency-not-recorded-note = Eso no significa que no las haya. Pregunte.
emergency-medicines = Medicamentos
emergency-conditions = Enfermedades
emergency-none = Nada registrado
emergency-seen = Quien tenga este dispositivo en la mano puede ver esta página.
emergency-own = Es el historial de la propia persona. Pueden faltar cosas. Pregúntele.
emergency-sensitive = Los temas privados no se muestran.
emergency-empty = Aún no hay nada que mostrar
emergency-empty-note = Añada primero un registro. Después, esta página muestra lo que ayuda en una emergencia.
emergency-travel-title = Modo viaje
emergency-travel-offline = Funciona sin internet
emergency-travel-lead = Muestre esta página a un médico. Es su historial tal como lo escribieron sus clínicas.
emergency-travel-language = Escrito como en su historial
emergency-travel-language-note = Keepwell no traduce textos libres por máquina. Una palabra equivocada podría hacerle daño.
emergency-travel-show = Mostrar el código a una clínica
