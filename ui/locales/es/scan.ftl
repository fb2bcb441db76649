# unreviewed

scan-title = Escanee el código del paciente
scan-lead = Use la forma que tenga a mano.

scan-camera = Cámara
scan-camera-start = Usar la cámara
scan-camera-hint = Ponga el teléfono a unos 20 cm de la cámara.
scan-camera-once = La próxima vez se enciende sola.
scan-camera-starting = Encendiendo la cámara…
scan-camera-looking = Buscando un código…
scan-frames = { $have } de { $needed } partes leídas. Mantenga ahí el teléfono.
scan-camera-view = Lo que ve la cámara
scan-camera-stop = Apagar la cámara
scan-camera-again = Probar otra vez la cámara
scan-camera-insecure = El navegador solo da la cámara a páginas con HTTPS. Avise a su departamento de informática. Las otras formas funcionan.
scan-camera-none = Este ordenador no tiene cámara.
scan-camera-denied = Esta página no tiene permiso para usar la cámara. Dé el permiso al principio de la barra de direcciones o use otra forma.
scan-camera-in-use = Otro programa usa la cámara. Ciérrelo e inténtelo de nuevo.
scan-camera-failed = La cámara no se encendió. Inténtelo de nuevo o use otra forma.

scan-usb = Escáner USB
scan-usb-hint = Escanee sin más. No hace falta pulsar nada.
scan-usb-listening = Escuchando
scan-usb-deaf = No escucha; pulse aquí

scan-link = Pegar un enlace
scan-link-hint = De un mensaje o un correo.
scan-link-label = El enlace del paciente
scan-link-open = Abrir

scan-picture = Elegir una imagen
scan-picture-hint = Una foto o captura de pantalla del código. Puede soltarla aquí.
scan-picture-looking = Mirando la imagen…
scan-picture-nothing = No hay ningún código en esta imagen. Elija una en la que todo el código se vea nítido.

scan-screen = El paciente escanea esta pantalla
scan-screen-hint = La aplicación del paciente lee un código de aquí.
scan-screen-show = Mostrar el código
scan-screen-lead = Aquí no hace falta cámara.

scan-heard-clinic = Este código es de una clínica, no de un paciente. Pida al paciente que muestre el suyo.
scan-heard-damaged = Falta una parte de este código. Escanéelo otra vez o copie el enlace entero.
scan-heard-newer = Este código es más nuevo que esta página. Vuelva a cargar la página. Si no ayuda, avise a su departamento de informática.
scan-heard-other = Esto no es un código de paciente de Keepwell.
scan-heard-unreadable = El escáner escribió algo que esta página no puede leer. Ponga el escáner en teclado de EE. UU. o use otra forma.

scan-show-title = Pida al paciente que escanee esto
scan-show-lead = En la aplicación del paciente: Compartir y después Escanear el código de la clínica.
scan-show-starting = Haciendo un código…
scan-show-alt = Código para la aplicación del paciente
scan-show-waiting = Esperando al paciente
scan-show-renews = { $seconds ->
    [one] Código nuevo en { $seconds } segundo
   *[other] Código nuevo en { $seconds } segundos
}
scan-show-ring = Tiempo hasta el próximo código
scan-show-new = Hay un código nuevo.
scan-show-session = El paciente ve esta pantalla como:
scan-session-name = Esta pantalla, que nadie ha comprobado
scan-session-note = La clave se crea para esta visita y desaparece cuando cierra la página.

scan-first-title = Preguntando al paciente
scan-first-lead = Se pregunta por quien escanea primero. Ahora el paciente ve el nombre de su clínica.
scan-first-starting = Conectando con el teléfono del paciente…

scan-words-title = Compare estas tres palabras
scan-words = Pida al paciente que lea las suyas en voz alta. Tienen que ser las mismas.
scan-words-label = Tres palabras
scan-words-same = Son las mismas: el paciente dice sí en su teléfono y elige lo que usted ve.
scan-words-other = No son las mismas: pare. Alguien puede haberse puesto en medio.
scan-words-stop = No son las mismas
scan-words-waiting = Esperando la respuesta del paciente

scan-spoken-title = Escriba las seis palabras
scan-spoken-lead = El teléfono del paciente muestra seis palabras. Pídalas y escríbalas aquí.
scan-spoken-label = Seis palabras
scan-spoken-hint = No importan las mayúsculas ni las comas. Bastan las cuatro primeras letras de cada palabra.
scan-spoken-open = Abrir
scan-spoken-wrong = Estas no son las palabras. Pida al paciente que las diga otra vez.
scan-spoken-unknown = La palabra { $place } no es de las que muestra un teléfono. Pida al paciente que la deletree.
scan-spoken-count = Son seis palabras. Ha escrito { $count }.
scan-spoken-long = Es demasiado largo. Escriba solo las seis palabras.

scan-over-refused-title = El paciente dijo no
scan-over-refused = No se compartió nada.
scan-over-mismatch-title = Detenido por seguridad
scan-over-mismatch = Lo que llegó no correspondía a este código. Alguien puede haberse puesto en medio. No se compartió nada. Use un código nuevo.
scan-over-stopped-title = Detenido
scan-over-stopped = No se compartió nada. El código ya no sirve.
scan-over-gone-title = Este código ya está gastado
scan-over-gone = Otra persona lo escaneó antes o se acabó su tiempo. Pida un código nuevo.
scan-over-unreachable-title = No se puede llegar al servidor
scan-over-unreachable = Compruebe la red e inténtelo de nuevo.
scan-over-unlisted-title = Este código es de otro operador
scan-over-unlisted = Esta página no puede conectar con ese servidor. Pida al paciente un SMART Health Link.
scan-over-again = Intentar de nuevo
scan-over-new = Hacer un código nuevo
