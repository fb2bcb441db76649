# unreviewed

scan-title = Scannez le code du patient
scan-lead = Prenez le moyen que vous avez sous la main.

scan-camera = Caméra
scan-camera-start = Utiliser la caméra
scan-camera-hint = Tenez le téléphone à environ 20 cm de la caméra.
scan-camera-once = La prochaine fois, elle s’allume toute seule.
scan-camera-starting = La caméra s’allume…
scan-camera-looking = Recherche d’un code…
scan-frames = { $have } parties lues sur { $needed }. Laissez le téléphone en place.
scan-camera-view = Ce que voit la caméra
scan-camera-stop = Éteindre la caméra
scan-camera-again = Réessayer la caméra
scan-camera-insecure = Le navigateur ne donne la caméra qu’aux pages en HTTPS. Prévenez votre service informatique. Les autres moyens marchent.
scan-camera-none = Cet ordinateur n’a pas de caméra.
scan-camera-denied = Cette page n’a pas le droit d’utiliser la caméra. Autorisez-la au début de la barre d’adresse, ou prenez un autre moyen.
scan-camera-in-use = Un autre programme utilise la caméra. Fermez-le, puis réessayez.
scan-camera-failed = La caméra ne s’est pas allumée. Réessayez, ou prenez un autre moyen.

scan-usb = Lecteur USB
scan-usb-hint = Scannez, c’est tout. Pas besoin de cliquer.
scan-usb-listening = À l’écoute
scan-usb-deaf = Pas à l’écoute, cliquez ici

scan-link = Coller un lien
scan-link-hint = Reçu par message ou par e-mail.
scan-link-label = Le lien du patient
scan-link-open = Ouvrir

scan-picture = Choisir une image
scan-picture-hint = Une photo ou une capture d’écran du code. Vous pouvez la déposer ici.
scan-picture-looking = Examen de l’image…
scan-picture-nothing = Il n’y a pas de code dans cette image. Choisissez-en une où tout le code est net.

scan-screen = Le patient scanne cet écran
scan-screen-hint = L’application du patient lit un code d’ici.
scan-screen-show = Montrer le code
scan-screen-lead = Ici, pas besoin de caméra.

scan-heard-clinic = C’est le code d’une clinique, pas celui d’un patient. Demandez au patient de montrer le sien.
scan-heard-damaged = Il manque une partie de ce code. Scannez-le encore, ou copiez le lien entier.
scan-heard-newer = Ce code est plus récent que cette page. Rechargez la page. Si cela n’aide pas, prévenez votre service informatique.
scan-heard-other = Ce n’est pas le code d’un patient de Keepwell.
scan-heard-unreadable = Le lecteur a tapé quelque chose que cette page ne peut pas lire. Réglez-le sur un clavier américain, ou prenez un autre moyen.

scan-show-title = Demandez au patient de scanner ceci
scan-show-lead = Dans l’application du patient : Partager, puis Scanner le code du cabinet.
scan-show-starting = Création d’un code…
scan-show-alt = Code pour l’application du patient
scan-show-waiting = En attente du patient
scan-show-renews = { $seconds ->
    [one] Nouveau code dans { $seconds } seconde
   *[other] Nouveau code dans { $seconds } secondes
}
scan-show-ring = Temps avant le prochain code
scan-show-new = Il y a un nouveau code.
scan-show-session = Le patient voit cet écran comme :
scan-session-name = Cet écran, que personne n’a vérifié
scan-session-note = La clé est faite pour cette visite et disparaît quand vous fermez la page.

scan-first-title = Demande au patient
scan-first-lead = On demande pour qui scanne en premier. Le patient voit maintenant le nom de votre clinique.
scan-first-starting = Connexion au téléphone du patient…

scan-words-title = Comparez ces trois mots
scan-words = Demandez au patient de lire les siens à voix haute. Ils doivent être les mêmes.
scan-words-label = Trois mots
scan-words-same = Les mêmes : le patient dit oui sur son téléphone et choisit ce que vous voyez.
scan-words-other = Pas les mêmes : arrêtez. Quelqu’un s’est peut-être mis entre vous.
scan-words-stop = Ce ne sont pas les mêmes
scan-words-waiting = En attente de la réponse du patient

scan-spoken-title = Saisissez les six mots
scan-spoken-lead = Le téléphone du patient montre six mots. Demandez-les et saisissez-les ici.
scan-spoken-label = Six mots
scan-spoken-hint = Les majuscules et les virgules ne comptent pas. Les quatre premières lettres de chaque mot suffisent.
scan-spoken-open = Ouvrir
scan-spoken-wrong = Ce ne sont pas les mots. Demandez au patient de les redire.
scan-spoken-unknown = Le mot { $place } n’est pas de ceux qu’un téléphone montre. Demandez au patient de l’épeler.
scan-spoken-count = Il y a six mots. Vous en avez saisi { $count }.
scan-spoken-long = C’est trop long. Saisissez seulement les six mots.

scan-over-refused-title = Le patient a dit non
scan-over-refused = Rien n’a été partagé.
scan-over-mismatch-title = Arrêté par sécurité
scan-over-mismatch = Ce qui est arrivé ne va pas avec ce code. Quelqu’un s’est peut-être mis entre vous. Rien n’a été partagé. Prenez un nouveau code.
scan-over-stopped-title = Arrêté
scan-over-stopped = Rien n’a été partagé. Le code ne marche plus.
scan-over-gone-title = Ce code a déjà servi
scan-over-gone = Quelqu’un d’autre l’a scanné avant, ou son temps est écoulé. Demandez un nouveau code.
scan-over-unreachable-title = Le serveur est injoignable
scan-over-unreachable = Vérifiez le réseau, puis réessayez.
scan-over-unlisted-title = Ce code vient d’un autre opérateur
scan-over-unlisted = Cette page ne peut pas contacter ce serveur. Demandez au patient un SMART Health Link.
scan-over-again = Réessayer
scan-over-new = Faire un nouveau code
