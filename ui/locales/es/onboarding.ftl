# unreviewed

onboarding-welcome-title = Su historial médico, en sus manos
onboarding-welcome-own = Usted lo guarda
onboarding-welcome-own-note = Su historial está en este dispositivo, cerrado con una llave que solo tiene usted.
onboarding-welcome-share = Usted lo comparte
onboarding-welcome-share-note = Muestre un código a una clínica. Verán lo que usted eligió, durante el tiempo que eligió.
onboarding-welcome-stop = Usted lo detiene
onboarding-welcome-stop-note = Vea quién miró. Deténgalo cuando quiera con un toque.
onboarding-welcome-make = Crear mi cartera
onboarding-welcome-restore = Tengo palabras de recuperación
onboarding-language = Idioma
onboarding-key-title = Cree su llave
onboarding-key-lead = Elija una frase de contraseña. Abre su historial en este dispositivo.
onboarding-key-passphrase = Frase de contraseña
onboarding-key-passphrase-hint = Cuatro palabras o más que solo usted juntaría. Nadie puede volver a enviársela.
onboarding-key-again = La misma otra vez
onboarding-key-different = Las dos frases no son iguales.
onboarding-key-short = Use al menos 8 caracteres. Cuatro palabras es mejor.
onboarding-key-store = Abrir también con este dispositivo
onboarding-key-store-note = También su huella, su cara o su inicio de sesión aquí abre la cartera.
onboarding-key-server = Servidor
onboarding-key-server-title = Servidor: { $server }
onboarding-key-server-note = Transmite cerrado lo que usted comparte. No puede leerlo. Puede usar otro.
onboarding-key-button = Crear mi llave
onboarding-words-title = Escriba estas palabras en papel
onboarding-words-lead = Palabras { $from } a { $to } de { $all }. Escriba el número y la palabra.
onboarding-words-only = Solo usted tiene estas palabras.
onboarding-words-only-note = No podemos verlas ni hacer otras. Si pierde el dispositivo y las palabras, el historial se pierde.
onboarding-words-list = Palabras { $from } a { $to }
onboarding-words-next = Ya las he escrito
onboarding-words-later = Hacerlo más tarde
onboarding-check-title = ¿Cuál es la palabra número { $number }?
onboarding-check-lead = Mire el papel donde escribió sus palabras. Así se comprueba que puede recuperar su historial si pierde este dispositivo.
onboarding-check-chosen = { $done } de { $all } palabras elegidas
onboarding-check-again = Ver las palabras otra vez
onboarding-check-wrong = No todas eran correctas. Mire su papel e inténtelo de nuevo.
onboarding-check-choose = Elija primero una palabra.
onboarding-skip-title = ¿Seguir sin comprobar?
onboarding-skip-note = Si pierde este dispositivo ahora, su historial se pierde. Nadie puede recuperarlo por usted.
onboarding-skip-mark = «Sin copia de seguridad» seguirá en su pantalla de inicio hasta que lo haga.
onboarding-skip-yes = Seguir, sin copia de seguridad
onboarding-skip-no = Volver a las palabras
onboarding-first-title = Añada su primer registro
onboarding-first-lead = Un archivo de su clínica, hospital o aplicación de salud.
onboarding-first-later = Lo haré más tarde
onboarding-first-go = Ir a mi historial
onboarding-restore-title = Recupere su historial
onboarding-restore-lead = Necesita el papel con sus palabras. La copia de seguridad trae sus registros.
onboarding-restore-words = Palabras de recuperación
onboarding-restore-words-hint = Todas, en orden, separadas por espacios.
onboarding-restore-file = Elegir la copia de seguridad
onboarding-restore-file-hint = Sin ella vuelve su llave, pero no sus registros.
onboarding-restore-file-chosen = Se ha elegido { $file }
onboarding-restore-button = Recuperarlo
onboarding-restore-done = Su historial ha vuelto
onboarding-restore-records = { $count ->
    [0] No había registros que recuperar.
    [one] Ha vuelto 1 registro.
   *[other] Han vuelto { $count } registros.
}
onboarding-restore-grants = { $count ->
    [0] Ninguna clínica puede abrir su historial ahora.
    [one] 1 clínica puede abrir su historial ahora.
   *[other] { $count } clínicas pueden abrir su historial ahora.
}
onboarding-unlock-title = Desbloquear
onboarding-unlock-lead = Su historial está cerrado en este dispositivo.
onboarding-unlock-passphrase = Frase de contraseña
onboarding-unlock-button = Desbloquear
onboarding-unlock-store = Abrir con este dispositivo
onboarding-unlock-forgot = He olvidado mi frase
onboarding-unlock-forgot-note = Nadie puede volver a enviársela, pero sus palabras abren esta cartera. Escríbalas desde su papel y elija una frase nueva. Su historial queda como está.
onboarding-unlock-forgot-words = ¿Ya no tiene el papel? Entonces nadie puede abrir este historial.
